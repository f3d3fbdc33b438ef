import { addDays, type LocalDate } from '@/lib/shared/dates'

/** What an executor says of one control point; a row is made when something is first said (rulings F6). */
export const EXECUTION_STATES = ['not_started', 'in_progress', 'done', 'not_done', 'not_required'] as const
export type ExecutionState = (typeof EXECUTION_STATES)[number]

export const EXECUTOR_KINDS = ['role', 'school', 'curator'] as const
export type ExecutorKind = (typeof EXECUTOR_KINDS)[number]

/** `id` is a role's code, a school's id or a curator's user id. A measure without a known executor has `UNASSIGNED`. */
export type ExecutorRef = { kind: ExecutorKind; id: string }
export const UNASSIGNED: ExecutorRef = { kind: 'role', id: 'unassigned' }

/**
 * How a control point stands on a day. `before_approval`: its last day passed before the plan was approved and nobody has said
 * whether it was done; such a point is asked about, never called overdue (domain §2, fact 1).
 */
export const STANDINGS = [
  'done',
  'not_required',
  'not_done',
  'overdue',
  'before_approval',
  'soon',
  'running',
  'ahead',
  'no_date',
] as const
export type Standing = (typeof STANDINGS)[number]

/** «На этой неделе»: the day itself and six after it. */
export const SOON_DAYS = 6

type Dates = { from: LocalDate | null; due: LocalDate | null }

/**
 * `due` is inclusive: a point is overdue from the next local day on. `approvedOn` is the day of the first order that approved
 * the map, null while none has.
 */
export function standingOf(
  point: Dates,
  state: ExecutionState,
  today: LocalDate,
  approvedOn: LocalDate | null,
): Standing {
  if (state === 'done' || state === 'not_required' || state === 'not_done') return state
  return openStanding(point, today, approvedOn)
}

function openStanding({ from, due }: Dates, today: LocalDate, approvedOn: LocalDate | null): Standing {
  if (due === null) return 'no_date'
  if (due < today) return approvedOn === null || due < approvedOn ? 'before_approval' : 'overdue'
  if (due <= addDays(today, SOON_DAYS)) return 'soon'
  return from === null || from <= today ? 'running' : 'ahead'
}

/** Worst first: one mark for many points (светофор). */
const WEIGHT: Record<Standing, number> = {
  overdue: 8,
  not_done: 7,
  before_approval: 6,
  soon: 5,
  running: 4,
  ahead: 3,
  no_date: 2,
  done: 1,
  not_required: 0,
}

export type Light = 'red' | 'amber' | 'green' | 'grey'
export const LIGHTS: Record<Standing, Light> = {
  overdue: 'red',
  not_done: 'red',
  before_approval: 'amber',
  soon: 'amber',
  running: 'grey',
  ahead: 'grey',
  no_date: 'grey',
  done: 'green',
  not_required: 'grey',
}

/** The standing that stands for all of them; `no_date` where there is none. */
export const worstOf = (standings: Iterable<Standing>): Standing => {
  let worst: Standing | undefined
  for (const standing of standings) if (worst === undefined || WEIGHT[standing] > WEIGHT[worst]) worst = standing
  return worst ?? 'no_date'
}
