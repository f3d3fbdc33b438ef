import 'server-only'
import { randomBytes } from 'node:crypto'
import { lt } from 'drizzle-orm'
import { database } from '@/db/client'
import { keptForms } from '@/db/schema/person'

/** How long typed text waits for its author. */
export const KEPT_HOURS = 24

/** Keeps a form's sealed text and returns its random name. `userId` null for a form that needs no sign-in. */
export async function keepForm(userId: string | null, sealed: string, now: Date): Promise<string> {
  const id = randomBytes(16).toString('base64url')
  await database().insert(keptForms).values({ id, userId, sealed, createdAt: now })
  await database()
    .delete(keptForms)
    .where(lt(keptForms.createdAt, new Date(now.getTime() - KEPT_HOURS * 3_600_000)))
  return id
}
