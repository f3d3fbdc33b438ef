import type { ProductionCalendar } from '@/lib/calendar/production'
import type { ExecutionState, ExecutorKind } from '@/lib/execution/rules'
import type { ExecutorRole } from '@/lib/executor/dictionary'
import type { Indicator } from '@/lib/indicator/rules'
import type { SchoolRelation } from '@/lib/school/rules'
import type { LocalDate } from '@/lib/shared/dates'
import type { ScheduleDate } from '@/lib/term/points'
import type { TermReading } from '@/lib/term/reading'

/** From what lib/road-map/plan.ts makes a living plan; db/plan.ts reads it. */

/** Where a measure was taken from (feature 11). `item` is its number there, as typed. */
export type Origin = {
  kind: 'preset' | 'assignment' | 'library' | 'last_year'
  id: string
  title: string
  item: string
}

export type InForce = { validFrom: LocalDate | null; validTo: LocalDate | null }
export type PlanSchool = InForce & { id: string; name: string }
export type PlanCurator = InForce & { id: string; name: string }
/** What a person is to a school. */
export type PlanLink = InForce & { userId: string; schoolId: string; relation: SchoolRelation }

/** What people set by hand for one measure. */
export type MeasurePlan = {
  termText: string | null
  reading: TermReading | null
  executorsText: string | null
  executorCodes: string[] | null
  dependsOn: string[]
  indicator: Indicator | null
  scheduleId: string | null
  origin: Origin | null
  revision: number
}

export type ExecutionRow = {
  id: string
  measureKey: string
  point: string
  executorKind: ExecutorKind
  executorId: string
  state: ExecutionState
  note: string
  isBeforeApproval: boolean
  doneOn: LocalDate | null
  savedAt: Date
  revision: number
}

/** A granted move of a term; without an executor it is for all. */
export type TermMove = {
  measureKey: string
  point: string
  executorKind: ExecutorKind | null
  executorId: string | null
  newDue: LocalDate
}

/** What is the same for all maps of a municipality. */
export type DistrictFacts = {
  today: LocalDate
  zone: string
  calendar: ProductionCalendar
  dictionary: ExecutorRole[]
  schools: PlanSchool[]
  curators: PlanCurator[]
  links: PlanLink[]
}

/** What belongs to one map. Lists are in no order. */
export type MapFacts = {
  roadMapId: string
  year: number
  /** Day of the first order that approved the map; null while none has. */
  approvedOn: LocalDate | null
  plans: ReadonlyMap<string, MeasurePlan>
  executions: ExecutionRow[]
  /** In the order of decision: a later one replaces an earlier. */
  moves: TermMove[]
  schedules: ReadonlyMap<string, ScheduleDate[]>
}
