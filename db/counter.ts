import 'server-only'
import type { Database } from '@/db/client'
import type { Counted, Indicator, IndicatorBase } from '@/lib/indicator/rules'
import type { Plan, PlannedMeasure } from '@/lib/road-map/plan'

/** What a counter is; all of them stand in db/counters.ts, which takes those of one noun from a file of its own. */
export type CountContext = { roadMapId: string; plan: Plan }
export type Asked = { planned: PlannedMeasure; indicator: Indicator }
export type Counter = {
  /** In the list of counters: «Отметки об исполнении». */
  label: string
  /** What exactly is counted, one Russian sentence under a figure. */
  counts: string
  /** Of what it can count; the first is proposed. */
  bases: readonly IndicatorBase[]
  /** Answers by the measure's key. */
  count: (handle: Database, context: CountContext, asked: readonly Asked[]) => Promise<Map<string, Counted>>
}

/** A figure of its own for each measure that asks. */
export const forEachAsked = (asked: readonly Asked[], count: (one: Asked) => Counted): Map<string, Counted> =>
  new Map(asked.map((one) => [one.planned.key, count(one)]))

/** The same figure for every measure that asks. */
export const sameForAll = (asked: readonly Asked[], counted: Counted) =>
  new Map(asked.map(({ planned }) => [planned.key, counted]))
