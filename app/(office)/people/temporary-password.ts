import { findKeptForm } from '@/db/queries/kept-form'
import type { Actor } from '@/lib/access/actor'
import { unsealText } from '@/lib/system/secret'

/** Long enough to write it down, too short for somebody who finds the browser open. */
const SHOWN_MINUTES = 10

/** The temporary password just given to the person, for the administrator who gave it; undefined a little later. */
export async function findTemporaryPassword(
  actor: Actor,
  userId: string,
  kept: string | undefined,
  now: Date,
): Promise<string | undefined> {
  if (!kept) return undefined
  const sealed = await findKeptForm(kept, actor.userId, now)
  if (!sealed) return undefined
  try {
    const { id, password, at } = JSON.parse(unsealText(sealed, 'temporary-password')) as {
      id: string
      password: string
      at: number
    }
    return id === userId && now.getTime() - at < SHOWN_MINUTES * 60_000 ? password : undefined
  } catch {
    // The address names another kept form.
    return undefined
  }
}
