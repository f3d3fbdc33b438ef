// A process that signs acts and may be killed at any moment. argv: address of the database, instant, the signatory's password, number of windows, ids of the acts.
// At its start it resumes what a killed one left, as the program does; it ends with 0 when every act is signed.
import { setDatabase } from '@/db/client'
import { resumeUnfinished } from '@/db/finish-signing'
import { serverHandle } from '@/db/open'
import { getFrozen, getOrder } from '@/db/queries/order'
import { findActorByLogin } from '@/db/queries/session'
import { signOrder } from '@/db/sign-order'
import type { Actor } from '@/lib/access/actor'
import { printedNumber } from '@/lib/register/rules'
import { Refusal } from '@/lib/shared/refusal'

const [url = '', instant = '', password = '', windows = '1', ...ids] = process.argv.slice(2)
const now = new Date(instant)
setDatabase(serverHandle(url))
const actor = await findActorByLogin('head@zabaykalsk.test', now)

/** As a person does: the page with the number, the press; when the number has moved on, the page again. */
async function signedAtLast(head: Actor, id: string): Promise<void> {
  for (;;) {
    if ((await getOrder(head, id)).status !== 'awaiting_signature') return
    const { round, given, next } = await getFrozen(head, id)
    const number = next?.printed ?? printedNumber(given?.number ?? 0, given?.suffix ?? '')
    const shown = { id, fingerprint: round.fingerprint, number, date: head.today }
    try {
      await signOrder(head, { ...shown, password, keyPassword: '', way: 'electronic' }, now)
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'conflict') throw error
    }
  }
}

if (!actor) throw new Error('There is no head.')
await resumeUnfinished(now)
process.send?.('ready')
const left = [...ids]
const window = async () => {
  for (let id = left.shift(); id; id = left.shift()) await signedAtLast(actor, id)
}
await Promise.all(Array.from({ length: Number(windows) }, window))
process.exit(0)
