import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { LinkButton } from '@/components/ui/button'
import { PageHead } from '@/components/ui/page-head'
import { Status } from '@/components/ui/status'
import { Table } from '@/components/ui/table'
import { getCuratorsOfSchool } from '@/db/queries/curator'
import { periodText } from '@/lib/person/labels'
import { CURATORS } from '../../crumbs'
import { Standing } from '../../standing'

export const metadata = { title: 'Кураторы школы' }

export default async function CuratorsOfSchoolPage({ params }: { params: Promise<{ schoolId: string }> }) {
  const id = pageId((await params).schoolId)
  const actor = await requireActor(`/curators/schools/${id}`)
  const { school, history } = await orNotFound(getCuratorsOfSchool(actor, id))
  return (
    <>
      <PageHead
        title={`Кураторы: ${school.shortName}`}
        sub={school.name}
        crumbs={[CURATORS]}
        actions={
          <LinkButton kind="main" href={`/curators/assign?schoolId=${id}`}>
            Назначить куратора
          </LinkButton>
        }
      />
      {history.length === 0 ? (
        <p>Кураторов у школы ещё не было.</p>
      ) : (
        <Table caption="Кураторы школы по времени" head={['Куратор', 'Дни', 'Причина', 'Состояние']}>
          <tbody>
            {history.map((link) => (
              <tr className="row" key={link.linkId}>
                <td className="title">
                  <a href={`/curators/${link.userId}`}>{link.name}</a>
                </td>
                <td data-l="Дни">{periodText(link)}</td>
                <td data-l="Причина" className="whitespace-pre-line">
                  {link.note}
                </td>
                <td data-l="Состояние">
                  {link.standing === 'in_force' && !link.isActing ? (
                    <Status kind="late">действует, но роли или учётной записи нет</Status>
                  ) : (
                    <Standing standing={link.standing} />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </>
  )
}
