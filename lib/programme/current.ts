import { type LocalDate, yearOf } from '@/lib/shared/dates'

export type ProgrammeName = { id: string; name: string; year: number }

/** The latest year first, then by name: the order in which programmes are listed and chosen. */
export const byYear = (one: ProgrammeName, other: ProgrammeName): number =>
  other.year - one.year || one.name.localeCompare(other.name, 'ru')

/**
 * The programme that a page is about when its address names none: that of the year of `today`, else the latest; undefined while there
 * is none. Of several in one year, the first by name.
 */
export function currentProgramme<P extends ProgrammeName>(programmes: readonly P[], today: LocalDate): P | undefined {
  const ordered = [...programmes].sort(byYear)
  return ordered.find((one) => one.year === yearOf(today)) ?? ordered[0]
}

/** «Проект «500+», 2026 год». */
export const programmeTitle = ({ name, year }: ProgrammeName): string => `${name}, ${year} год`
