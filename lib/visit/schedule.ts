import type { LocalDate } from '@/lib/shared/dates'
import { isVisitDue, isVisitMissed, VISIT_STANDINGS, type VisitState, visitStanding } from '@/lib/visit/rules'

type Planned = { state: VisitState; plannedOn: LocalDate | null }

/** Plan and fact of one school or curator: `due` is the plan up to today, `held` its fact; `unplanned` was held besides. */
export type PlanAndFact = {
  id: string
  name: string
  planned: number
  due: number
  held: number
  missed: number
  unplanned: number
}

/** What the list is narrowed to: those that a figure counts, or one standing. */
export const VISIT_FILTERS = ['scheduled', 'due', 'not_held', ...VISIT_STANDINGS] as const
export type VisitFilter = (typeof VISIT_FILTERS)[number]

/** The filter behind each figure: it shows as many rows as the figure says. */
export const FIGURE_FILTERS = { planned: 'scheduled', due: 'due', missed: 'not_held' } as const satisfies Partial<
  Record<keyof PlanAndFact, VisitFilter>
>

export function isOfFilter(filter: VisitFilter, visit: Planned, today: LocalDate): boolean {
  if (filter === 'scheduled') return visit.plannedOn !== null && visit.state !== 'cancelled'
  if (filter === 'due') return isVisitDue(visit, today)
  if (filter === 'not_held') return isVisitMissed(visit, today)
  return visitStanding(visit, today) === filter
}

/** Counts visits by what `of` names, in the order of the names. */
export function planAndFact<Visit extends Planned>(
  visits: readonly Visit[],
  of: (visit: Visit) => { id: string; name: string },
  today: LocalDate,
): PlanAndFact[] {
  const groups = new Map<string, PlanAndFact>()
  for (const visit of visits) {
    const { id, name } = of(visit)
    const group = groups.get(id) ?? { id, name, planned: 0, due: 0, held: 0, missed: 0, unplanned: 0 }
    groups.set(id, group)
    if (visit.plannedOn === null) {
      if (visit.state === 'held') group.unplanned += 1
      continue
    }
    if (isOfFilter('scheduled', visit, today)) group.planned += 1
    if (!isVisitDue(visit, today)) continue
    group.due += 1
    if (visit.state === 'held') group.held += 1
    else if (isVisitMissed(visit, today)) group.missed += 1
  }
  return [...groups.values()].sort((a, b) => a.name.localeCompare(b.name, 'ru'))
}
