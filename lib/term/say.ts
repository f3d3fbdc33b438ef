import { yearOf } from '@/lib/shared/dates'
import { periodPhrase } from '@/lib/term/phrases'
import type { Period, Recurrence, TermReading } from '@/lib/term/reading'

const EACH: Record<Recurrence, string> = {
  daily: 'каждый день',
  weekly: 'каждую неделю',
  monthly: 'каждый месяц',
  quarterly: 'каждый квартал',
  halfyearly: 'каждое полугодие',
  yearly: 'каждый год',
}

/** A reading in one short Russian phrase, for the screen beside the term's own text. */
export function sayReading(reading: TermReading): string {
  const parts = [spanPhrase(reading), rhythmPhrase(reading), timePhrase(reading)]
  return parts.filter(Boolean).join(', ')
}

function spanPhrase({ kind, periods }: TermReading): string {
  if (kind === 'empty') return 'срок не указан'
  if (kind === 'unknown') return 'не распознано'
  if (kind === 'relative') return 'по событию: дата не определена'
  if (kind === 'reference') {
    return periods.length > 0 ? `по другому документу: ${listed(periods)}` : 'по другому документу: даты не указаны'
  }
  // A year's bounds say nothing of a thing that never ends; any other ones do.
  if (kind === 'continuous') return isYear(periods) ? 'без срока: постоянно' : `постоянно, ${listed(periods)}`
  if (kind === 'whole') return `весь ${listed(periods)}`
  if (kind === 'until') return `${listed(periods)} включительно`
  return listed(periods)
}

const isYear = ([first]: Period[]): boolean =>
  !first || (first.from?.slice(5) === '01-01' && first.to?.slice(5) === '12-31')

/** Periods of one year name it once, at the end: «апрель–май; сентябрь–ноябрь 2022 г.». */
function listed(periods: Period[]): string {
  const years = periods.flatMap(({ from, to }) => [from, to]).flatMap((date) => (date ? [yearOf(date)] : []))
  const common = new Set(years).size === 1 ? (years[0] ?? null) : null
  const phrases = periods.map((period, index) => periodPhrase(period, index < periods.length - 1 ? common : null))
  return phrases.join('; ')
}

function rhythmPhrase({ recurrence, day }: TermReading): string {
  if (!recurrence) return ''
  return day === undefined ? EACH[recurrence] : `${EACH[recurrence]} до\u00A0${day}\u00A0числа`
}

function timePhrase({ time }: TermReading): string {
  if (!time) return ''
  return `${time.at}\u00A0${time.zone === 'Europe/Moscow' ? 'мск' : 'по местному времени'}`
}
