import { STANDING_LABELS } from '@/lib/execution/labels'
import { type Standing, worstOf } from '@/lib/execution/rules'
import type { PlannedCell, Summary } from '@/lib/road-map/plan'
import { daysBetween, type LocalDate, shortDate, weekday } from '@/lib/shared/dates'
import { capitalised, counted } from '@/lib/shared/text'

/** What is settled: nothing more is awaited of it. */
const CLOSED: readonly Standing[] = ['done', 'not_required', 'not_done']

/** The summary of these cells only: a school's, a curator's. `Plan.summary` counts all of a measure without listing them. */
export function summaryOfCells(cells: readonly PlannedCell[]): Summary {
  const counts: Summary['counts'] = {}
  let next: LocalDate | null = null
  for (const { standing, due } of cells) {
    counts[standing] = (counts[standing] ?? 0) + 1
    if (!CLOSED.includes(standing) && due !== null && (next === null || due < next)) next = due
  }
  return { total: cells.length, counts, worst: worstOf(Object.keys(counts) as Standing[]), next }
}

/** Finished: something is done, and nothing is left that is open or not done. */
export const isFinished = ({ total, counts }: Summary): boolean =>
  (counts.done ?? 0) > 0 && (counts.done ?? 0) + (counts.not_required ?? 0) === total

/**
 * Whether a measure belongs to the list of this standing: one of its cells stands so; to «исполнено» only when all of it is done.
 * The figures over a list and the list that a figure opens are both made of this.
 */
export const isInState = (summary: Summary, state: Standing): boolean =>
  state === 'done' ? isFinished(summary) : (summary.counts[state] ?? 0) > 0

/** Said of what is not finished, worst first. */
const REASONS: [Standing, one: string][] = [
  ['overdue', 'просрочено'],
  ['not_done', 'не исполнено'],
  ['before_approval', 'срок прошёл до утверждения'],
  ['soon', 'на этой неделе'],
]

/**
 * What the light says, and beside it how far it is: «Просрочено у 2» and «8 из 13 исполнено · на этой неделе: 3». `points` is the
 * number of control points: with one each cell is an executor. `names` are those of the worst standing, where few enough to be named.
 */
export function saySummary(
  { total, counts, worst }: Summary,
  points: number,
  names: readonly string[] = [],
): { light: string; rest: string } {
  if (total === 0) return { light: 'Контрольных точек нет', rest: '' }
  if (total === 1) return { light: capitalised(STANDING_LABELS[worst]), rest: '' }
  const asked = total - (counts.not_required ?? 0)
  const done = counts.done ?? 0
  if (asked === 0) return { light: capitalised(STANDING_LABELS.not_required), rest: '' }
  if (done === asked) return { light: `Исполнено: ${done} из ${asked}`, rest: '' }
  const reasons = REASONS.flatMap(([standing, said]) => {
    const count = counts[standing] ?? 0
    if (count === 0) return []
    if (standing === worst && names.length > 0) return [`${said}: ${names.join(', ')}`]
    if (count === total) return [points === 1 ? `${said} у всех` : said]
    return [points === 1 ? `${said} у ${count}` : `${said}: ${count}`]
  })
  const share = `${done} из ${asked} исполнено`
  const [first, ...others] = reasons
  if (first === undefined) return { light: capitalised(STANDING_LABELS[worst]), rest: done > 0 ? share : '' }
  return { light: capitalised(first), rest: [share, ...others].join(' · ') }
}

/** «25.05.2022, ср»: the date never without its day of the week. */
export const dayOfWeek = (date: LocalDate): string => `${shortDate(date)}, ${SHORT_DAYS[weekday(date)] ?? ''}`

const SHORT_DAYS: Record<string, string> = {
  понедельник: 'пн',
  вторник: 'вт',
  среда: 'ср',
  четверг: 'чт',
  пятница: 'пт',
  суббота: 'сб',
  воскресенье: 'вс',
}

/** «осталось 4 дня», «сегодня последний день», «2 дня назад» from one local day to another. */
export function sayDistance(today: LocalDate, due: LocalDate): string {
  const days = daysBetween(today, due)
  if (days === 0) return 'сегодня последний день'
  if (days < 0) return `${counted(-days, 'день', 'дня', 'дней')} назад`
  return `${days % 10 === 1 && days % 100 !== 11 ? 'остался' : 'осталось'} ${counted(days, 'день', 'дня', 'дней')}`
}
