import { isLocalDate, type LocalDate } from '@/lib/shared/dates'
import type { TermReading } from '@/lib/term/reading'

/** A year followed by its word: «в 2022 году», «на 2022–2023 гг.», «2022 г.»; a date's or a paper's year is none of these. */
const YEAR_WITH_WORD = /(?<![\d.№/-])((?:19|20)\d\d)(?:(\s*[-–—/]\s*)((?:19|20)\d\d))?(?=\s*г(?:од|г|\.|(?![а-яё])))/gi

/** A title's years moved by `by`; dates of documents named in it stay. */
export const moveTitleYears = (text: string, by: number): string =>
  text.replace(YEAR_WITH_WORD, (_, first: string, dash: string | undefined, last: string | undefined) =>
    last === undefined ? String(Number(first) + by) : `${Number(first) + by}${dash}${Number(last) + by}`,
  )

/** Years written in the text that are not `year`: what a person should look at after moving a plan on. */
export const otherYears = (text: string, year: number): number[] => [
  ...new Set([...text.matchAll(/(?<!\d)20\d\d(?!\d)/g)].map(([found]) => Number(found)).filter((one) => one !== year)),
]

/** A reading made by hand, moved by years; null where one of its days is not in the new year's calendar (29 February). */
export function moveReading(reading: TermReading, by: number): TermReading | null {
  let isLost = false
  const move = (date: LocalDate | null): LocalDate | null => {
    if (date === null) return null
    const moved = `${Number(date.slice(0, 4)) + by}${date.slice(4)}`
    if (!isLocalDate(moved)) isLost = true
    return moved
  }
  const periods = reading.periods.map(({ from, to }) => ({ from: move(from), to: move(to) }))
  const moved = { ...reading, periods, due: move(reading.due) }
  return isLost ? null : moved
}

/** The label after this one: «6» → «7», «1.6.» → «1.7.»; empty where the label ends in no number. */
export const nextLabel = (label: string): string => {
  const [, before, digits, after] = /^(.*?)(\d{1,9})(\D?)$/s.exec(label) ?? []
  return digits === undefined ? '' : `${before}${Number(digits) + 1}${after}`
}
