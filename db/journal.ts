import 'server-only'
import type { Tx } from '@/db/client'
import { journal } from '@/db/schema/journal'
import type { Actor } from '@/lib/access/actor'

/**
 * One line of the journal, in the command's own transaction: a command that cannot be recorded does not happen.
 * Secrets (passwords, hashes, keys) are never passed in.
 */
export async function record(
  tx: Tx,
  actor: Actor,
  now: Date,
  entry: {
    action: string
    subject: string
    subjectId: string
    before?: unknown
    after?: unknown
    /** The person the actor stood in for. */
    onBehalfOf?: string
  },
): Promise<void> {
  await tx.insert(journal).values({
    municipalityId: actor.municipalityId,
    at: now,
    actorId: actor.userId,
    actorName: actor.name,
    onBehalfOf: entry.onBehalfOf ?? null,
    action: entry.action,
    subject: entry.subject,
    subjectId: entry.subjectId,
    before: entry.before ?? null,
    after: entry.after ?? null,
  })
}
