import 'server-only'
import { randomUUID } from 'node:crypto'
import { database } from '@/db/client'
import { readFinalAct, whyNoText } from '@/db/final-document'
import { record } from '@/db/journal'
import { once } from '@/db/press'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'
import type { CertifyCopyInput } from '@/lib/register/schema'
import { conflict } from '@/lib/shared/refusal'

/**
 * Certifies a copy of a signed act (order-standard 26): who says «Верно» and on which day stands in the journal, and the copy is drawn
 * from there. Refused for acts without a text in the program, not yet signed, or annulled.
 */
export async function certifyCopy(
  actor: Actor,
  input: CertifyCopyInput & { pressId: string },
  now: Date,
): Promise<{ copyId: string }> {
  demand(actor, 'order.print')
  return database().transaction((tx) =>
    once(tx, actor, input.pressId, { certify: { ...input, pressId: '' } }, now, async () => {
      const act = await readFinalAct(tx, actor, input.orderId)
      const why = whyNoText(act)
      if (why) throw conflict(why)
      const copyId = randomUUID()
      await record(tx, actor, now, {
        action: 'order.certify_copy',
        subject: 'order',
        subjectId: act.id,
        after: { copyId, post: input.post, name: input.name, date: actor.today },
      })
      return { copyId }
    }),
  )
}
