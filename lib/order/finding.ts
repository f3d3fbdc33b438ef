import type { MeasureField } from '@/lib/road-map/rules'

/** Where a finding is mended: the page that its link opens. */
const MENDS = ['card', 'map', 'measure', 'section', 'reading', 'schedules', 'executors', 'rebase'] as const
export type Mend = (typeof MENDS)[number]

/** The one text that a repair changes. A point's index counts from 0; a row and a section are named by their keys. */
export type RepairTarget =
  | { part: 'card'; field: 'title' | 'preamble' | 'annexTitle' }
  | { part: 'point'; index: number }
  | { part: 'measure'; key: string; field: Exclude<MeasureField, 'number'> }
  | { part: 'section'; key: string }

/** What one press does (rulings A7): nothing is repaired unasked, and both texts are shown before the press. */
export type Repair = {
  /** The button's words: «Вставить пробел». */
  label: string
  target: RepairTarget
  /** The whole text for which the repair was made; another text refuses it. */
  before: string
  after: string
}

/**
 * What the check before approval found (rulings A6). An error makes the act impossible and stops sending; a warning wants a word
 * of reason.
 */
export type Finding = {
  level: 'error' | 'warning'
  /** Stable name of the rule: «executors_empty». */
  code: string
  /** «3.5», «Заголовок», … */
  place: string
  /** The cause, a whole sentence. */
  text: string
  /** What to do about it, a whole sentence. */
  wayOut: string
  mend: Mend
  measureKey?: string
  sectionKey?: string
  repair?: Repair
}

export const warning = (finding: Omit<Finding, 'level'>): Finding => ({ level: 'warning', ...finding })

/** For messages: the place, the cause and the way out in one line. */
export const sayFinding = ({ place, text, wayOut }: Finding): string => `${place}: ${text} ${wayOut}`
