import type { Explanation } from '@/lib/indicator/explain'
import type { Counted, Indicator } from '@/lib/indicator/rules'

/** One indicator of a map in force with its figure and the rows it is made of. */
export type IndicatorFigure = {
  roadMapId: string
  measureKey: string
  measureId: string
  sectionId: string
  /** The measure's label in its table, as typed. */
  number: string
  title: string
  /** As typed in the plan. */
  text: string
  indicator: Indicator
  /** Nobody confirmed it: it was read from the text by the program. */
  isProposed: boolean
  /** How a proposed one would be counted, or why it cannot be and what to do. */
  note: string
  /** What its counter counts. */
  counts: string
  /** Null for a typed or uncountable one. */
  counted: Counted | null
  explanation: Explanation
}
