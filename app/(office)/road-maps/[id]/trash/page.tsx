import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { openForm } from '@/app/_forms/form-state'
import { count, one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Table } from '@/components/ui/table'
import { listDeleted } from '@/db/queries/road-map'
import { may } from '@/lib/access/policy'
import { isEditable } from '@/lib/road-map/rules'
import { sectionHeading } from '@/lib/road-map/table'
import { localDateTime } from '@/lib/shared/dates'
import { actOnRowAction } from '../actions'
import { mapAddress } from '../address'

export const metadata = { title: 'Удалённое' }

export default async function TrashPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>
  searchParams: Promise<Query>
}) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const asked = count(query, 'version')
  const page = `/road-maps/${id}/trash${asked === undefined ? '' : `?version=${asked}`}`
  const actor = await requireActor(page)
  const { version, sections, measures } = await orNotFound(listDeleted(actor, id, asked))
  if (!may(actor, 'road_map.edit') || !isEditable(version.status)) notFound()
  const state = await openForm('road-map-row', one(query, 'kept'), actor.userId)
  const rows = [
    ...sections.map((section) => ({
      kind: 'section',
      id: section.id,
      what: `Раздел: ${sectionHeading(section)}`,
      where: '',
      at: section.deletedAt,
    })),
    ...measures.map((measure) => ({
      kind: 'measure',
      id: measure.id,
      what: [measure.number, measure.title].filter(Boolean).join('. '),
      where: measure.section,
      at: measure.deletedAt,
    })),
  ]
  return (
    <>
      <PageHead
        title="Удалённое"
        crumbs={[
          { label: 'Дорожные карты', href: '/road-maps' },
          { label: `${version.programme}, ${version.year}`, href: mapAddress(id, version.number) },
        ]}
      />
      {one(query, 'done') === 'restored' ? (
        <Notice tone="green" live>
          Восстановлено на прежнее место.
        </Notice>
      ) : null}
      {rows.length === 0 ? (
        <Empty
          title="Ничего не удалено"
          action={<LinkButton href={mapAddress(id, version.number)}>К карте</LinkButton>}
        >
          Удалённые разделы и мероприятия ждут здесь, пока карту не утвердят.
        </Empty>
      ) : (
        <Form action={actOnRowAction} page={page} state={state}>
          <Table caption="Удалённые строки" head={['Что', 'Раздел', 'Когда', { label: 'Действия', hidden: true }]}>
            <tbody>
              {rows.map((row) => (
                <tr className="row" key={row.id}>
                  <td className="title">{row.what}</td>
                  <td data-l="Раздел">{row.where || '—'}</td>
                  <td className="date" data-l="Когда">
                    {row.at ? localDateTime(row.at, actor.zone) : ''}
                  </td>
                  <td className="tight">
                    <button
                      type="submit"
                      className="btn less"
                      name="row"
                      value={`${row.kind}:restore:${row.id}`}
                      aria-label={`Восстановить: ${row.what}`}
                    >
                      Восстановить
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </Table>
        </Form>
      )}
    </>
  )
}
