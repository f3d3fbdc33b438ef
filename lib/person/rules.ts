import { addDays, type LocalDate } from '@/lib/shared/dates'

/** Days from–to, both inclusive; null is an open end. */
export type Period = { validFrom: LocalDate | null; validTo: LocalDate | null }

const EVER = '9999-12-31'
const NEVER = '0000-01-01'

/** Turned inside out: called off before it began, holds no day. */
const isEmpty = (period: Period): boolean => (period.validFrom ?? NEVER) > (period.validTo ?? EVER)

export const overlaps = (one: Period, other: Period): boolean =>
  !isEmpty(one) &&
  !isEmpty(other) &&
  (one.validFrom ?? NEVER) <= (other.validTo ?? EVER) &&
  (other.validFrom ?? NEVER) <= (one.validTo ?? EVER)

/** The first of the days from–`to` (null: for ever) that lies in none of the periods; null when each lies in one. */
export function uncoveredDay(from: LocalDate, to: LocalDate | null, periods: readonly Period[]): LocalDate | null {
  let day = from
  for (;;) {
    if (to !== null && day > to) return null
    const holding = periods.filter((period) => (period.validFrom ?? NEVER) <= day && day <= (period.validTo ?? EVER))
    if (holding.length === 0) return day
    if (holding.some((period) => period.validTo === null)) return null
    const last =
      holding
        .map((period) => period.validTo ?? EVER)
        .sort()
        .at(-1) ?? EVER
    day = addDays(last, 1)
  }
}

/** True when every day from `today` on lies in one of the periods: the municipality is never without an administrator. */
export const isAlwaysCovered = (today: LocalDate, periods: readonly Period[]): boolean =>
  uncoveredDay(today, null, periods) === null

export type Deputyship = { principalId: string; deputyId: string; validFrom: LocalDate; validTo: LocalDate }

/**
 * Why this person cannot stand in on these days, or null. A chain (the deputy is himself away, or the one who is away
 * stands in for somebody) is refused, so is oneself, and so are two deputies of one person on one day (rulings A3).
 */
export function deputyDefect(
  wanted: Deputyship,
  others: readonly Deputyship[],
): { field: string; message: string } | null {
  if (wanted.principalId === wanted.deputyId)
    return { field: 'deputyId', message: 'Человек не может замещать сам себя.' }
  const inThoseDays = others.filter((other) => overlaps(wanted, other))
  if (inThoseDays.some((other) => other.principalId === wanted.deputyId)) {
    return {
      field: 'deputyId',
      message: 'В эти дни его самого замещают: цепочка замещений не допускается. Выберите другого.',
    }
  }
  if (inThoseDays.some((other) => other.deputyId === wanted.principalId)) {
    return {
      field: 'principalId',
      message: 'В эти дни он сам замещает другого: цепочка замещений не допускается. Сначала прекратите то замещение.',
    }
  }
  if (inThoseDays.some((other) => other.principalId === wanted.principalId)) {
    return { field: 'validFrom', message: 'На эти дни исполняющий обязанности уже назначен. Выберите другие дни.' }
  }
  return null
}
