import 'server-only'
import { eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { type GivenNumber, numberToCome } from '@/db/numbering'
import { municipalities } from '@/db/schema/municipality'
import type { Actor } from '@/lib/access/actor'
import { homeOf, may } from '@/lib/access/policy'
import type { OrderKind } from '@/lib/order/rules'
import { type LocalDate, yearOf } from '@/lib/shared/dates'
import { forbidden } from '@/lib/shared/refusal'

/** The number that the register would give now: shown before the signature, given by nobody yet. */
export async function previewNumber(actor: Actor, input: { kind: OrderKind; date: LocalDate }): Promise<GivenNumber> {
  const municipalityId = homeOf(actor)
  if (!may(actor, 'order.sign') && !may(actor, 'order.edit') && !may(actor, 'order.decide') && !may(actor, 'register.read')) throw forbidden()
  const [municipality] = await database()
    .select({ settings: municipalities.settings })
    .from(municipalities)
    .where(eq(municipalities.id, municipalityId))
  const suffix = municipality?.settings.numberSuffix ?? ''
  return numberToCome(database(), { municipalityId, kind: input.kind, year: yearOf(input.date) }, suffix)
}
