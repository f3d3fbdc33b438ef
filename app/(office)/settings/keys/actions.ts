'use server'

import { formAction } from '@/app/_forms/form-action'
import { addKey, endKey, issueTestKeyFor, KEY_SIZE_LIMIT } from '@/db/commands/key'
import { demand } from '@/lib/access/policy'
import { addKeySchema, keyIdSchema, testKeySchema } from '@/lib/municipality/schema'
import { invalid } from '@/lib/shared/refusal'

export const addKeyAction = formAction(
  { form: 'key.add', schema: addKeySchema },
  async (actor, input, { now, pressId, files }) => {
    demand(actor, 'keys.manage')
    const file = files.key
    if (!file) throw invalid('Выберите файл ключа (.p12 или .pfx).', 'key')
    if (file.size > KEY_SIZE_LIMIT) throw invalid('Файл слишком большой: ключ занимает не больше 200 КБ.', 'key')
    await addKey(actor, { ...input, bytes: new Uint8Array(await file.arrayBuffer()) }, pressId, now)
    return '/settings/keys?done=key'
  },
)

export const issueTestKeyAction = formAction(
  { form: 'key.test', schema: testKeySchema },
  async (actor, input, { now, pressId }) => {
    await issueTestKeyFor(actor, input, pressId, now)
    return '/settings/keys?done=test'
  },
)

export const endKeyAction = formAction({ form: 'key.end', schema: keyIdSchema }, async (actor, input, { now }) => {
  await endKey(actor, input, now)
  return '/settings/keys?done=ended'
})
