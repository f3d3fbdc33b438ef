import { notFound } from 'next/navigation'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { getExecutionCell } from '@/db/queries/execution'
import type { Actor } from '@/lib/access/actor'
import type { ExecutorRef } from '@/lib/execution/rules'
import { executorText, readExecutor } from '@/lib/execution/statement'
import { placeOf } from '@/lib/road-map/row-place'
import { longDate } from '@/lib/shared/dates'

export type CellPage = {
  params: Promise<{ id: string; measureKey: string; point: string }>
  searchParams: Promise<Query>
}

/** Where a page about one point stands; `executor` is null where it is about all of them. */
export async function openPoint({ params, searchParams }: CellPage, step: string) {
  const [{ id, measureKey, point: coded }, query] = await Promise.all([params, searchParams])
  const measurePage = `/road-maps/${pageId(id)}/execution/${pageId(measureKey)}`
  const point = decoded(coded)
  const said = one(query, 'executor')
  const executor = said === undefined ? null : readExecutor(said)
  if (said !== undefined && !executor) notFound()
  const path = `${measurePage}/${encodeURIComponent(point)}/${step}`
  const page = executor ? `${path}?executor=${encodeURIComponent(executorText(executor))}` : path
  return { id, measureKey, point, executor, measurePage, page, query, actor: await requireActor(page) }
}

/** An address may hold what is no text: «%E0%A4». */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    notFound()
  }
}

export const openCell = (actor: Actor, id: string, measureKey: string, point: string, executor: ExecutorRef) =>
  orNotFound(getExecutionCell(actor, id, measureKey, point, executor))

type Cell = Awaited<ReturnType<typeof openCell>>

export const crumbsOf = ({ map, row }: { map: Cell['map']; row: Cell['row'] }, measurePage: string) => [
  { label: 'Дорожные карты', href: '/road-maps' },
  { label: `${map.programme}, ${map.year}`, href: `/road-maps/${map.roadMapId}` },
  { label: `Мероприятие ${placeOf(row)}`, href: measurePage },
]

/** What the page is about: the measure, the point, the term. */
export const factsOf = ({ row, cell }: Cell) => [
  { label: 'Мероприятие', value: row.title || 'без названия' },
  { label: 'Исполнитель', value: cell.executor.name },
  { label: 'Контрольная точка', value: cell.point.label },
  {
    label: 'Срок',
    value: `${row.term || 'не указан'}${cell.due ? `\n${cell.isMoved ? 'Перенесён, рабочий срок' : 'Последний день'}: ${longDate(cell.due)}` : ''}`,
  },
]
