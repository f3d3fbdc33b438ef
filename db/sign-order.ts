import 'server-only'
import { demandOwnPassword } from '@/db/commands/session'
import { beginSigning } from '@/db/commands/signing'
import { finishSigning } from '@/db/finish-signing'
import { openOwnKey } from '@/db/own-key'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'
import type { SignInput } from '@/lib/order/schema'
import { environment } from '@/lib/system/env'

/**
 * One press of the signatory (rulings B1). Before a number is spent: his password, the key's password, the certificate's
 * dates, strength and holder. Then the number in a transaction of its own, drawing and signing outside, and completion.
 */
export async function signOrder(actor: Actor, input: SignInput, now: Date): Promise<void> {
  demand(actor, 'order.sign')
  await demandOwnPassword(actor, input.password, now)
  const ready = input.way === 'electronic' ? await openOwnKey(actor, input.keyPassword, now) : null
  const preparation = await beginSigning(
    actor,
    {
      id: input.id,
      way: input.way,
      fingerprint: input.fingerprint,
      number: input.number,
      date: input.date,
      mark: ready?.mark ?? null,
      keyId: ready?.keyId ?? null,
      ...(ready ? { certificate: Buffer.from(ready.key.certificate).toString('base64') } : {}),
      appUrl: environment().appUrl ?? null,
    },
    now,
  )
  await finishSigning(actor, preparation, ready?.key ?? null, now)
}
