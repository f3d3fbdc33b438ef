import type { Counted, IndicatorBase, Unit } from '@/lib/indicator/rules'
import type { Plan, PlannedCell, PlannedMeasure } from '@/lib/road-map/plan'
import { isInForce, type LocalDate } from '@/lib/shared/dates'

/**
 * The day whose schools and curators are the base of a measure's figure: the last day of its last control point, or the last of the
 * programme's year where a point has none; today while that has not come (rulings F6).
 */
export function baseDay({ facts }: Plan, planned: PlannedMeasure): LocalDate {
  const endOfYear = `${facts.year}-12-31`
  const last =
    planned.points
      .map((point) => point.due ?? endOfYear)
      .sort()
      .at(-1) ?? endOfYear
  return isInForce(facts.today, null, last) ? facts.today : last
}

/** The schools in force on the measure's day, each done or missing. */
export function schoolUnits(
  plan: Plan,
  planned: PlannedMeasure,
  href: string,
  isDone: (schoolId: string) => boolean,
): Counted {
  const day = baseDay(plan, planned)
  const counted: Counted = { done: [], missing: [], reason: 'Школ в программе нет: добавьте их в настройках' }
  for (const { id, name, validFrom, validTo } of plan.facts.schools) {
    if (!isInForce(day, validFrom, validTo)) continue
    const unit: Unit = { id, name, href, whose: { kind: 'school', id } }
    counted[isDone(id) ? 'done' : 'missing'].push(unit)
  }
  return counted
}

/**
 * The cells of a measure as units. Of `points`: each executor's each control point. Of schools or curators: one unit each, done when
 * all of its cells that are due are done; before the first is due, all of them count. Cells marked «не требуется» count nowhere.
 */
export function unitsOf(
  plan: Plan,
  planned: PlannedMeasure,
  base: IndicatorBase,
  isDone: (cell: PlannedCell) => boolean,
  href: string,
): Counted {
  const cells = plan.cells(planned).filter((cell) => cell.state !== 'not_required')
  if (base === 'schools') return grouped(schoolsOf(plan, cells), plan, isDone, href, NO_SCHOOLS)
  if (base === 'curators') return grouped(curatorsOf(cells), plan, isDone, href, NO_CURATORS)
  const counted: Counted = {
    done: [],
    missing: [],
    reason: 'Отмечать пока нечего: у мероприятия нет контрольных точек',
  }
  const isOfOne = planned.points.length < 2
  for (const cell of cells) {
    const { executor, point } = cell
    counted[isDone(cell) ? 'done' : 'missing'].push({
      id: `${point.key} ${executor.kind} ${executor.id}`,
      name: isOfOne ? executor.name : `${executor.name}: ${point.label}`,
      href,
      whose: { kind: executor.kind, id: executor.id },
    })
  }
  return counted
}

const NO_SCHOOLS = 'Считать не по чему: среди исполнителей мероприятия нет школ и закреплённых за ними кураторов'
const NO_CURATORS = 'Считать не по чему: среди исполнителей мероприятия нет кураторов'

type Group = { id: string; name: string; kind: 'school' | 'curator'; cells: PlannedCell[] }

/** A school's own cells; where schools do not execute, those of a curator's visit to it or of its curators. */
function schoolsOf(plan: Plan, cells: PlannedCell[]): Group[] {
  const own = cells.filter((cell) => cell.executor.kind === 'school')
  const names = new Map(plan.facts.schools.map((school) => [school.id, school.name]))
  const groups = new Map<string, Group>()
  const add = (id: string, cell: PlannedCell) => {
    const name = names.get(id)
    if (name === undefined) return
    const group = groups.get(id) ?? { id, name, kind: 'school', cells: [] }
    group.cells.push(cell)
    groups.set(id, group)
  }
  if (own.length > 0) for (const cell of own) add(cell.executor.id, cell)
  else
    for (const cell of cells)
      for (const id of cell.point.schoolId ? [cell.point.schoolId] : schoolsOfCurator(plan, cell)) add(id, cell)
  return [...groups.values()]
}

function schoolsOfCurator(plan: Plan, { executor, due }: PlannedCell): string[] {
  if (executor.kind !== 'curator') return []
  const day = due ?? plan.facts.today
  const links = plan.facts.links.filter(
    (link) =>
      link.userId === executor.id && link.relation === 'curator' && isInForce(day, link.validFrom, link.validTo),
  )
  return [...new Set(links.map((link) => link.schoolId))]
}

function curatorsOf(cells: PlannedCell[]): Group[] {
  const groups = new Map<string, Group>()
  for (const cell of cells) {
    const { kind, id, name } = cell.executor
    if (kind !== 'curator') continue
    const group = groups.get(id) ?? { id, name, kind, cells: [] }
    group.cells.push(cell)
    groups.set(id, group)
  }
  return [...groups.values()]
}

function grouped(
  groups: Group[],
  plan: Plan,
  isDone: (cell: PlannedCell) => boolean,
  href: string,
  reason: string,
): Counted {
  const counted: Counted = { done: [], missing: [], reason }
  for (const { id, name, kind, cells } of groups) {
    const due = cells.filter((cell) => cell.due === null || cell.due <= plan.facts.today || isDone(cell))
    const asked = due.length > 0 ? due : cells
    const missing = asked.filter((cell) => !isDone(cell))
    const unit: Unit = { id, name, href, whose: { kind, id } }
    if (cells.length > 1) unit.note = noteOf(asked, missing)
    counted[missing.length === 0 ? 'done' : 'missing'].push(unit)
  }
  return counted
}

/** Which of several control points are missing: by name while they are few. */
function noteOf(asked: PlannedCell[], missing: PlannedCell[]): string {
  if (missing.length > 0 && missing.length < 3) return missing.map((cell) => cell.point.label).join(', ')
  return `${asked.length - missing.length} из ${asked.length}`
}
