import { Readable } from 'node:stream'
import { contentDisposition, safeFileName } from '@/lib/order/paper-name'
import { type ZipPart, zipStream } from '@/lib/store/zip'
import { log } from '@/lib/system/log'

/** An archive that is made while it is sent; a fault on the way ends the download instead of finishing it in silence. */
export function serveZip(parts: readonly ZipPart[], fileName: string, at: Date): Response {
  const stream = zipStream(parts, at)
  stream.once('error', (error) => log.error('archive.failed', error, { file: fileName }))
  return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, {
    headers: {
      'Content-Type': 'application/zip',
      'Content-Disposition': contentDisposition('attachment', safeFileName(fileName)),
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  })
}
