import { logAccess, noSuchPaper, plainPage } from '@/app/_papers/serve'
import { currentSession } from '@/app/_session/actor'
import { findVisitPhoto } from '@/db/queries/visit'
import { contentDisposition } from '@/lib/order/paper-name'
import { shortDate } from '@/lib/shared/dates'
import { idField } from '@/lib/shared/form-fields'
import { BytesCorrupt, BytesMissing } from '@/lib/store/bytes'
import { bytesStore } from '@/lib/store/folder'
import { photoPreview } from '@/lib/store/photo'
import { log } from '@/lib/system/log'

/** A photo of a visit, for whoever sees the visit; `?size=small` is the picture of pages, at most 30 kB. Nothing in it may run. */
export async function GET(request: Request, { params }: { params: Promise<{ photoId: string }> }): Promise<Response> {
  const { photoId } = await params
  const session = await currentSession()
  if (!session || !idField.safeParse(photoId).success) return noSuchPaper()
  const photo = await findVisitPhoto(session.actor, photoId)
  if (!photo) return noSuchPaper()
  const isSmall = new URL(request.url).searchParams.get('size') === 'small'
  try {
    const kept = await bytesStore().get(photo.sha256)
    const bytes = isSmall ? await photoPreview(kept) : new Uint8Array(kept)
    if (!isSmall) logAccess(session.actor.userId, 'paper.download', photo.id)
    const name = `Снимок посещения ${photo.school} ${photo.heldOn ? shortDate(photo.heldOn) : ''}.jpg`
    return new Response(new Uint8Array(bytes), {
      headers: {
        'Content-Type': photo.mediaType,
        'Content-Length': String(bytes.byteLength),
        'Content-Disposition': contentDisposition('inline', name),
        // The bytes of a photo never change; a page that is opened again need not draw its small pictures anew.
        'Cache-Control': isSmall ? 'private, max-age=3600' : 'private, no-store',
        'X-Content-Type-Options': 'nosniff',
        'Content-Security-Policy': "default-src 'none'; sandbox",
      },
    })
  } catch (error) {
    if (!(error instanceof BytesMissing) && !(error instanceof BytesCorrupt)) throw error
    log.error('visit_photo.bytes_lost', error, { photo: photo.id })
    return plainPage(
      500,
      'Снимок недоступен',
      'Запись о снимке есть, но его файл в хранилище не найден или повреждён. Сообщите администратору: файл восстанавливают из резервной копии.',
    )
  }
}
