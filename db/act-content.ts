import 'server-only'
import { eq } from 'drizzle-orm'
import { type CitedAct, citedActs } from '@/db/cited-act'
import type { Database } from '@/db/client'
import { editionsOf } from '@/db/editions'
import type { orders } from '@/db/schema/order'
import { roadMapVersions } from '@/db/schema/road-map'
import { versionRows } from '@/db/version-rows'
import type { Package } from '@/lib/approval/package'
import type { AnnexInput } from '@/lib/order/compose'
import { curatorTable } from '@/lib/order/curators'
import type { ActChange } from '@/lib/order/document'
import { ORDER_KIND_WORDS } from '@/lib/order/labels'
import { changesOf } from '@/lib/road-map/amendment'
import { editionInForce } from '@/lib/road-map/editions'
import { annexTable } from '@/lib/road-map/table'
import { longDate } from '@/lib/shared/dates'
import { conflict } from '@/lib/shared/refusal'

/** What an act carries besides its text: rows of a map, an annex, changes. */
export type ActContent = Omit<Package, 'document'> & {
  annex: AnnexInput | null
  changes?: ActChange[]
  /** How many changes an amendment makes, in whichever form it is written. */
  differences: number
  /** The act that this one amends or repeals. */
  target: CitedAct | null
  /** An amendment is made from the edition in force, an approval where none is (rulings A9). */
  isBaseInForce: boolean
}

/** The content of an act by its purpose, as it stands now. The number of statements does not depend on how many rows there are. */
export async function contentOf(handle: Database, order: typeof orders.$inferSelect): Promise<ActContent> {
  const target = order.targetId ? ((await citedActs(handle, [order.targetId])).get(order.targetId) ?? null) : null
  const none = { columns: [], sections: [], measures: [], annex: null, differences: 0, target, isBaseInForce: true }
  if (order.purpose === 'repeal') return none
  if (order.purpose === 'curators')
    return { ...none, annex: { stamp: 'attached', table: curatorTable(order.annexRows) } }
  if (!order.versionId) throw conflict('К этому акту не приложена дорожная карта.')
  const [version] = await handle
    .select({
      columns: roadMapVersions.columns,
      baseId: roadMapVersions.baseId,
      roadMapId: roadMapVersions.roadMapId,
    })
    .from(roadMapVersions)
    .where(eq(roadMapVersions.id, order.versionId))
  const columns = version?.columns ?? []
  const current = editionInForce(await editionsOf(handle, version?.roadMapId ?? ''))?.versionId ?? null
  const isOwn = current === order.versionId
  const isBaseInForce = isOwn || current === (order.purpose === 'amendment' ? version?.baseId : null)
  const rows = await versionRows(handle, order.versionId)
  const table = annexTable(columns, rows.sections, rows.measures)
  if (order.purpose === 'approval')
    return { columns, ...rows, annex: { stamp: 'approved', table }, differences: 0, target, isBaseInForce }
  const base = version?.baseId ? await versionRows(handle, version.baseId) : { sections: [], measures: [] }
  const changes = changesOf(base, rows, columns)
  const content = { columns, ...rows, differences: changes.length, target, isBaseInForce }
  if (order.amendmentForm === 'rows') return { ...content, annex: null, changes }
  return { ...content, annex: { stamp: 'attached', table, ...(target ? { formerly: instrumental(target) } : {}) } }
}

/** «распоряжением Администрации … от 21 апреля 2022 г. № 121». */
const instrumental = ({ kind, issuer, date, number }: CitedAct): string =>
  `${ORDER_KIND_WORDS[kind].instrumental} ${issuer} от\u00A0${longDate(date)} ${number}`
