import type { Metadata } from 'next'
import { count, one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { PartList } from '@/components/road-map/table'
import { ViewHead } from '@/components/road-map/view-head'
import { YearList, YearTable } from '@/components/road-map/year-calendar'
import { Empty } from '@/components/ui/empty'
import { Section } from '@/components/ui/section'
import { getYear, type YearLine } from '@/db/queries/plan-views'
import { presentMonth } from '@/lib/road-map/year-view'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> }

export const metadata: Metadata = { title: 'Календарь года' }

export default async function YearPage({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const map = `/road-maps/${pageId(id)}`
  const here = `${map}/calendar`
  const actor = await requireActor(here)
  const found = await orNotFound(getYear(actor, id, { part: one(query, 'part'), page: count(query, 'page') }))
  const { head, lines, sections, part } = found
  const href = (key: string) => (head.isLiving ? `${map}/execution/${key}` : '')
  const drawn = { href, present: presentMonth(found.today, found.year) }
  const of = (kind: YearLine['kind']) => lines.filter((line) => line.kind === kind)
  return (
    <>
      <ViewHead head={head} title={`Календарь ${found.year} года`} current="calendar" />
      {part ? (
        <PartList
          sections={sections}
          current={part.id}
          href={(one) => `${here}?part=${one}`}
          page={found.page}
          pages={found.pages}
        />
      ) : null}
      {of('months').length > 0 ? (
        <>
          <YearTable {...drawn} lines={of('months')} sections={sections} />
          <YearList {...drawn} lines={of('months')} />
        </>
      ) : (
        <Empty title="Мероприятий с датами нет">
          {found.total === 0
            ? 'Внесите мероприятия: их сроки лягут на месяцы года сами.'
            : 'Сроки записаны словами, из которых дат не видно. Дату можно указать вручную на странице мероприятия.'}
        </Empty>
      )}
      <Apart title="Весь год и постоянно" lines={of('whole')} href={href} />
      <Apart title="Без дат" lines={of('undated')} href={href} />
    </>
  )
}

/** What has no month of its own: its term in its own words. */
function Apart({ title, lines, href }: { title: string; lines: YearLine[]; href: (key: string) => string }) {
  if (lines.length === 0) return null
  return (
    <Section title={title} aside={lines.length}>
      <ul className="apart">
        {lines.map((line) => (
          <li key={line.key}>
            <span className="at">{line.place}</span>{' '}
            {href(line.key) ? (
              <a href={href(line.key)}>{line.title || 'Без названия'}</a>
            ) : (
              line.title || 'Без названия'
            )}
            <span className="under">{line.term || 'срок не указан'}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
