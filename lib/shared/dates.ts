/**
 * Instants are `Date` in UTC. A local date is the string `YYYY-MM-DD` of a municipality's zone (IANA name).
 * Nothing here reads the clock: `now` is passed in.
 */
export type LocalDate = string

export const MONTHS = [
  'январь',
  'февраль',
  'март',
  'апрель',
  'май',
  'июнь',
  'июль',
  'август',
  'сентябрь',
  'октябрь',
  'ноябрь',
  'декабрь',
] as const
export const MONTHS_GENITIVE: readonly string[] = [
  'января',
  'февраля',
  'марта',
  'апреля',
  'мая',
  'июня',
  'июля',
  'августа',
  'сентября',
  'октября',
  'ноября',
  'декабря',
]
const WEEKDAYS = ['воскресенье', 'понедельник', 'вторник', 'среда', 'четверг', 'пятница', 'суббота']

const formatters = new Map<string, Intl.DateTimeFormat>()
function formatter(zone: string): Intl.DateTimeFormat {
  let found = formatters.get(zone)
  if (!found) {
    found = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
    formatters.set(zone, found)
  }
  return found
}

function partsIn(zone: string, instant: Date): Record<string, string> {
  return Object.fromEntries(
    formatter(zone)
      .formatToParts(instant)
      .map((part) => [part.type, part.value]),
  )
}

export function isZone(zone: string): boolean {
  try {
    formatter(zone)
    return true
  } catch {
    return false
  }
}

/** The local date on which `instant` falls in `zone`. */
export function localDate(instant: Date, zone: string): LocalDate {
  const parts = partsIn(zone, instant)
  return `${parts.year}-${parts.month}-${parts.day}`
}

/** «14:05» in `zone`. */
export function localTime(instant: Date, zone: string): string {
  const parts = partsIn(zone, instant)
  return `${parts.hour}:${parts.minute}`
}

/** «21.04.2022, 14:05» in `zone`. */
export function localDateTime(instant: Date, zone: string): string {
  return `${shortDate(localDate(instant, zone))}, ${localTime(instant, zone)}`
}

function split(date: LocalDate): [year: number, month: number, day: number] {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  return [year, month, day]
}

/** True for a real calendar date written `YYYY-MM-DD`. */
export function isLocalDate(text: string): text is LocalDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const [year, month, day] = split(text)
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

export const yearOf = (date: LocalDate): number => split(date)[0]
/** From 1. */
export const monthOf = (date: LocalDate): number => split(date)[1]
export const dayOf = (date: LocalDate): number => split(date)[2]

/** «21 апреля 2022 г.»; the day without a leading zero, pairs joined by U+00A0 (order-standard C24, C39). */
export function longDate(date: LocalDate): string {
  const [year, month, day] = split(date)
  return `${day}\u00A0${MONTHS_GENITIVE[month - 1]} ${year}\u00A0г.`
}

/** «21.04.2022». */
export function shortDate(date: LocalDate): string {
  const [year, month, day] = date.split('-')
  return `${day}.${month}.${year}`
}

export function weekday(date: LocalDate): string {
  const [year, month, day] = split(date)
  return WEEKDAYS[new Date(Date.UTC(year, month - 1, day)).getUTCDay()] ?? ''
}

export function addDays(date: LocalDate, days: number): LocalDate {
  const [year, month, day] = split(date)
  return new Date(Date.UTC(year, month - 1, day + days)).toISOString().slice(0, 10)
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

/** True while `from ≤ date ≤ to`; an absent bound is open. Both bounds inclusive. */
export function isInForce(date: LocalDate, from: LocalDate | null, to: LocalDate | null): boolean {
  return (from === null || from <= date) && (to === null || date <= to)
}

/**
 * Reads a date as a person types it: «21.4.22», «21.04.2022», «2022-04-21», «21 апреля 2022 г.».
 * Two-digit years are of this century. Returns null for anything else, also for «31.02.2022».
 */
export function readDate(text: string): LocalDate | null {
  const clean = text
    .replace(/[\s\u00A0\u200B-\u200D\uFEFF]+/g, ' ')
    .trim()
    .toLowerCase()
  let match = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(clean)
  let year: number, month: number, day: number
  if (match) {
    ;[year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  } else if ((match = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})\s?(?:г\.?|года)?$/.exec(clean))) {
    ;[day, month, year] = [Number(match[1]), Number(match[2]), Number(match[3])]
  } else if ((match = /^(\d{1,2})\s([а-яё]+)\s(\d{4}|\d{2})\s?(?:г\.?|года)?$/.exec(clean))) {
    ;[day, month, year] = [Number(match[1]), MONTHS_GENITIVE.indexOf(match[2] ?? '') + 1, Number(match[3])]
  } else return null
  if (year < 100) year += 2000
  const date = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  return isLocalDate(date) ? date : null
}
