import { findKeyOf } from '@/db/queries/key'
import type { Actor } from '@/lib/access/actor'
import { localDate, shortDate } from '@/lib/shared/dates'

/** What a page may tell of the person's own key; null where there is none. Never the key or its password. */
export async function ownSigningKey(actor: Actor) {
  const key = actor.userId ? await findKeyOf(actor, actor.userId) : undefined
  if (!key) return null
  return {
    subject: key.subject,
    until: shortDate(localDate(key.notAfter, actor.zone)),
    isTest: key.isTest,
    isPasswordKept: key.sealedPassword !== null,
  }
}
