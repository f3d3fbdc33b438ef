import type { LocalDate } from '@/lib/shared/dates'

/** What the district's report of a stage consists of: ready words, each figure with the rows that it was counted from. */

/** One row that was counted, and where it can be read; null where there is nothing to open. */
export type Source = { text: string; href: string | null }
/** «в срок: 2 из 3 (66,6 %)» with the rows behind it. */
export type Figure = {
  words: string
  rows: Source[]
  /** All that could be counted were: a paper need not name them. */
  isWhole: boolean
}
export type ConsolidatedPart =
  | { figure: Figure }
  | { caption: string; headers: string[]; rows: { cells: string[]; href: string | null }[] }
  | { text: string }
export type ConsolidatedSection = { id: string; heading: string; parts: ConsolidatedPart[] }
export type ConsolidatedReport = {
  programme: string
  year: number
  stage: string
  municipality: string
  madeOn: LocalDate
  facts: { label: string; value: string }[]
  sections: ConsolidatedSection[]
}
