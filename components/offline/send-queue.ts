import {
  findKept,
  forget,
  isSettled,
  type Kept,
  type KeptAnswer,
  keep,
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

/** Sends one row. Empty words: it was taken; undefined: there is no line. */
export async function sendRow(row: Kept): Promise<string | undefined> {
  if (row.kind === 'sheet') {
    const answer = await sendSheet(row)
    if (answer.kind === 'no_line') return undefined
    if (answer.kind === 'signed_out') return 'сеанс закончился'
    const now = await findKept(row.key)
    // Mended at its page meanwhile: the answer is about an older one.
    const isSame = now?.typedAt === row.typedAt
    if (answer.kind === 'saved') {
      if (isSame) await forget(row.key)
      return ''
    }
    if (isSame) await keep({ ...row, isPressed: false, errors: answer.errors })
    return answer.errors[0]?.message ?? 'не принят'
  }
  await keep({ ...row, ...beginSending(row) })
  const answer = await sendAnswer(row)
  const now = await findKept<KeptAnswer>(row.key)
  const after = onAnswer(now ?? row, row.text, answer)
  await keep({ ...row, ...after.kept })
  if (after.do === 'wait') return undefined
  if (after.do === 'again') return sendRow({ ...row, ...after.kept })
  return after.do === 'sent' ? '' : stopped(answer, 'keeps')
}
