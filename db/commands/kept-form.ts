import 'server-only'
import { randomBytes } from 'node:crypto'
import { and, eq, lt, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { keptForms } from '@/db/schema/person'

/** How long typed text waits for its author. */
export const KEPT_HOURS = 24

/** So much waits for one person, the newest first; more forms for all who have not signed in, for they share it. */
const MOST_KEPT = 100
const MOST_UNSIGNED = 1_000
const MOST_SIGNS = 150_000_000

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
  await dropOldest(userId)
  return id
}

/** Drafts under ever new names and large files sent again and again must not fill the database within their day. */
async function dropOldest(userId: string | null): Promise<void> {
  await database().execute(sql`delete from ${keptForms} where id in (
    select id from (
      select id, row_number() over newest as place, sum(octet_length(sealed)) over newest as signs
      from ${keptForms} where user_id is not distinct from ${userId}::uuid
      window newest as (order by created_at desc, id)
    ) kept where place > ${userId ? MOST_KEPT : MOST_UNSIGNED}::int or (place > 1 and signs > ${MOST_SIGNS}::int))`)
}

/** The text was taken: nobody needs it any more. */
export async function forgetKeptForm(userId: string, id: string): Promise<void> {
  await database()
    .delete(keptForms)
    .where(and(eq(keptForms.id, id), eq(keptForms.userId, userId)))
}
