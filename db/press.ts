import 'server-only'
import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { presses } from '@/db/schema/person'
import type { Actor } from '@/lib/access/actor'
import { personOf } from '@/lib/access/policy'
import { canonical } from '@/lib/order/compose'
import { conflict } from '@/lib/shared/refusal'

/** What a form's command takes besides its input: the id of the drawing that was pressed. */
export type Press = { pressId?: string }

/**
 * Does `work` once for one press of a form. The second press of the same form (double click, resent request, second tab)
 * waits for the first and gets its answer; the same id with other content is refused.
 * `pressId` is the random id that the form was drawn with; without one (a command of the operator) the work is simply done.
 */
export async function once<Answer>(
  tx: Tx,
  actor: Actor,
  pressId: string | undefined,
  content: unknown,
  now: Date,
  work: () => Promise<Answer>,
): Promise<Answer> {
  if (!pressId) return work()
  const userId = personOf(actor)
  const id = `${userId}:${pressId}`
  const digest = createHash('sha256').update(canonical(content)).digest('hex')
  // The unique id makes the second press wait here until the first has ended.
  const first = await tx
    .insert(presses)
    .values({ id, userId, createdAt: now })
    .onConflictDoNothing()
    .returning({ id: presses.id })
  if (first.length === 0) {
    const [earlier] = await tx.select({ answer: presses.answer }).from(presses).where(eq(presses.id, id))
    const stored = earlier?.answer as { digest: string; answer: Answer } | null | undefined
    if (!stored || stored.digest !== digest) {
      throw conflict('Эта форма уже отправлена с другим содержанием. Откройте страницу заново и повторите.')
    }
    return stored.answer
  }
  const answer = await work()
  await tx.update(presses).set({ answer: { digest, answer } }).where(eq(presses.id, id))
  return answer
}
