import type { KeptAnswer, KeptSheet } from '@/components/offline/kept-store'
import type { Answer } from '@/lib/offline/kept-text'

/** A thin line may need so long for ten photos; without an end a dead line would hold up everything behind it. */
const ANSWER_MS = 30_000
const SHEET_MS = 300_000

const NOT_FOUND = 'Страницы больше нет или она вам не видна: возможно, школу передали другому куратору.'

async function post(address: string, body: FormData, most: number): Promise<Response | undefined> {
  const asked = new AbortController()
  const timer = setTimeout(() => asked.abort(), most)
  try {
    // A redirect would be an answer of some gate before the program.
    const answer = await fetch(address, { method: 'POST', body, signal: asked.signal, redirect: 'error' })
    return answer.status >= 500 || answer.status === 429 ? undefined : answer
  } catch {
    return undefined
  } finally {
    clearTimeout(timer)
  }
}

/** A gate before the program that gives no reason. */
const FORBIDDEN = 'Сервер не принял лист от этого имени. Проверьте, кто вошёл в этом браузере.'

const messageOf = (told: { message?: string } | undefined, otherwise: string): string => told?.message ?? otherwise

export async function sendAnswer(row: KeptAnswer): Promise<Answer> {
  const body = new FormData()
  body.set('question', row.question)
  body.set('text', row.text)
  body.set('revision', String(row.base))
  body.set('typedAt', row.typedAt)
  const answer = await post(`/reports/${row.reportId}/answers`, body, ANSWER_MS)
  if (!answer) return { kind: 'no_line' }
  const told = await answer.json().catch(() => undefined)
  switch (answer.status) {
    case 200:
      return told ? { kind: 'saved', ...told } : { kind: 'no_line' }
    case 409:
      return told ? { kind: 'newer', ...told } : { kind: 'no_line' }
    case 401:
      return { kind: 'signed_out' }
    case 403:
      return { kind: 'forbidden' }
    case 413:
      return { kind: 'too_big' }
    case 404:
      return { kind: 'closed', message: NOT_FOUND }
    default:
      return { kind: 'closed', message: messageOf(told, 'Сервер не принял ответ.') }
  }
}

export type SheetAnswer =
  /** Where to go on, and what did not come of it in words; both absent where an older program answered. */
  | { kind: 'saved'; page?: string | undefined; note?: string | undefined }
  /** Not taken, in words; the sheet stays for its author to mend. */
  | { kind: 'refused'; errors: KeptSheet['errors']; page?: string | undefined }
  | { kind: 'signed_out' }
  | { kind: 'no_line' }

export async function sendSheet(row: KeptSheet): Promise<SheetAnswer> {
  const body = new FormData()
  for (const [name, value] of row.fields) body.append(name, value)
  const answer = await post(`/visits/${row.visitId}/sheet/queue`, body, SHEET_MS)
  if (!answer) return { kind: 'no_line' }
  if (answer.status === 401) return { kind: 'signed_out' }
  const told = await answer.json().catch(() => undefined)
  if (answer.ok) return { kind: 'saved', page: told?.page, note: told?.note }
  // Its own words, and the page where the sheet stands with what is wrong, after a conflict beside the server's.
  if (told?.errors?.length > 0) return { kind: 'refused', errors: told.errors, page: told.page }
  const message = answer.status === 403 ? FORBIDDEN : NOT_FOUND
  return { kind: 'refused', errors: [{ field: null, message }] }
}
