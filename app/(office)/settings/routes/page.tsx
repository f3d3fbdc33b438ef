import { notFound } from 'next/navigation'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { DoneNotice } from '@/app/(office)/settings/done-notice'
import { LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { PageHead } from '@/components/ui/page-head'
import { Table } from '@/components/ui/table'
import { listRoutes } from '@/db/queries/route'
import { may } from '@/lib/access/policy'

export const metadata = { title: 'Маршруты согласования' }

export default async function RoutesPage({ searchParams }: { searchParams: Promise<{ done?: string }> }) {
  const actor = await requireActor('/settings/routes')
  if (!may(actor, 'municipality.manage')) notFound()
  const routes = await orNotFound(listRoutes(actor))
  return (
    <>
      <PageHead
        title="Маршруты согласования"
        sub="Изменения действуют для новых отправок; что уже согласуют, идёт прежним маршрутом."
        crumbs={[{ label: 'Настройки', href: '/settings' }]}
        actions={
          <LinkButton kind="main" href="/settings/routes/new">
            Добавить маршрут
          </LinkButton>
        }
      />
      <DoneNotice done={(await searchParams).done} />
      {routes.length === 0 ? (
        <Empty title="Маршрутов пока нет">Без маршрута распоряжение нельзя отправить на согласование.</Empty>
      ) : (
        <Table caption="Маршруты согласования" linked head={['Маршрут', 'Этапы']}>
          <tbody>
            {routes.map((route) => (
              <tr className="row" key={route.id}>
                <td className="title">
                  <a href={`/settings/routes/${route.id}`}>{route.name}</a>
                  {route.isDefault ? <span className="under">основной</span> : null}
                </td>
                <td data-l="Этапы">
                  {route.stages.length === 0 ? 'без согласования, сразу на подпись' : null}
                  {route.stages.map((stage, index) => (
                    <div key={stage.id}>
                      {index + 1}. {stage.name}: {stage.members.map((member) => member.name).join(', ')}
                      {stage.need === null ? '' : ` (достаточно ${stage.need} из ${stage.members.length})`}
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
