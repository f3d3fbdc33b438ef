import 'server-only'
import { database } from '@/db/client'
import { type LivingMap, livingMaps } from '@/db/living-map'
import { readDistrictFacts, readMapFacts } from '@/db/plan'
import { planRows } from '@/db/plan-rows'
import { ROWS_ON_PAGE } from '@/db/queries/road-map'
import { headOf, type VisibleVersion, visibleVersions } from '@/db/view-head'
import type { Actor } from '@/lib/access/actor'
import { unitStandings } from '@/lib/execution/by-unit'
import type { ExecutorRef } from '@/lib/execution/rules'
import { isFinished, summaryOfCells } from '@/lib/execution/summary'
import { type ExecutionChoice, executionView } from '@/lib/execution/view'
import { executorsSeenBy } from '@/lib/execution/who'
import { type PartChoice, partsOf } from '@/lib/road-map/parts'
import { type Plan, planOf } from '@/lib/road-map/plan'
import { placeOf } from '@/lib/road-map/row-place'
import { type YearRow, yearRow } from '@/lib/road-map/year-view'
import { notFound } from '@/lib/shared/refusal'

/**
 * The views of a living plan. Each asks a fixed number of statements, whatever the number of measures, schools and maps; what
 * stands how is computed by lib/road-map/plan.ts.
 */

/** Rows and plan of the shown version. */
async function planOfVersion(actor: Actor, shown: LivingMap | VisibleVersion) {
  const db = database()
  const rows = await planRows(db, [shown.versionId])
  const district = await readDistrictFacts(db, shown.municipalityId, actor.today)
  const facts = (await readMapFacts(db, [shown.roadMapId])).get(shown.roadMapId)
  if (!facts) throw notFound('Дорожная карта')
  return { rows, plan: planOf({ ...district, ...facts }) }
}

async function living(actor: Actor, roadMapId: string) {
  const [map] = await livingMaps(database(), actor, roadMapId)
  if (!map) throw notFound('Дорожная карта')
  const visible = await visibleVersions(database(), actor, roadMapId)
  const { rows, plan } = await planOfVersion(actor, map)
  return { head: headOf(map, visible, true), rows, plan, seen: executorsSeenBy(actor, plan.facts.links) }
}

const choicesOf = (plan: Plan, seen: readonly ExecutorRef[] | null) => ({
  schools: plan.facts.schools
    .filter(({ id }) => seen === null || seen.some((one) => one.kind === 'school' && one.id === id))
    .map(({ id, name }) => ({ id, name })),
  curators: plan.facts.curators
    .filter(({ id }) => seen === null || seen.some((one) => one.kind === 'curator' && one.id === id))
    .map(({ id, name }) => ({ id, name })),
})

/** The dense table with states, filtered; long ones by section. Each reads the cells that `executorsSeenBy` opens to him. */
export async function getExecution(actor: Actor, roadMapId: string, choice: ExecutionChoice = {}) {
  const { head, rows, plan, seen } = await living(actor, roadMapId)
  return {
    head,
    today: plan.facts.today,
    /** All cells are seen; else the figures are of the actor's own. */
    seesAll: seen === null,
    ...choicesOf(plan, seen),
    view: executionView(plan, rows, seen, choice, ROWS_ON_PAGE),
  }
}

export type YearLine = YearRow & {
  key: string
  place: string
  title: string
  term: string
  sectionId: string
}

/** The year of the map in force, or of the newest version that the actor sees, then without states. Long maps by section. */
export async function getYear(actor: Actor, roadMapId: string, choice: PartChoice = {}) {
  const [map] = await livingMaps(database(), actor, roadMapId)
  const visible = await visibleVersions(database(), actor, roadMapId)
  const shown = map ?? visible[0]
  if (!shown) throw notFound('Дорожная карта')
  const { rows, plan } = await planOfVersion(actor, shown)
  const { facts } = plan
  const seen = map ? executorsSeenBy(actor, facts.links) : null
  const { onPage, ...parts } = partsOf(rows, (row) => row, choice, ROWS_ON_PAGE)
  const lines = onPage.map((row): YearLine => {
    const planned = plan.measure(row)
    const summaryOf = map
      ? (point: (typeof planned.points)[number]) => {
          const one = { ...planned, points: [point] }
          return seen === null ? plan.summary(one) : summaryOfCells(plan.cellsOf(one, seen))
        }
      : undefined
    return {
      ...yearRow(planned, facts.year, summaryOf),
      key: row.key,
      place: placeOf(row),
      title: row.title,
      term: row.term,
      sectionId: row.sectionId,
    }
  })
  return {
    head: headOf(shown, visible, map !== undefined),
    year: facts.year,
    today: facts.today,
    total: rows.length,
    ...parts,
    lines,
  }
}

/** The map by school and by curator; a school sees itself, a curator himself and his schools. */
export async function getUnitStandings(actor: Actor, roadMapId: string) {
  const { head, rows, plan, seen } = await living(actor, roadMapId)
  return { head, today: plan.facts.today, seesAll: seen === null, ...unitStandings(plan, rows, seen) }
}

export type MapShare = {
  roadMapId: string
  programme: string
  year: number
  /** Measures that ask something of those whose cells the actor sees, and how many of them are finished or late. */
  asked: number
  done: number
  overdue: number
}

/**
 * How far the living maps of the actor's municipality are, all in one go. The region's people have one line a municipality, each
 * with facts of its own; they open the map's own page for it.
 */
export async function listMapShares(actor: Actor): Promise<MapShare[]> {
  if (actor.municipalityId === null) return []
  const db = database()
  const maps = await livingMaps(db, actor)
  if (maps.length === 0) return []
  const rows = await planRows(
    db,
    maps.map((map) => map.versionId),
  )
  const district = await readDistrictFacts(db, actor.municipalityId, actor.today)
  const facts = await readMapFacts(
    db,
    maps.map((map) => map.roadMapId),
  )
  const seen = executorsSeenBy(actor, district.links)
  return maps.flatMap(({ roadMapId, versionId, programme, year }) => {
    const own = facts.get(roadMapId)
    if (!own) return []
    const plan = planOf({ ...district, ...own })
    const share = { roadMapId, programme, year, asked: 0, done: 0, overdue: 0 }
    for (const row of rows) {
      if (row.versionId !== versionId) continue
      const planned = plan.measure(row)
      const summary = seen === null ? plan.summary(planned) : summaryOfCells(plan.cellsOf(planned, seen))
      if (summary.total === 0 && seen !== null) continue
      share.asked++
      if (isFinished(summary)) share.done++
      if ((summary.counts.overdue ?? 0) > 0) share.overdue++
    }
    return [share]
  })
}
