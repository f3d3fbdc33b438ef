import { PassThrough, Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { safeFileName } from '@/lib/order/paper-name'

/** One file of an archive. It is made at its turn, so that one file at a time is in memory. */
export type ZipPart = { path: string; make: () => Promise<Uint8Array> }

const MOST_OF_PATH = 240

/**
 * Names of folders and of the file as one path that stays inside the archive on every system: no part can lead up or away, and no
 * name is longer than Windows takes. Letters stay Cyrillic; the archive says that its names are UTF-8.
 */
export function zipPath(...parts: string[]): string {
  const path = parts.map((part) => safeFileName(part).replace(/[. ]+$/, '') || 'файл').join('/')
  if (path.length > MOST_OF_PATH) throw new Error('A path in an archive is too long.')
  return path
}

/** Two names that became one on the way to safety stay two files: the later gets «(2)». */
export function uniquePaths<Part extends ZipPart>(parts: readonly Part[]): Part[] {
  const taken = new Set<string>()
  return parts.map((part) => {
    let path = part.path
    for (let copy = 2; taken.has(path.toLowerCase()); copy++) path = part.path.replace(/(\.[^./]+)?$/, ` (${copy})$1`)
    // Windows takes «А» and «а» for one file.
    taken.add(path.toLowerCase())
    return { ...part, path }
  })
}

/** The archive as a stream. A part that cannot be made ends the stream with the error: half an archive never looks whole. */
export function zipStream(parts: readonly ZipPart[], at: Date): Readable {
  const zip = new ZipFile()
  const out = new PassThrough()
  zip.on('error', (error: Error) => out.destroy(error))
  for (const { path, make } of parts) {
    zip.addReadStreamLazy(path, { mtime: at, compress: !/\.(?:pdf|xlsx|png|jpe?g)$/.test(path) }, (done) => {
      // After whoever waits: drawing yields to nobody by itself, and five hundred papers are a minute.
      setImmediate(() => {
        if (out.destroyed) return
        make().then(
          (bytes) => done(null, Readable.from([Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)])),
          (error: unknown) => done(error, Readable.from([])),
        )
      })
    })
  }
  zip.end()
  zip.outputStream.pipe(out)
  return out
}
