import { logAccess, noSuchPaper, plainPage } from '@/app/_papers/serve'
import { currentSession } from '@/app/_session/actor'
import { getRoadMapExport } from '@/db/queries/export'
import { contentDisposition, safeFileName } from '@/lib/order/paper-name'
import { type ExportedRoadMap, exportedFileName } from '@/lib/road-map/exported'
import { idField } from '@/lib/shared/form-fields'
import { markup } from '@/lib/shared/markup'
import { Refusal } from '@/lib/shared/refusal'

export type ExportRoute = { params: Promise<{ id: string }> }

const MEDIA_TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  ics: 'text/calendar; charset=utf-8',
  json: 'application/json; charset=utf-8',
  pdf: 'application/pdf',
}

/**
 * Makes the file of a map for whoever may see it: its newest version, or the one in `?version=`. For all others there is no such
 * file; a file that cannot be made without loss is refused in words.
 */
export async function serveExport(
  request: Request,
  { params }: ExportRoute,
  extension: keyof typeof MEDIA_TYPES,
  write: (map: ExportedRoadMap) => Promise<Uint8Array | string>,
): Promise<Response> {
  const session = await currentSession()
  const { id } = await params
  const asked = new URL(request.url).searchParams.get('version')
  if (!session || !idField.safeParse(id).success || (asked !== null && !/^[1-9]\d{0,5}$/.test(asked)))
    return noSuchPaper()
  try {
    const map = await getRoadMapExport(session.actor, id, asked === null ? undefined : Number(asked))
    const file = await write(map)
    logAccess(session.actor.userId, 'road_map.export', id)
    const name = safeFileName(exportedFileName(map, extension))
    return new Response(typeof file === 'string' ? file : new Uint8Array(file), {
      headers: {
        'Content-Type': MEDIA_TYPES[extension],
        'Content-Disposition': contentDisposition(extension === 'pdf' ? 'inline' : 'attachment', name),
        'Cache-Control': 'private, no-store',
        'X-Content-Type-Options': 'nosniff',
        'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'",
      },
    })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    // The words name a row and a column as they were typed.
    return error.code === 'conflict'
      ? plainPage(409, 'Файл не сделан', markup`${error.message}`.toString())
      : noSuchPaper()
  }
}
