import { addDays, isLocalDate, type LocalDate, readDate, yearOf } from '@/lib/shared/dates'
import { invalid } from '@/lib/shared/refusal'
import { comparable, counted, isBlank } from '@/lib/shared/text'

export type NewScheduleDate = { date: LocalDate; schoolId: string | null; note: string }
export type NamedSchool = { id: string; name: string; shortName: string }

/** Dates that one press may add. */
export const MOST_DATES = 400

/** A school's name for comparing: no quotation marks, «№ 1» as «№1». */
export const bareName = (name: string): string =>
  comparable(name)
    .toLowerCase()
    .replace(/[«»"„“”]/g, '')
    .replace(/№\s*/g, '№')

/** Schools by every name that they are known under; null where several bear it. */
export function namesOfSchools(schools: readonly NamedSchool[]): Map<string, string | null> {
  const known = new Map<string, string | null>()
  for (const school of schools)
    for (const name of new Set([bareName(school.shortName), bareName(school.name)]))
      known.set(name, known.has(name) ? null : school.id)
  return known
}

/**
 * Dates typed one a line: «12.03.2026», «12.03 — МОУ СОШ № 1», «12.03 — МОУ СОШ № 1 — первый выезд». A day without a year is
 * of `year`. A school that is not in the list is refused with its line, never guessed.
 */
export function readScheduleLines(text: string, year: number, schools: readonly NamedSchool[]): NewScheduleDate[] {
  const known = namesOfSchools(schools)
  const found = text.split('\n').flatMap((line, index): NewScheduleDate[] => {
    if (isBlank(line)) return []
    const [day = '', school = '', ...rest] = comparable(line).split(/ [-–—] |\s*;\s*/)
    const date = readDay(day, year)
    if (!date)
      throw invalid(`Строка ${index + 1}: «${day.slice(0, 60)}» не дата. Напишите, например, 12.03.${year}.`, 'lines')
    if (school === '') return [{ date, schoolId: null, note: rest.join(' — ') }]
    const schoolId = known.get(bareName(school))
    if (!schoolId) {
      throw invalid(
        `Строка ${index + 1}: ${schoolId === null ? 'школ с таким названием несколько' : 'такой школы в списке нет'}: «${school.slice(0, 100)}». Напишите название, как в списке школ; другие слова — после второго тире.`,
        'lines',
      )
    }
    return [{ date, schoolId, note: rest.join(' — ') }]
  })
  demandFew(found.length, 'lines')
  return found
}

function readDay(text: string, year: number): LocalDate | null {
  const short = /^(\d{1,2})\.(\d{1,2})\.?$/.exec(text.trim())
  return readDate(short ? `${short[1]}.${short[2]}.${year}` : text)
}

export const REPEATS = ['week', 'month'] as const
export type Repeat = (typeof REPEATS)[number]

/** `from`, then the same day of each week or month until `to`, both inclusive; a month without that day gives its last one. */
export function repeatedDates(repeat: Repeat, from: LocalDate, to: LocalDate): LocalDate[] {
  if (to < from) throw invalid('Последний день не может быть раньше первого.', 'repeatTo')
  const found: LocalDate[] = []
  for (let step = 0; ; step++) {
    const date = repeat === 'week' ? addDays(from, 7 * step) : addMonths(from, step)
    if (date > to) return found
    demandFew(found.push(date), 'repeatTo')
  }
}

function addMonths(date: LocalDate, months: number): LocalDate {
  const month = Number(date.slice(5, 7)) - 1 + months
  const head = `${String(yearOf(date) + Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`
  for (let day = Number(date.slice(8)); ; day--) {
    const found = `${head}-${String(day).padStart(2, '0')}`
    if (isLocalDate(found)) return found
  }
}

function demandFew(count: number, field: string): void {
  if (count > MOST_DATES)
    throw invalid(
      `За один раз можно добавить ${counted(MOST_DATES, 'дату', 'даты', 'дат')}. Разделите список на части.`,
      field,
    )
}
