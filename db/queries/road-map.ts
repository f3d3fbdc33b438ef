import 'server-only'
import { and, asc, desc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { measureCells } from '@/db/measure-cells'
import { municipalities } from '@/db/schema/municipality'
import { orders } from '@/db/schema/order'
import { programmes } from '@/db/schema/programme'
import { registerEntries } from '@/db/schema/register'
import { measures, roadMaps, roadMapVersions, sections } from '@/db/schema/road-map'
import { versionsVisibleTo } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demand, homeOf, may } from '@/lib/access/policy'
import { shownByDefault } from '@/lib/road-map/editions'
import { notFound } from '@/lib/shared/refusal'

/** Rows on one page of a map; a longer map is shown by sections, a longer section by pages (rulings F6). */
export const ROWS_ON_PAGE = 300

/** Written out: drizzle leaves the table's name off a column in a select from one table. */
const rowsOfSection = sql<number>`(select count(*)::int from measures m where m.section_id = sections.id and m.deleted_at is null)`

/** A measure of a deleted section is in no map. */
const livingMeasures = sql<number>`(select count(*)::int from measures m join sections s on s.id = m.section_id
  where m.version_id = ${roadMapVersions.id} and m.deleted_at is null and s.deleted_at is null)`

const versionColumns = {
  versionId: roadMapVersions.id,
  roadMapId: roadMaps.id,
  number: roadMapVersions.number,
  status: roadMapVersions.status,
  columns: roadMapVersions.columns,
  programme: programmes.name,
  year: programmes.year,
  place: municipalities.name,
  measures: livingMeasures,
  orderId: orders.id,
  orderKind: orders.kind,
  orderStatus: orders.status,
  annexTitle: orders.annexTitle,
  publicId: orders.publicId,
  orderNumber: registerEntries.number,
  orderSuffix: registerEntries.suffix,
  orderDate: registerEntries.date,
}

/** Every version the actor sees, each with its act; a withdrawn draft's act is not counted as its version's. */
const versionRows = () =>
  database()
    .select(versionColumns)
    .from(roadMapVersions)
    .innerJoin(roadMaps, eq(roadMaps.id, roadMapVersions.roadMapId))
    .innerJoin(programmes, eq(programmes.id, roadMaps.programmeId))
    .innerJoin(municipalities, eq(municipalities.id, roadMaps.municipalityId))
    .leftJoin(orders, eq(orders.versionId, roadMapVersions.id))
    .leftJoin(
      registerEntries,
      and(eq(registerEntries.orderId, orders.id), inArray(registerEntries.state, ['registered', 'awaiting_scan'])),
    )

export type VersionRow = Awaited<ReturnType<typeof versionRows>>[number]

/** One row a map: the version that its page shows unasked; newest year first. */
export async function listRoadMaps(actor: Actor) {
  const rows = await versionRows()
    .where(versionsVisibleTo(actor))
    .orderBy(desc(programmes.year), asc(programmes.name), desc(roadMapVersions.number))
  const byMap = new Map<string, VersionRow[]>()
  for (const row of rows) {
    const own = byMap.get(row.roadMapId)
    if (own) own.push(row)
    else byMap.set(row.roadMapId, [row])
  }
  return [...byMap.values()].flatMap((versions) => shownByDefault(versions, may(actor, 'road_map.edit')) ?? [])
}

/**
 * One map: all its versions that the actor sees, the chosen one (else what `shownByDefault` says) and its rows.
 * `part` names a section's id and `page` counts from 1 where the map is too long for one page.
 */
export async function getRoadMap(
  actor: Actor,
  id: string,
  choice: { version?: number | undefined; part?: string | undefined; page?: number | undefined } = {},
) {
  const versions = await versionRows()
    .where(and(eq(roadMaps.id, id), versionsVisibleTo(actor)))
    .orderBy(desc(roadMapVersions.number))
  const version =
    choice.version === undefined
      ? shownByDefault(versions, may(actor, 'road_map.edit'))
      : versions.find((one) => one.number === choice.version)
  if (!version) throw notFound('Дорожная карта')
  const parts = await database()
    .select({
      id: sections.id,
      number: sections.number,
      title: sections.title,
      count: rowsOfSection,
    })
    .from(sections)
    .where(and(eq(sections.versionId, version.versionId), isNull(sections.deletedAt)))
    .orderBy(asc(sections.position))
  const isLong = version.measures > ROWS_ON_PAGE
  const part = isLong ? (parts.find((one) => one.id === choice.part) ?? parts.find((one) => one.count > 0)) : undefined
  const page = Math.max(1, choice.page ?? 1)
  const rows = await database()
    .select({
      id: measures.id,
      sectionId: measures.sectionId,
      ...measureCells,
    })
    .from(measures)
    .innerJoin(sections, eq(sections.id, measures.sectionId))
    .where(
      and(
        eq(measures.versionId, version.versionId),
        isNull(measures.deletedAt),
        isNull(sections.deletedAt),
        part ? eq(measures.sectionId, part.id) : undefined,
      ),
    )
    .orderBy(asc(measures.position))
    .limit(ROWS_ON_PAGE)
    .offset(part ? (page - 1) * ROWS_ON_PAGE : 0)
  return {
    version,
    versions,
    sections: parts,
    part,
    page,
    pages: part ? Math.ceil(part.count / ROWS_ON_PAGE) : 1,
    rows,
  }
}

/** The trash of a draft, for those who edit: deleted sections and measures, newest first. */
export async function listDeleted(actor: Actor, roadMapId: string, number?: number) {
  demand(actor, 'road_map.edit')
  const { version } = await getRoadMap(actor, roadMapId, { version: number })
  const db = database()
  const lostSections = await db
    .select({ id: sections.id, number: sections.number, title: sections.title, deletedAt: sections.deletedAt })
    .from(sections)
    .where(and(eq(sections.versionId, version.versionId), isNotNull(sections.deletedAt)))
    .orderBy(desc(sections.deletedAt))
  const lostMeasures = await db
    .select({
      id: measures.id,
      number: measures.number,
      title: measures.title,
      term: measures.term,
      deletedAt: measures.deletedAt,
      section: sections.title,
    })
    .from(measures)
    .innerJoin(sections, eq(sections.id, measures.sectionId))
    .where(and(eq(measures.versionId, version.versionId), isNotNull(measures.deletedAt)))
    .orderBy(desc(measures.deletedAt))
  return { version, sections: lostSections, measures: lostMeasures }
}

/** One row with its section and version. A deleted one is there only for those who edit: it is in no paper. */
export async function getMeasure(actor: Actor, roadMapId: string, measureId: string) {
  const [row] = await database()
    .select({
      id: measures.id,
      key: measures.key,
      revision: measures.revision,
      ...measureCells,
      isDeleted: sql<boolean>`${measures.deletedAt} is not null`,
      position: measures.position,
      sectionId: sections.id,
      sectionNumber: sections.number,
      sectionTitle: sections.title,
      versionId: roadMapVersions.id,
      version: roadMapVersions.number,
      status: roadMapVersions.status,
      columns: roadMapVersions.columns,
      programme: programmes.name,
      year: programmes.year,
    })
    .from(measures)
    .innerJoin(sections, eq(sections.id, measures.sectionId))
    .innerJoin(roadMapVersions, eq(roadMapVersions.id, measures.versionId))
    .innerJoin(roadMaps, eq(roadMaps.id, roadMapVersions.roadMapId))
    .innerJoin(programmes, eq(programmes.id, roadMaps.programmeId))
    .where(
      and(
        eq(measures.id, measureId),
        eq(roadMaps.id, roadMapId),
        versionsVisibleTo(actor),
        may(actor, 'road_map.edit') ? undefined : isNull(measures.deletedAt),
      ),
    )
  if (!row) throw notFound('Мероприятие')
  return row
}

/** A section with its rows, for editing as a table. */
export async function getSection(actor: Actor, roadMapId: string, sectionId: string) {
  const [section] = await database()
    .select({
      id: sections.id,
      number: sections.number,
      title: sections.title,
      revision: sections.revision,
      version: roadMapVersions.number,
      status: roadMapVersions.status,
      columns: roadMapVersions.columns,
      programme: programmes.name,
      year: programmes.year,
    })
    .from(sections)
    .innerJoin(roadMapVersions, eq(roadMapVersions.id, sections.versionId))
    .innerJoin(roadMaps, eq(roadMaps.id, roadMapVersions.roadMapId))
    .innerJoin(programmes, eq(programmes.id, roadMaps.programmeId))
    .where(
      and(eq(sections.id, sectionId), eq(roadMaps.id, roadMapId), isNull(sections.deletedAt), versionsVisibleTo(actor)),
    )
  if (!section) throw notFound('Раздел')
  const rows = await database()
    .select({
      id: measures.id,
      revision: measures.revision,
      ...measureCells,
    })
    .from(measures)
    .where(and(eq(measures.sectionId, sectionId), isNull(measures.deletedAt)))
    .orderBy(asc(measures.position))
  return { section, rows }
}

/** Names of programmes already known, for the form of a new map. */
export async function listProgrammeNames(actor: Actor): Promise<{ name: string; year: number }[]> {
  demand(actor, 'road_map.edit')
  return database()
    .select({ name: programmes.name, year: programmes.year })
    .from(programmes)
    .where(eq(programmes.municipalityId, homeOf(actor)))
    .orderBy(desc(programmes.year))
}
