import 'server-only'
import { demandOwnPassword } from '@/db/commands/session'
import { beginSigning } from '@/db/commands/signing'
import { finishSigning } from '@/db/finish-signing'
import { findKeyOf } from '@/db/queries/key'
import { getOwnPerson } from '@/db/queries/person'
import type { Actor } from '@/lib/access/actor'
import { demand, personOf } from '@/lib/access/policy'
import type { SignatureMark } from '@/lib/order/document'
import type { SignInput } from '@/lib/order/schema'
import { invalid, Refusal } from '@/lib/shared/refusal'
import { openKeyFile } from '@/lib/signature/key-folder'
import { checkUsable, type SigningKey } from '@/lib/signature/key-store'
import { markOf } from '@/lib/signature/mark'
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

async function openOwnKey(
  actor: Actor,
  typedPassword: string,
  now: Date,
): Promise<{ key: SigningKey; keyId: string; mark: SignatureMark }> {
  const row = await findKeyOf(actor, personOf(actor))
  if (!row) {
    throw invalid(
      'Для вас не внесён ключ подписи. Его вносит администратор в разделе «Ключи подписи»; пока можно подписать на бумаге.',
      'way',
    )
  }
  if (row.sealedPassword === null && typedPassword === '') throw invalid('Введите пароль ключа подписи.', 'keyPassword')
  const key = await openKeyFile(row, typedPassword).catch((error) => {
    // On this page `password` is the account's; the key's own field is another.
    if (error instanceof Refusal && error.field === 'password') throw invalid(error.message, 'keyPassword')
    throw error
  })
  checkUsable(key.certificate, { now, expectedHolder: (await getOwnPerson(actor)).name, zone: actor.zone })
  return { key, keyId: row.id, mark: markOf(key.certificate, actor.zone) }
}
