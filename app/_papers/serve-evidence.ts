import { logAccess, noSuchPaper, plainPage } from '@/app/_papers/serve'
import type { findEvidence } from '@/db/queries/evidence'
import { contentDisposition } from '@/lib/order/paper-name'
import { BytesCorrupt, BytesMissing } from '@/lib/store/bytes'
import { bytesStore } from '@/lib/store/folder'
import { log } from '@/lib/system/log'

/** A file that somebody brought: always saved and never shown, with its true type, and nothing in it may run. */
export async function serveEvidence(
  evidence: Awaited<ReturnType<typeof findEvidence>>,
  userId: string | null,
): Promise<Response> {
  if (!evidence?.sha256 || !evidence.mediaType) return noSuchPaper()
  try {
    const bytes = await bytesStore().get(evidence.sha256)
    logAccess(userId, 'paper.download', evidence.id)
    return new Response(new Uint8Array(bytes), {
      headers: {
        'Content-Type': evidence.mediaType,
        'Content-Length': String(bytes.byteLength),
        'Content-Disposition': contentDisposition('attachment', evidence.fileName ?? 'файл'),
        'Cache-Control': 'private, no-store',
        'X-Content-Type-Options': 'nosniff',
        'Content-Security-Policy': "default-src 'none'; sandbox",
      },
    })
  } catch (error) {
    if (!(error instanceof BytesMissing) && !(error instanceof BytesCorrupt)) throw error
    log.error('evidence.bytes_lost', error, { evidence: evidence.id })
    return plainPage(
      500,
      'Файл недоступен',
      'Запись о подтверждении есть, но его файл в хранилище не найден или повреждён. Изменённый файл программа не выдаёт. Сообщите администратору: файл восстанавливают из резервной копии.',
    )
  }
}
