import type { Plan, PlannedMeasure } from '@/lib/road-map/plan'
import type { MeasureText } from '@/lib/road-map/rules'

/** A row with all that the rules of the check ask of it: its place, and what was understood of its words. */
export type CheckedMeasure = MeasureText & {
  key: string
  sectionKey: string
  /** «3.5». */
  place: string
  planned: PlannedMeasure
}

export type CheckedSection = { key: string; number: string; title: string }

export type CheckedPlan = Pick<Plan, 'facts' | 'measure'>
