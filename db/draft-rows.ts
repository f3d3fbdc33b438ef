import 'server-only'
import { and, eq, isNull, max } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { measures, roadMaps, roadMapVersions, sections } from '@/db/schema/road-map'
import { ofHome } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demandEditable, LIMITS, MEASURE_FIELDS, type MeasureText, type RoadMapColumn } from '@/lib/road-map/rules'
import { conflict, invalid, notFound } from '@/lib/shared/refusal'
import { counted } from '@/lib/shared/text'

/**
 * Every change of a map's rows takes the version's lock first: two people's moves cannot cross, and nothing is changed
 * after the package has been sent. Returns the version's columns.
 */
export async function openVersion(
  tx: Tx,
  actor: Actor,
  versionId: string,
): Promise<{ id: string; columns: RoadMapColumn[] }> {
  const [version] = await tx
    .select({ id: roadMapVersions.id, status: roadMapVersions.status, columns: roadMapVersions.columns })
    .from(roadMapVersions)
    .innerJoin(roadMaps, eq(roadMaps.id, roadMapVersions.roadMapId))
    .where(and(eq(roadMapVersions.id, versionId), ofHome(actor, roadMaps.municipalityId)))
    .for('update', { of: roadMapVersions })
  if (!version) throw notFound('Дорожная карта')
  demandEditable(version.status)
  return version
}

export const textOf = (row: MeasureText): MeasureText => ({
  number: row.number,
  title: row.title,
  term: row.term,
  executors: row.executors,
  tasks: row.tasks,
  indicator: row.indicator,
  extra: row.extra,
})

export const isSameText = (one: MeasureText, other: MeasureText): boolean =>
  MEASURE_FIELDS.every((field) => one[field] === other[field]) &&
  one.extra.length === other.extra.length &&
  one.extra.every((item, index) => item.text === other.extra[index]?.text)

export async function openSection(tx: Tx, actor: Actor, id: string) {
  const [section] = await tx.select().from(sections).where(eq(sections.id, id))
  if (!section) throw notFound('Раздел')
  const { columns } = await openVersion(tx, actor, section.versionId)
  // Read again under the version's lock: the first reading only told which version to lock.
  const [locked] = await tx.select().from(sections).where(eq(sections.id, id))
  if (!locked) throw notFound('Раздел')
  return { ...locked, columns }
}

/** A row put into a section that somebody has deleted would be seen nowhere. */
export async function openLivingSection(tx: Tx, actor: Actor, id: string) {
  const section = await openSection(tx, actor, id)
  if (section.deletedAt !== null) {
    throw conflict(
      'Пока вы правили, раздел удалил другой сотрудник. Ничего не сохранено: восстановите раздел из удалённых и сохраните ещё раз.',
    )
  }
  return section
}

export async function openMeasure(tx: Tx, actor: Actor, id: string) {
  const [measure] = await tx.select({ versionId: measures.versionId }).from(measures).where(eq(measures.id, id))
  if (!measure) throw notFound('Мероприятие')
  const { columns } = await openVersion(tx, actor, measure.versionId)
  const [locked] = await tx.select().from(measures).where(eq(measures.id, id))
  if (!locked) throw notFound('Мероприятие')
  return { measure: locked, columns }
}

/** Rows come by one, by paste, from the library and from assignments: together never more than an import may bring. */
export async function demandRoom(tx: Tx, versionId: string, added: number, field?: string): Promise<void> {
  const living = await tx.$count(measures, and(eq(measures.versionId, versionId), isNull(measures.deletedAt)))
  if (living + added > LIMITS.measures) {
    throw invalid(
      `В карте ${counted(living, 'мероприятие', 'мероприятия', 'мероприятий')}, а больше ${LIMITS.measures} в одной карте не бывает. Добавьте меньше строк или удалите лишние.`,
      field,
    )
  }
}

/** Deleted rows count: one that is restored finds its place its own. */
export async function lastPosition(tx: Tx, sectionId: string): Promise<number> {
  const [last] = await tx
    .select({ position: max(measures.position) })
    .from(measures)
    .where(eq(measures.sectionId, sectionId))
  return last?.position ?? -1
}
