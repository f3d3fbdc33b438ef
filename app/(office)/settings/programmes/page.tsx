import { notFound } from 'next/navigation'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { PageHead } from '@/components/ui/page-head'
import { Table } from '@/components/ui/table'
import { listProgrammes } from '@/db/queries/programme'
import { may } from '@/lib/access/policy'
import { shortDate } from '@/lib/shared/dates'

export const metadata = { title: 'Программы и этапы' }

export default async function ProgrammesPage() {
  const actor = await requireActor('/settings/programmes')
  if (!may(actor, 'municipality.manage')) notFound()
  const programmes = await orNotFound(listProgrammes(actor))
  return (
    <>
      <PageHead
        title="Программы и этапы"
        crumbs={[{ label: 'Настройки', href: '/settings' }]}
        actions={
          <LinkButton kind="main" href="/settings/programmes/new">
            Добавить программу
          </LinkButton>
        }
      />
      {programmes.length === 0 ? (
        <Empty title="Программ пока нет">Добавьте программу года: по ней составляют дорожную карту.</Empty>
      ) : (
        <Table caption="Программы" linked head={['Программа', 'Год', 'Этапы']}>
          <tbody>
            {programmes.map((programme) => (
              <tr className="row" key={programme.id}>
                <td className="title">
                  <a href={`/settings/programmes/${programme.id}`}>{programme.name}</a>
                </td>
                <td data-l="Год">{programme.year}</td>
                <td data-l="Этапы">
                  {programme.stages.length === 0 ? '—' : null}
                  {programme.stages.map((stage) => (
                    <div key={stage.id}>
                      {stage.name}
                      {stage.dueDate ? `, до ${shortDate(stage.dueDate)}` : ''}
                      {stage.isFinal ? ', итоговый' : ''}
                    </div>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </>
  )
}
