import 'server-only'
import { and, desc, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { type FinalAct, readFinalAct, whyNoText } from '@/db/final-document'
import { journal } from '@/db/schema/journal'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'
import type { LocalDate } from '@/lib/shared/dates'

export type CertifiedCopy = { copyId: string; post: string; name: string; date: LocalDate; by: string; at: Date }

/** The copies of an act that were certified, the newest first, and whether another can be: the clerk's. */
export async function getCopies(
  actor: Actor,
  orderId: string,
): Promise<{ act: FinalAct; why: string | null; copies: CertifiedCopy[] }> {
  demand(actor, 'order.print')
  const db = database()
  const act = await readFinalAct(db, actor, orderId)
  const lines = await db
    .select({ at: journal.at, by: journal.actorName, after: journal.after })
    .from(journal)
    .where(
      and(
        eq(journal.subject, 'order'),
        eq(journal.subjectId, act.id),
        eq(journal.action, 'order.certify_copy'),
        eq(journal.municipalityId, act.municipalityId),
      ),
    )
    .orderBy(desc(journal.id))
    .limit(500)
  return {
    act,
    why: whyNoText(act),
    copies: lines.map(({ at, by, after }) => ({
      ...(after as { copyId: string; post: string; name: string; date: LocalDate }),
      by,
      at,
    })),
  }
}
