import { after } from 'next/server'
import { currentSession } from '@/app/_session/actor'
import { recordAccess } from '@/db/commands/access'
import type { ServedPaper } from '@/db/queries/paper'
import type { Actor } from '@/lib/access/actor'
import { contentDisposition } from '@/lib/order/paper-name'
import { idField } from '@/lib/shared/form-fields'
import { Refusal } from '@/lib/shared/refusal'
import { BytesCorrupt, BytesMissing } from '@/lib/store/bytes'
import { bytesStore } from '@/lib/store/folder'
import { now } from '@/lib/system/clock'
import { log } from '@/lib/system/log'

/**
 * The stored bytes as they are, never drawn again. What the program drew is shown in the browser; what somebody uploaded runs
 * nothing and, as PDF, is saved and not shown: a scan may be anything that begins like one.
 */
export async function servePaper(request: Request, paper: ServedPaper, userId: string | null): Promise<Response> {
  const etag = `"${paper.sha256}"`
  const headers = {
    ETag: etag,
    'Cache-Control': 'private, no-cache',
    'Content-Type': paper.mediaType,
    'Content-Disposition': contentDisposition(isShown(paper) ? 'inline' : 'attachment', paper.fileName),
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': policyOf(paper),
  }
  if (
    request.headers
      .get('if-none-match')
      ?.split(/\s*,\s*/)
      .some((tag) => tag.replace(/^W\//, '') === etag)
  ) {
    return new Response(null, { status: 304, headers })
  }
  try {
    const bytes = await bytesStore().get(paper.sha256)
    logAccess(userId, 'paper.download', paper.orderId)
    const body = request.method === 'HEAD' ? null : new Uint8Array(bytes)
    return new Response(body, { headers: { ...headers, 'Content-Length': String(bytes.byteLength) } })
  } catch (error) {
    if (!(error instanceof BytesMissing) && !(error instanceof BytesCorrupt)) throw error
    log.error('paper.bytes_lost', error, { order: paper.orderId, kind: paper.kind })
    return plainPage(
      500,
      'Файл недоступен',
      'Документ зарегистрирован, но его файл в хранилище не найден или повреждён. Изменённый файл программа не выдаёт. Сообщите администратору: файл восстанавливают из резервной копии.',
    )
  }
}

const isShown = (paper: ServedPaper): boolean =>
  paper.kind !== 'detached' && (paper.kind !== 'scan' || paper.mediaType !== 'application/pdf')

/** Browsers refuse to show a PDF in a sandbox, so only uploaded files are put into one. */
const policyOf = (paper: ServedPaper): string =>
  paper.kind === 'scan' || paper.kind === 'detached'
    ? "default-src 'none'; sandbox"
    : "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'"

/** Written after the answer (rulings F5): a slow log delays nobody, a failing one is only told. */
export function logAccess(
  userId: string | null,
  action: Parameters<typeof recordAccess>[1]['action'],
  subjectId: string,
): void {
  const at = now()
  after(async () => {
    try {
      await recordAccess(userId, { action, subjectId }, at)
    } catch (error) {
      log.error('access_log.failed', error)
    }
  })
}

/** A page for an address that answers with a file: no layout, no scripts. Both texts are the program's own. */
export function plainPage(status: number, title: string, text: string): Response {
  const html = `<!doctype html><html lang="ru"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title} — Маршрут</title><h1>${title}</h1><p>${text}</p><p><a href="/">На главную</a></p></html>`
  return new Response(html, {
    status,
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' },
  })
}

export const noSuchPaper = (): Response =>
  plainPage(
    404,
    'Документа нет',
    'По этому адресу документа нет: он ещё не зарегистрирован, не опубликован или адрес неполный.',
  )

/** Draws for whoever may see the act; for all others, signed in or not, there is no such file. */
export async function drawForActor(id: string, draw: (actor: Actor) => Promise<Response>): Promise<Response> {
  const session = await currentSession()
  if (!session || !idField.safeParse(id).success) return noSuchPaper()
  try {
    return await draw(session.actor)
  } catch (error) {
    if (error instanceof Refusal) return noSuchPaper()
    throw error
  }
}

/** A file drawn for this answer and stored nowhere: a draft, a sheet for printing. */
export function serveDrawn(bytes: Uint8Array, fileName: string): Response {
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Disposition': contentDisposition('inline', fileName),
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'",
    },
  })
}
