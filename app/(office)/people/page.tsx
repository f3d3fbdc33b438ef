import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { LinkButton } from '@/components/ui/button'
import { PageHead } from '@/components/ui/page-head'
import { Status } from '@/components/ui/status'
import { Table } from '@/components/ui/table'
import { listPeople } from '@/db/queries/person'
import { ROLE_LABELS } from '@/lib/access/labels'
import { periodText } from '@/lib/person/labels'
import { counted } from '@/lib/shared/text'

export const metadata = { title: 'Пользователи' }

export default async function PeoplePage() {
  const actor = await requireActor('/people')
  const people = await orNotFound(listPeople(actor))
  const working = people.filter((person) => !person.isEnded).length
  return (
    <>
      <PageHead
        title="Пользователи"
        sub={`${counted(working, 'работает', 'работают', 'работают')}, отключено: ${people.length - working}`}
        actions={
          <>
            <LinkButton href="/people/deputies">Замещения (И.о.)</LinkButton>
            <LinkButton kind="main" href="/people/new">
              Добавить пользователя
            </LinkButton>
          </>
        }
      />
      <Table
        caption="Пользователи муниципалитета"
        linked
        head={['Фамилия, имя, отчество', 'Имя для входа', 'Роли', 'Состояние']}
      >
        <tbody>
          {people.map((person) => (
            <tr className="row" key={person.id}>
              <td className="title">
                <a href={`/people/${person.id}`}>{person.name}</a>
                {person.phone ? <span className="under">{person.phone}</span> : null}
              </td>
              <td data-l="Имя для входа">{person.login}</td>
              <td data-l="Роли">
                {person.roles.length === 0 ? 'нет' : null}
                {person.roles.map((role) => (
                  <div key={role.id}>
                    {role.title || ROLE_LABELS[role.role]}
                    {role.validTo || !role.isInForce ? <span className="under">{periodText(role)}</span> : null}
                  </div>
                ))}
              </td>
              <td className="tight" data-l="Состояние">
                {person.isEnded ? <Status>Отключён</Status> : <Status kind="done">Работает</Status>}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  )
}
