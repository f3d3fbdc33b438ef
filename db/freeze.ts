import 'server-only'
import { eq } from 'drizzle-orm'
import { contentOf } from '@/db/act-content'
import type { CitedAct } from '@/db/cited-act'
import type { Database } from '@/db/client'
import { municipalities } from '@/db/schema/municipality'
import type { orders } from '@/db/schema/order'
import { bodies } from '@/db/schema/post'
import { listSignatories, type Signatory } from '@/db/signatories'
import type { Package } from '@/lib/approval/package'
import { type ErrorInput, errorsOf, type Finding } from '@/lib/order/check'
import { freeze, type OrderCard } from '@/lib/order/compose'
import { isInForce, type LocalDate } from '@/lib/shared/dates'
import { notFound } from '@/lib/shared/refusal'

export type OrderRow = typeof orders.$inferSelect

export const cardOf = (order: OrderRow): OrderCard => ({
  kind: order.kind,
  title: order.title,
  preamble: order.preamble,
  operativeWord: order.operativeWord,
  points: order.points,
  annexTitle: order.annexTitle,
})

export type Composed = {
  package: Package
  card: OrderCard
  body: typeof bodies.$inferSelect | undefined
  signatory: Signatory | undefined
  target: CitedAct | null
  /** What the check asks of the act itself. */
  checked: ErrorInput
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
  if (!municipality) throw notFound('Муниципалитет')
  const { annex, changes, differences, target, isBaseInForce, ...rows } = await contentOf(handle, order)
  const [chosen] = order.bodyId ? await handle.select().from(bodies).where(eq(bodies.id, order.bodyId)) : []
  const body = chosen && isInForce(date, chosen.validFrom, chosen.validTo) ? chosen : undefined
  const signatory = (await listSignatories(handle, order.municipalityId, date)).find(
    (one) => one.ref === order.signatory,
  )
  const card = cardOf(order)
  const document = freeze({
    card,
    body: body ?? { name: '', nameGenitive: '', place: '' },
    signature: { post: signatory?.post ?? '', name: signatory?.name ?? '' },
    profile: municipality.profile,
    emblem: municipality.emblem,
    annex,
    ...(changes ? { changes } : {}),
  })
  const checked = {
    card,
    hasBody: body !== undefined,
    hasSignatory: signatory !== undefined,
    purpose: order.purpose,
    rows: annex ? annex.table.sections.reduce((sum, section) => sum + section.rows.length, 0) : 0,
    changes: differences,
    target,
    isBaseInForce,
  }
  return { package: { document, ...rows }, card, body, signatory, target, checked, errors: errorsOf(checked) }
}
