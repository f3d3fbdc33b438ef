import 'server-only'
import { randomBytes } from 'node:crypto'
import { and, eq, lt, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { keptForms } from '@/db/schema/person'

/** How long typed text waits for its author. */
export const KEPT_HOURS = 24

/**
 * Keeps a form's sealed text and returns its name: random, or the given one, whose older text of the same person is replaced.
 * `userId` null for a form that needs no sign-in.
 */
export async function keepForm(
  userId: string | null,
  sealed: string,
  now: Date,
  id: string = randomBytes(16).toString('base64url'),
): Promise<string> {
  await database()
    .insert(keptForms)
    .values({ id, userId, sealed, createdAt: now })
    .onConflictDoUpdate({
      target: keptForms.id,
      set: { sealed, createdAt: now },
      setWhere: userId ? eq(keptForms.userId, userId) : sql`false`,
    })
  await database()
    .delete(keptForms)
    .where(lt(keptForms.createdAt, new Date(now.getTime() - KEPT_HOURS * 3_600_000)))
  return id
}

/** The text was taken: nobody needs it any more. */
export async function forgetKeptForm(userId: string, id: string): Promise<void> {
  await database()
    .delete(keptForms)
    .where(and(eq(keptForms.id, id), eq(keptForms.userId, userId)))
}
