import type { ExecutorRef } from '@/lib/execution/rules'

/** How an indicator is measured (feature 8). `uncountable`: a text that no record can count; the program says so. */
export const INDICATOR_KINDS = ['share', 'number', 'yes_no', 'uncountable'] as const
export type IndicatorKind = (typeof INDICATOR_KINDS)[number]

/** What the share is of. */
export const INDICATOR_BASES = ['schools', 'curators', 'points', 'none'] as const
export type IndicatorBase = (typeof INDICATOR_BASES)[number]

/** Indicator as data; the text of the plan stays as typed beside it. */
export type Indicator = {
  kind: IndicatorKind
  /** «%», «школ», «отчётов»; '' for yes_no. */
  unit: string
  base: IndicatorBase
  /** Per cent for a share, a number else; null where nothing was promised. */
  target: number | null
  /** Code of a counter (db/counters.ts), or `manual`: the figure is typed. */
  counter: string
  /** The typed figure and where it came from, for `manual`. */
  manual?: { value: number; source: string } | undefined
  /** The start value, where one is known. */
  start?: number | null | undefined
  /** How often it is looked at, as typed: «раз в квартал». */
  frequency?: string | undefined
}

/** One thing counted: a school, a curator, a control point. `href` leads to its row, '' where the reader has no page of it; `whose` says who may read its name. */
export type Unit = { id: string; name: string; href: string; note?: string; whose?: ExecutorRef }

/**
 * What a counter answers. Every figure is made of rows: `done` and `missing` together are the base. `hidden` counts the rows of each
 * that are not the reader's to see. `reason` says why the base is empty, where it is.
 */
export type Counted = {
  done: Unit[]
  missing: Unit[]
  hidden?: { done: number; missing: number }
  reason?: string
}
