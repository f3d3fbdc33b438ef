import 'server-only'
import { findKeyOf } from '@/db/queries/key'
import { getOwnPerson } from '@/db/queries/person'
import type { Actor } from '@/lib/access/actor'
import { personOf } from '@/lib/access/policy'
import type { SignatureMark } from '@/lib/order/document'
import { invalid, Refusal } from '@/lib/shared/refusal'
import { openKeyFile } from '@/lib/signature/key-folder'
import { checkUsable, type SigningKey } from '@/lib/signature/key-store'
import { markOf } from '@/lib/signature/mark'

/**
 * The actor's own key, opened and checked before anything is spent: its password, the certificate's dates, strength and holder. Fields of
 * the refusals are `way` and `keyPassword`, as the forms of signing call them.
 */
export async function openOwnKey(
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
