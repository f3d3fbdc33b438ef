import {
  change,
  findKept,
  isSettled,
  type Kept,
  type KeptAnswer,
  type KeptSheet,
  listKept,
} from '@/components/offline/kept-store'
import { sendAnswer, sendSheet } from '@/components/offline/send-kept'
import { beginSending, onAnswer } from '@/lib/offline/kept-text'
import { stopped } from '@/lib/offline/words'

/** What waits here for its owner: to be sent by itself, or for his word at its page. */
export type Waiting = { key: string; page: string; label: string; why: string }
export type Queue = { toSend: Kept[]; needOwner: Waiting[] }

/** Nothing where the device keeps nothing. */
export async function readQueue(user: string): Promise<Queue> {
  const rows = await listKept(user).catch((): Kept[] => [])
  const queue: Queue = { toSend: [], needOwner: [] }
  for (const row of rows) {
    if (isSettled(row)) continue
    const why = whyOwner(row)
    if (why === '') queue.toSend.push(row)
    else queue.needOwner.push({ key: row.key, page: row.page, label: row.label, why })
  }
  return queue
}

function whyOwner(row: Kept): string {
  if (row.kind === 'sheet') {
    if (row.errors.length > 0) return 'не принят: откройте и исправьте'
    return row.isPressed ? '' : 'не сохранён: откройте и сохраните'
  }
  if (row.aside !== null || (row.rival !== '' && row.rival === row.text))
    return 'есть два текста: выберите, какой оставить'
  return ''
}

/**
 * Sends one row as it is by now: another tab may have written it since the queue was read. Empty words: it was taken, or waits no more;
 * undefined: there is no line. `tell` hears what did not come of a row that was taken.
 */
export const sendRow = (row: Kept, tell: (note: string) => void): Promise<string | undefined> =>
  row.kind === 'sheet' ? sendKeptSheet(row.key, tell) : sendKeptAnswer(row.key)

async function sendKeptSheet(key: string, tell: (note: string) => void): Promise<string | undefined> {
  const row = await findKept<KeptSheet>(key)
  const why = row ? whyOwner(row) : ''
  if (!row || why !== '') return why
  const answer = await sendSheet(row)
  if (answer.kind === 'no_line') return undefined
  if (answer.kind === 'signed_out') return 'сеанс закончился'
  await change<KeptSheet>(key, (now) => {
    // Mended at its page meanwhile: the answer is about an older one.
    if (now.typedAt !== row.typedAt) return now
    return answer.kind === 'saved' ? undefined : { ...now, isPressed: false, errors: answer.errors }
  })
  if (answer.kind === 'saved' && answer.note) tell(answer.note)
  return answer.kind === 'saved' ? '' : (answer.errors[0]?.message ?? 'не принят')
}

async function sendKeptAnswer(key: string): Promise<string | undefined> {
  const row = await change<KeptAnswer>(key, (now) =>
    isSettled(now) || whyOwner(now) !== '' ? now : { ...now, ...beginSending(now) },
  )
  if (!row || isSettled(row)) return ''
  const why = whyOwner(row)
  if (why !== '') return why
  const answer = await sendAnswer(row)
  let after = onAnswer(row, row.text, answer)
  // What was typed meanwhile stays the text; the answer tells only what it now stands on.
  await change<KeptAnswer>(key, (now) => {
    after = onAnswer(now, row.text, answer)
    return { ...now, ...after.kept }
  })
  if (after.do === 'wait') return undefined
  if (after.do === 'again') return sendKeptAnswer(key)
  return after.do === 'sent' ? '' : stopped(answer, 'keeps')
}
