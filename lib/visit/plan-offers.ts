import { bareName } from '@/lib/execution/schedule-lines'
import { periodText } from '@/lib/person/labels'
import { overlaps, type Period } from '@/lib/person/rules'
import { isInForce, type LocalDate } from '@/lib/shared/dates'
import type { SchoolCurator } from '@/lib/visit/plan-table'

type School = { id: string; name: string; shortName: string } & Period
/** Who curates a school, once an assignment: one person may stand twice, with other days. */
export type OfferedCurator = { id: string; name: string } & Period
export type OfferedSchool = { id: string; name: string; fullName: string; curators: OfferedCurator[] } & Period

/** Days that a plan may name: the programme's year, and up to today or from today where that lies outside of it. */
export function planningDays(year: number | null, today: LocalDate): Period & { validFrom: LocalDate } {
  const [first, last] = [`${year ?? today.slice(0, 4)}-01-01`, `${year ?? today.slice(0, 4)}-12-31`]
  return { validFrom: first < today ? first : today, validTo: last > today ? last : today }
}

/** Schools that take part on some of the days, with those who curate them on some of them. */
export function offeredSchools(
  schools: readonly School[],
  assignments: readonly SchoolCurator[],
  days: Period & { validFrom: LocalDate },
): OfferedSchool[] {
  return schools
    .filter((school) => overlaps(days, school))
    .map(({ id, name, shortName, validFrom, validTo }) => ({
      id,
      name: shortName,
      fullName: name,
      validFrom,
      validTo,
      curators: assignments
        .filter((one) => one.schoolId === id && overlaps(days, one))
        .map((one) => ({ id: one.userId, name: one.name, validFrom: one.validFrom, validTo: one.validTo })),
    }))
}

/** Who curates the school on that day, each once. */
export const curatorsOn = (school: Pick<OfferedSchool, 'curators'>, day: LocalDate): OfferedCurator[] => [
  ...new Map(
    school.curators.filter((one) => isInForce(day, one.validFrom, one.validTo)).map((one) => [one.id, one]),
  ).values(),
]

/** «МОУ СОШ № 1», or with its days where they do not hold today: «МОУ СОШ № 1 (с 01.09.2026)». */
export const offeredLabel = (one: { name: string } & Period, today: LocalDate): string =>
  isInForce(today, one.validFrom, one.validTo) ? one.name : `${one.name} (${periodText(one)})`

/** Curators to choose from, each once and with the days of each of his assignments that has an end or is to come. */
export function curatorOptions(
  schools: readonly Pick<OfferedSchool, 'curators'>[],
  today: LocalDate,
): { value: string; label: string }[] {
  const found = new Map<string, OfferedCurator[]>()
  for (const one of schools.flatMap((school) => school.curators)) found.set(one.id, [...(found.get(one.id) ?? []), one])
  return [...found].map(([value, own]) => {
    const isAlways = own.some((one) => one.validTo === null && isInForce(today, one.validFrom, null))
    const periods = isAlways ? [] : [...new Set(own.map(periodText))]
    const name = own[0]?.name ?? ''
    return { value, label: periods.length === 0 ? name : `${name} (${periods.join('; ')})` }
  })
}

/** Schools as lines name them: of several under one name the one that takes part today is meant. */
export function namedForLines(
  schools: readonly OfferedSchool[],
  today: LocalDate,
): { id: string; name: string; shortName: string }[] {
  const isToday = (school: OfferedSchool) => isInForce(today, school.validFrom, school.validTo)
  const taken = new Set(schools.filter(isToday).map((school) => bareName(school.name)))
  return schools
    .filter((school) => isToday(school) || !taken.has(bareName(school.name)))
    .map(({ id, name, fullName }) => ({ id, name: fullName, shortName: name }))
}
