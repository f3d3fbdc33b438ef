import { notFound } from 'next/navigation'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { PageHead } from '@/components/ui/page-head'
import { Status } from '@/components/ui/status'
import { Table } from '@/components/ui/table'
import { listSchools } from '@/db/queries/school'
import { may } from '@/lib/access/policy'
import { periodText } from '@/lib/person/labels'

export const metadata = { title: 'Школы' }

export default async function SchoolsPage() {
  const actor = await requireActor('/settings/schools')
  if (!may(actor, 'municipality.manage')) notFound()
  const schools = await orNotFound(listSchools(actor))
  return (
    <>
      <PageHead
        title="Школы"
        sub={`Всего: ${schools.length}`}
        crumbs={[{ label: 'Настройки', href: '/settings' }]}
        actions={
          <LinkButton kind="main" href="/settings/schools/new">
            Добавить школу
          </LinkButton>
        }
      />
      {schools.length === 0 ? (
        <Empty title="Школ пока нет">Добавьте школы, за которыми закрепите кураторов.</Empty>
      ) : (
        <Table caption="Школы" linked head={['Школа', 'Кураторы и администрация', 'Дни']}>
          <tbody>
            {schools.map((school) => (
              <tr className="row" key={school.id}>
                <td className="title">
                  <a href={`/settings/schools/${school.id}`}>{school.shortName}</a>
                  <span className="under">{school.name}</span>
                </td>
                <td data-l="Кураторы и администрация">
                  {school.people
                    .filter((person) => person.isInForce)
                    .map((person) => person.name)
                    .join(', ') || '—'}
                </td>
                <td data-l="Дни">{school.isInForce ? periodText(school) : <Status>{periodText(school)}</Status>}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </>
  )
}
