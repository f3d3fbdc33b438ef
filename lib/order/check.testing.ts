import { builtInCalendar } from '@/lib/calendar/years'
import { dictionaryOf } from '@/lib/executor/dictionary'
import { type CheckInput, checkPackage } from '@/lib/order/check'
import type { Finding, Repair } from '@/lib/order/finding'
import { planOf } from '@/lib/road-map/plan'
import type { MeasurePlan } from '@/lib/road-map/plan-facts'
import { DEFAULT_COLUMNS } from '@/lib/road-map/rules'

/** For tests of the check: a plan of a year made of rows typed in the test, and the repairs carried out. */

export const NO_PLAN: MeasurePlan = {
  termText: null,
  reading: null,
  executorsText: null,
  executorCodes: null,
  dependsOn: [],
  indicator: null,
  scheduleId: null,
  origin: null,
  revision: 1,
}

export type PlanSet = {
  today?: string
  year?: number
  approvedOn?: string | null
  plans?: Record<string, Partial<MeasurePlan>>
  schedules?: Record<string, string[]>
}

export function planFor({ today = '2022-01-10', year = 2022, approvedOn = null, plans = {}, schedules = {} }: PlanSet) {
  return planOf({
    today,
    zone: 'Asia/Chita',
    calendar: builtInCalendar,
    dictionary: dictionaryOf([]),
    schools: [],
    curators: [],
    links: [],
    roadMapId: 'map',
    year,
    approvedOn,
    plans: new Map(Object.entries(plans).map(([key, plan]) => [key, { ...NO_PLAN, ...plan }])),
    executions: [],
    moves: [],
    schedules: new Map(
      Object.entries(schedules).map(([id, dates]) => [
        id,
        dates.map((date, index) => ({ key: `${id}-${index}`, date, schoolId: null, note: '' })),
      ]),
    ),
  })
}

export const inputOf = (
  given: Pick<CheckInput, 'card' | 'sections' | 'measures'> & Partial<CheckInput>,
  set: PlanSet = {},
): CheckInput => ({
  hasBody: true,
  hasSignatory: true,
  columns: DEFAULT_COLUMNS,
  people: [],
  plan: planFor(set),
  purpose: 'approval',
  rows: given.measures.length,
  changes: 0,
  target: null,
  ...given,
})

/** «3.5 executors_empty». */
export const saidBy = (findings: readonly Finding[]): string[] => findings.map(({ place, code }) => `${place} ${code}`)

/** What the press of a repair makes of the package; refuses a text that is not the one it was made for. */
export function repaired(input: CheckInput, { target, before, after }: Repair): CheckInput {
  const only = (text: string): string => {
    if (text !== before) throw new Error('The repair was made for another text.')
    return after
  }
  switch (target.part) {
    case 'card':
      return { ...input, card: { ...input.card, [target.field]: only(input.card[target.field]) } }
    case 'point':
      return {
        ...input,
        card: { ...input.card, points: input.card.points.map((text, at) => (at === target.index ? only(text) : text)) },
      }
    case 'measure':
      return {
        ...input,
        measures: input.measures.map((row) =>
          row.key === target.key ? { ...row, [target.field]: only(row[target.field]) } : row,
        ),
      }
    case 'section':
      return {
        ...input,
        sections: input.sections.map((one) => (one.key === target.key ? { ...one, title: only(one.title) } : one)),
      }
  }
}

/** Presses every repair that is offered, one by one, until none is. */
export function withAllRepairs(input: CheckInput): CheckInput {
  for (let turn = 0; turn < 100; turn++) {
    const repair = checkPackage(input).find((finding) => finding.repair)?.repair
    if (!repair) return input
    input = repaired(input, repair)
  }
  throw new Error('The repairs do not come to an end.')
}
