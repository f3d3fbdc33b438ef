import { count, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { EditionDiff } from '@/components/road-map/edition-diff'
import { ActionBar } from '@/components/ui/action-bar'
import { Button, LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { Select } from '@/components/ui/field'
import { PageHead } from '@/components/ui/page-head'
import { compareEditions } from '@/db/queries/amendment'
import { ROAD_MAP_STATUS_LABELS } from '@/lib/road-map/labels'
import { counted } from '@/lib/shared/text'
import { mapAddress } from '../address'

export const metadata = { title: 'Что изменилось' }

export default async function ChangesPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>
  searchParams: Promise<Query>
}) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const here = `/road-maps/${id}/changes`
  const actor = await requireActor(here)
  const diff = await orNotFound(compareEditions(actor, id, { from: count(query, 'from'), to: count(query, 'to') }))
  const { from, to, sections } = diff
  const total = sections.reduce((sum, section) => sum + section.rows.length, 0)
  const options = diff.editions.map(({ number, status }) => ({
    value: String(number),
    label: `Редакция ${number} (${ROAD_MAP_STATUS_LABELS[status].toLowerCase()})`,
  }))
  return (
    <>
      <PageHead
        title={`Редакция ${to.number} в сравнении с редакцией ${from.number}`}
        crumbs={[
          { label: 'Дорожные карты', href: '/road-maps' },
          { label: `${diff.programme}, ${diff.year}`, href: mapAddress(id, to.number) },
          { label: 'Изменения', href: `/road-maps/${id}/amendments` },
        ]}
        sub={counted(total, 'строка отличается', 'строки отличаются', 'строк отличаются')}
      />
      {options.length > 1 ? (
        <form className="col no-print" action={here}>
          <Select name="from" label="Было" options={options} defaultValue={String(from.number)} required />
          <Select name="to" label="Стало" options={options} defaultValue={String(to.number)} required />
          <ActionBar>
            <Button>Сравнить</Button>
          </ActionBar>
        </form>
      ) : null}
      {sections.length === 0 ? (
        <Empty
          title="Отличий нет"
          action={<LinkButton href={mapAddress(id, to.number)}>Открыть редакцию {to.number}</LinkButton>}
        >
          {from.number === to.number
            ? 'У карты одна редакция: сравнивать её пока не с чем.'
            : 'Тексты этих редакций совпадают слово в слово.'}
        </Empty>
      ) : (
        <EditionDiff
          columns={diff.columns}
          sections={sections}
          caption={`Отличия редакций ${from.number} и ${to.number}`}
        />
      )}
    </>
  )
}
