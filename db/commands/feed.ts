import 'server-only'
import { randomBytes } from 'node:crypto'
import { and, eq, isNull } from 'drizzle-orm'
import { database, type Tx } from '@/db/client'
import { record } from '@/db/journal'
import { tokenHash } from '@/db/queries/session'
import { users } from '@/db/schema/person'
import { feeds } from '@/db/schema/plan'
import type { Actor } from '@/lib/access/actor'
import { personOf } from '@/lib/access/policy'
import { conflict } from '@/lib/shared/refusal'

/**
 * Makes the actor's personal address of his terms and returns its token, which is stored nowhere. One address lives at a time: an
 * earlier one ends with this, so that a second press leaves the one that is shown.
 */
export async function makeFeed(actor: Actor, now: Date): Promise<string> {
  const userId = personOf(actor)
  const token = randomBytes(32).toString('base64url')
  return database().transaction(async (tx) => {
    const replaced = await endLiving(tx, userId, now)
    const [feed] = await tx
      .insert(feeds)
      .values({ userId, tokenHash: tokenHash(token), createdAt: now })
      .returning({ id: feeds.id })
    await record(tx, actor, now, {
      action: 'feed.make',
      subject: 'feed',
      subjectId: feed?.id ?? '',
      after: { replaced: replaced.length > 0 },
    })
    return token
  })
}

/** Ends the actor's personal address: whoever has it gets nothing from now on. */
export async function revokeFeed(actor: Actor, now: Date): Promise<void> {
  const userId = personOf(actor)
  await database().transaction(async (tx) => {
    const [ended] = await endLiving(tx, userId, now)
    if (!ended) throw conflict('Личный адрес календаря уже отозван: он больше не отвечает.')
    await record(tx, actor, now, { action: 'feed.revoke', subject: 'feed', subjectId: ended })
  })
}

/** The person's row is locked first, so that two presses at once do not leave two addresses. */
async function endLiving(tx: Tx, userId: string, now: Date): Promise<string[]> {
  await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('update')
  const ended = await tx
    .update(feeds)
    .set({ revokedAt: now })
    .where(and(eq(feeds.userId, userId), isNull(feeds.revokedAt)))
    .returning({ id: feeds.id })
  return ended.map((feed) => feed.id)
}
