import 'server-only'
import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { measureCells } from '@/db/measure-cells'
import { municipalities } from '@/db/schema/municipality'
import type { orders } from '@/db/schema/order'
import { bodies } from '@/db/schema/post'
import { measures, roadMapVersions, sections } from '@/db/schema/road-map'
import { listSignatories, type Signatory } from '@/db/signatories'
import type { Package } from '@/lib/approval/package'
import { errorsOf, type Finding } from '@/lib/order/check'
import { freeze, type OrderCard } from '@/lib/order/compose'
import { annexTable } from '@/lib/road-map/table'
import { isInForce, type LocalDate } from '@/lib/shared/dates'
import { conflict } from '@/lib/shared/refusal'

export type OrderRow = typeof orders.$inferSelect

export const cardOf = (order: OrderRow): OrderCard => ({
  kind: order.kind,
  title: order.title,
  preamble: order.preamble,
  operativeWord: order.operativeWord,
  points: order.points,
  annexTitle: order.annexTitle,
})

/** The rows of a version, living ones only, in their order. */
export async function versionRows(handle: Database, versionId: string) {
  const parts = await handle
    .select({ id: sections.id, key: sections.key, number: sections.number, title: sections.title })
    .from(sections)
    .where(and(eq(sections.versionId, versionId), isNull(sections.deletedAt)))
    .orderBy(asc(sections.position))
  const rows = await handle
    .select({
      key: measures.key,
      sectionId: measures.sectionId,
      ...measureCells,
    })
    .from(measures)
    .where(and(eq(measures.versionId, versionId), isNull(measures.deletedAt)))
    .orderBy(asc(measures.position))
  const bySection = new Map<string, typeof rows>(parts.map((part) => [part.id, []]))
  for (const row of rows) bySection.get(row.sectionId)?.push(row)
  return {
    sections: parts.map(({ key, number, title }) => ({ key, number, title })),
    measures: parts.flatMap((part) =>
      (bySection.get(part.id) ?? []).map(({ sectionId, ...row }) => ({ ...row, sectionKey: part.key })),
    ),
  }
}

export type Composed = {
  package: Package
  card: OrderCard
  body: typeof bodies.$inferSelect | undefined
  signatory: Signatory | undefined
  /** What makes the act impossible; the document is incomplete while there is any. */
  errors: Finding[]
}

/**
 * The package as it would be frozen on `date`: the card, the rows, and the names, posts and wordings in force on that day.
 * The number of statements does not depend on how many rows there are.
 */
export async function composePackage(handle: Database, order: OrderRow, date: LocalDate): Promise<Composed> {
  const [municipality] = await handle
    .select({ profile: municipalities.profile, emblem: municipalities.emblem })
    .from(municipalities)
    .where(eq(municipalities.id, order.municipalityId))
  if (!municipality || !order.versionId) throw conflict('К этому акту не приложена дорожная карта.')
  const [version] = await handle
    .select({ columns: roadMapVersions.columns })
    .from(roadMapVersions)
    .where(eq(roadMapVersions.id, order.versionId))
  const rows = await versionRows(handle, order.versionId)
  const [chosen] = order.bodyId ? await handle.select().from(bodies).where(eq(bodies.id, order.bodyId)) : []
  const body = chosen && isInForce(date, chosen.validFrom, chosen.validTo) ? chosen : undefined
  const signatory = (await listSignatories(handle, order.municipalityId, date)).find(
    (one) => one.ref === order.signatory,
  )
  const card = cardOf(order)
  const columns = version?.columns ?? []
  const document = freeze({
    card,
    body: body ?? { name: '', nameGenitive: '', place: '' },
    signature: { post: signatory?.post ?? '', name: signatory?.name ?? '' },
    profile: municipality.profile,
    emblem: municipality.emblem,
    table: annexTable(columns, rows.sections, rows.measures),
  })
  const errors = errorsOf({
    card,
    hasBody: body !== undefined,
    hasSignatory: signatory !== undefined,
    measures: rows.measures,
  })
  return { package: { document, columns, ...rows }, card, body, signatory, errors }
}
