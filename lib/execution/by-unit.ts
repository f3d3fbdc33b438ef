import { type ExecutorRef, type Standing, standingOf, worstOf } from '@/lib/execution/rules'
import type { ViewRow } from '@/lib/execution/view'
import type { Plan, PlannedMeasure } from '@/lib/road-map/plan'
import { placeOf } from '@/lib/road-map/row-place'
import { isInForce, type LocalDate } from '@/lib/shared/dates'

/** Places of measures that stand alike: the first few, in the order of the table. */
type Places = { index: number; place: string; key: string }[]

/** How a school or a curator stands over a whole map; each control point is counted once. */
export type UnitStanding = {
  id: string
  name: string
  /** Names of those who belong to it: a school's curators, a curator's schools. */
  others: string[]
  total: number
  counts: Partial<Record<Standing, number>>
  worst: Standing
  /** The first measures that stand as `worst`. */
  places: Places
}

type Tally = { counts: Partial<Record<Standing, number>>; places: Partial<Record<Standing, Places>> }
type Kind = 'school' | 'curator'
const KINDS = { each_school: 'school', each_curator: 'curator' } as const
const MOST_PLACES = 4

/**
 * The standings of schools and curators. What nobody has touched is counted once for a day and shared by all in force on it, so the
 * cost is that of the points and of what was said, not measures × schools. `seen` null: all of them.
 */
export function unitStandings(plan: Plan, rows: readonly ViewRow[], seen: readonly ExecutorRef[] | null) {
  const { facts } = plan
  const touched = touchedPoints(plan)
  const own = { school: new Map<string, Tally>(), curator: new Map<string, Tally>() }
  const shared = { school: new Map<LocalDate, Tally>(), curator: new Map<LocalDate, Tally>() }
  rows.forEach((row, index) => {
    const planned = plan.measure(row)
    const kinds = kindsOf(planned)
    if (kinds.length === 0) return
    const at = { index, place: placeOf(row), key: row.key }
    for (const point of planned.points) {
      if (point.schoolId !== null || touched.has(`${row.key}\n${point.key}`)) {
        for (const { executor, standing } of plan.cells(planned, point.key))
          if (executor.kind !== 'role') add(tallyOf(own[executor.kind], executor.id), standing, at)
        continue
      }
      const standing = standingOf(point, 'not_started', facts.today, facts.approvedOn)
      for (const kind of kinds) add(tallyOf(shared[kind], point.due ?? facts.today), standing, at)
    }
  })
  const units = (
    kind: Kind,
    all: readonly { id: string; name: string; validFrom: LocalDate | null; validTo: LocalDate | null }[],
  ) =>
    all
      .filter((unit) => seen === null || seen.some((one) => one.kind === kind && one.id === unit.id))
      .map((unit) => {
        const days = [...shared[kind]].filter(([day]) => isInForce(day, unit.validFrom, unit.validTo))
        const tallies = [own[kind].get(unit.id), ...days.map(([, tally]) => tally)].filter((one) => one !== undefined)
        return { unit, tally: joined(tallies) }
      })
      // Who has nothing to do is shown all the same in a short list, but not who has gone.
      .filter(({ unit, tally }) => tally.total > 0 || (all.length <= 60 && !hasEnded(unit, facts.today)))
      .map(
        ({ unit, tally }): UnitStanding => ({
          id: unit.id,
          name: unit.name,
          others: othersOf(plan, kind, unit.id),
          ...tally,
        }),
      )
  return { schools: units('school', facts.schools), curators: units('curator', onceEach(facts.curators)) }
}

const hasEnded = ({ validTo }: { validTo: LocalDate | null }, today: LocalDate): boolean =>
  validTo !== null && validTo < today

const kindsOf = ({ executors }: PlannedMeasure): Kind[] => [
  ...new Set(executors.roles.flatMap(({ fanOut }) => (fanOut === 'one' ? [] : [KINDS[fanOut]]))),
]

/** Points of which somebody said something, or whose term was moved. */
function touchedPoints({ facts }: Plan): Set<string> {
  return new Set([...facts.executions, ...facts.moves].map((row) => `${row.measureKey}\n${row.point}`))
}

function tallyOf<Key>(tallies: Map<Key, Tally>, key: Key): Tally {
  let tally = tallies.get(key)
  if (!tally) tallies.set(key, (tally = { counts: {}, places: {} }))
  return tally
}

function add({ counts, places }: Tally, standing: Standing, at: Places[number]): void {
  counts[standing] = (counts[standing] ?? 0) + 1
  const known = (places[standing] ??= [])
  if (known.length <= MOST_PLACES && known.at(-1)?.index !== at.index) known.push(at)
}

function joined(tallies: readonly Tally[]) {
  const counts: UnitStanding['counts'] = {}
  let total = 0
  for (const tally of tallies)
    for (const [standing, count] of Object.entries(tally.counts) as [Standing, number][]) {
      counts[standing] = (counts[standing] ?? 0) + count
      total += count
    }
  const worst = worstOf(Object.keys(counts) as Standing[])
  const all = new Map(tallies.flatMap((tally) => (tally.places[worst] ?? []).map((at) => [at.index, at] as const)))
  const places = [...all.values()].sort((a, b) => a.index - b.index).slice(0, MOST_PLACES)
  return { counts, total, worst, places }
}

/** A curator with two periods of the role is one person; his first line stands for him. */
const onceEach = <Unit extends { id: string }>(units: readonly Unit[]): Unit[] => {
  const seen = new Set<string>()
  return units.filter((unit) => !seen.has(unit.id) && seen.add(unit.id))
}

function othersOf({ facts }: Plan, kind: Kind, id: string): string[] {
  const links = facts.links.filter(
    (link) => link.relation === 'curator' && isInForce(facts.today, link.validFrom, link.validTo),
  )
  const names = (all: readonly { id: string; name: string }[], ids: string[]) => [
    ...new Set(all.filter((one) => ids.includes(one.id)).map((one) => one.name)),
  ]
  return kind === 'school'
    ? names(
        facts.curators.filter((one) => isInForce(facts.today, one.validFrom, one.validTo)),
        links.filter((link) => link.schoolId === id).map((link) => link.userId),
      )
    : names(
        facts.schools,
        links.filter((link) => link.userId === id).map((link) => link.schoolId),
      )
}
