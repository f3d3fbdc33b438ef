import 'server-only'
import { asc, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { type FinalAct, readFinalAct, whyNoText } from '@/db/final-document'
import { readDistrictFacts, readMapFacts } from '@/db/plan'
import { roadMapVersions } from '@/db/schema/road-map'
import { schools } from '@/db/schema/school'
import { schoolsSeenBy } from '@/db/schools-seen'
import { versionRows } from '@/db/version-rows'
import type { Actor } from '@/lib/access/actor'
import type { AnnexTable } from '@/lib/order/document'
import { extractTable, rowsIn, schoolFinder } from '@/lib/order/extract'
import { planOf } from '@/lib/road-map/plan'

export type SchoolExtract = { id: string; name: string; table: AnnexTable; rows: number }

export type Extracts = {
  act: FinalAct
  /** Why there are none, with the way out; null where there are. */
  why: string | null
  schools: SchoolExtract[]
  /** Schools in whose name the annex says nothing. */
  unnamed: string[]
}

/**
 * The extracts of an act, one for each school that its annex names: of a map by what its executors mean (lib/executor), of the
 * curators' act by the school's own row. A head of school and a curator get those of their schools; whoever else sees the act, all.
 */
export async function getExtracts(actor: Actor, orderId: string): Promise<Extracts> {
  const db = database()
  const act = await readFinalAct(db, actor, orderId)
  const none = (why: string): Extracts => ({ act, why, schools: [], unnamed: [] })
  const refused = whyNoText(act)
  if (refused) return none(refused)
  const table = act.document?.annex?.table
  if (!table)
    return none(
      'У этого акта нет приложения по школам: его текст одинаков для всех. Передайте школам сам акт или заверенную копию.',
    )
  const known = await db
    .select({ id: schools.id, name: schools.name, shortName: schools.shortName })
    .from(schools)
    .where(eq(schools.municipalityId, act.municipalityId))
    .orderBy(asc(schools.shortName))
  const named = act.purpose === 'curators' ? curatorsRows(table, known) : await mapRows(actor, act, table)
  if (!named) return none('Строки приложения не сошлись с картой в программе. Сообщите администратору.')
  const seen = await schoolsSeenBy(db, actor, act.municipalityId)
  const mine = known.filter(({ id }) => seen === null || seen.includes(id))
  const extracts = mine.map(({ id, shortName }): SchoolExtract => {
    const own = named.get(id) ?? new Set<string>()
    const kept = extractTable(table, (section, row) => own.has(placeKey(section, row)))
    return { id, name: shortName, table: kept, rows: rowsIn(kept) }
  })
  return {
    act,
    why: null,
    schools: extracts.filter(({ rows }) => rows > 0),
    unnamed: extracts.filter(({ rows }) => rows === 0).map(({ name }) => name),
  }
}

const placeKey = (section: number, row: number): string => `${section}:${row}`

function curatorsRows(table: AnnexTable, known: readonly { id: string; name: string; shortName: string }[]) {
  const named = new Map<string, Set<string>>()
  const schoolNamed = schoolFinder(known)
  for (const [section, { rows }] of table.sections.entries())
    for (const [row, cells] of rows.entries()) {
      // The first cell is the row's number, the second the school (lib/order/curators.ts).
      const school = schoolNamed(cells[1] ?? '')
      if (school) named.set(school.id, (named.get(school.id) ?? new Set()).add(placeKey(section, row)))
    }
  return named
}

/** Which rows of the signed table ask something of which school; null where the table is not the one that the version holds. */
async function mapRows(actor: Actor, act: FinalAct, table: AnnexTable): Promise<Map<string, Set<string>> | null> {
  const db = database()
  const [version] = await db
    .select({ roadMapId: roadMapVersions.roadMapId })
    .from(roadMapVersions)
    .where(eq(roadMapVersions.id, act.versionId ?? ''))
  if (!version || !act.versionId) return null
  const rows = await versionRows(db, act.versionId)
  const district = await readDistrictFacts(db, act.municipalityId, actor.today)
  const facts = (await readMapFacts(db, [version.roadMapId])).get(version.roadMapId)
  if (!facts || table.sections.length !== rows.sections.length) return null
  const plan = planOf({ ...district, ...facts })
  const named = new Map<string, Set<string>>()
  for (const [section, { key }] of rows.sections.entries()) {
    const own = rows.measures.filter((measure) => measure.sectionKey === key)
    if (own.length !== table.sections[section]?.rows.length) return null
    for (const [row, measure] of own.entries())
      for (const { executor } of plan.cells(plan.measure(measure)))
        if (executor.kind === 'school')
          named.set(executor.id, (named.get(executor.id) ?? new Set()).add(placeKey(section, row)))
  }
  return named
}
