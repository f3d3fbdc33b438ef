import { notFound } from 'next/navigation'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { DoneNotice } from '@/app/(office)/settings/done-notice'
import { LinkButton } from '@/components/ui/button'
import { PageHead } from '@/components/ui/page-head'
import { Status } from '@/components/ui/status'
import { Table } from '@/components/ui/table'
import { listBodies } from '@/db/queries/post'
import { may } from '@/lib/access/policy'
import { periodText } from '@/lib/person/labels'

export const metadata = { title: 'Органы' }

export default async function BodiesPage({ searchParams }: { searchParams: Promise<{ done?: string }> }) {
  const actor = await requireActor('/settings/bodies')
  if (!may(actor, 'municipality.manage')) notFound()
  const bodies = await orNotFound(listBodies(actor))
  return (
    <>
      <PageHead
        title="Органы"
        sub="Сменилось название — закончите прежнюю запись её последним днём и добавьте новую."
        crumbs={[{ label: 'Настройки', href: '/settings' }]}
        actions={
          <LinkButton kind="main" href="/settings/bodies/new">
            Добавить орган
          </LinkButton>
        }
      />
      <DoneNotice done={(await searchParams).done} />
      <Table caption="Органы" linked head={['Название', 'Место', 'Издаёт акты', 'Дни']}>
        <tbody>
          {bodies.map((body) => (
            <tr className="row" key={body.id}>
              <td className="title">
                <a href={`/settings/bodies/${body.id}`}>{body.name.replaceAll('\n', ' ')}</a>
              </td>
              <td data-l="Место">{body.place || '—'}</td>
              <td data-l="Издаёт акты">{body.issuesActs ? 'да' : 'нет'}</td>
              <td data-l="Дни">{body.isInForce ? periodText(body) : <Status>{periodText(body)}</Status>}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  )
}
