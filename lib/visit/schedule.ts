import type { LocalDate } from '@/lib/shared/dates'
import { isVisitDue, type VisitState, visitStanding } from '@/lib/visit/rules'

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
    if (visit.state !== 'cancelled') group.planned += 1
    if (!isVisitDue(visit, today)) continue
    group.due += 1
    if (visit.state === 'held') group.held += 1
    else if (visit.state === 'refused' || visitStanding(visit, today) === 'missed') group.missed += 1
  }
  return [...groups.values()].sort((a, b) => a.name.localeCompare(b.name, 'ru'))
}
