import { createHash } from 'node:crypto'
import { constants, createReadStream, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { access, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { inDataDir } from '@/lib/system/data-dir'
import { syncFolder, writeDurably } from '@/lib/system/durable-file'
import { BytesCorrupt, BytesMissing, type BytesStore } from './bytes'

const NAME = /^[0-9a-f]{64}$/
/** A temporary file this old belongs to a process that died: nobody writes one paper for an hour. */
const STALE_MS = 3_600_000

/** The store of this program: `papers` in DATA_DIR. */
export const bytesStore = (): BytesStore => folderStore(inDataDir('papers'))

/** Files named by their SHA-256, in 256 folders by the first two digits. */
export function folderStore(root: string): BytesStore {
  const fileOf = (sha256: string) => {
    // The name may come from a request: nothing but a fingerprint ever reaches the file system.
    if (!NAME.test(sha256)) throw new BytesMissing(sha256)
    return join(/*turbopackIgnore: true*/ root, sha256.slice(0, 2), sha256)
  }

  const has = async (sha256: string) => {
    if (!NAME.test(sha256)) return false
    return access(fileOf(sha256), constants.R_OK).then(
      () => true,
      () => false,
    )
  }

  const get = async (sha256: string) => {
    const bytes = await readFile(fileOf(sha256)).catch((error) => {
      throw missing(error, sha256)
    })
    if (fingerprint(bytes) !== sha256) throw new BytesCorrupt(sha256)
    return bytes
  }

  return {
    has,
    get,
    put: async (bytes) => {
      const sha256 = fingerprint(bytes)
      const stored = { sha256, size: bytes.byteLength }
      const whole = await get(sha256).then(
        () => true,
        () => false,
      )
      if (whole) return stored
      const folder = join(/*turbopackIgnore: true*/ root, sha256.slice(0, 2))
      if (mkdirSync(folder, { recursive: true, mode: 0o700 })) syncFolder(root)
      writeDurably(fileOf(sha256), bytes)
      return stored
    },
    stream: async (sha256) => {
      const file = fileOf(sha256)
      const { size } = await stat(file).catch((error) => {
        throw missing(error, sha256)
      })
      const source = createReadStream(file)
      const checked = checking(sha256)
      source.once('error', (error) => checked.destroy(error))
      checked.once('close', () => source.destroy())
      return { stream: source.pipe(checked), size }
    },
    list: async function* () {
      for (const folder of await readdir(root).catch(() => [])) {
        if (!/^[0-9a-f]{2}$/.test(folder)) continue
        for (const name of await readdir(join(/*turbopackIgnore: true*/ root, folder))) if (NAME.test(name)) yield name
      }
    },
  }
}

const fingerprint = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

function missing(error: NodeJS.ErrnoException, sha256: string): Error {
  return error.code === 'ENOENT' ? new BytesMissing(sha256) : error
}

/** Holds the last part back until the whole has the right fingerprint, so that a spoiled file never arrives as complete. */
function checking(sha256: string): Transform {
  const hash = createHash('sha256')
  let held: Buffer | undefined
  return new Transform({
    transform(part: Buffer, _encoding, done) {
      hash.update(part)
      const ready = held
      held = part
      done(null, ready)
    },
    flush(done) {
      if (hash.digest('hex') !== sha256) done(new BytesCorrupt(sha256))
      else done(null, held)
    },
  })
}

/** Removes what killed processes left half-written; called at the start. Answers how many files went. */
export function cleanStore(root: string, now: Date): number {
  let removed = 0
  let folders: string[] = []
  try {
    folders = readdirSync(root)
  } catch {
    return removed
  }
  for (const folder of folders.filter((name) => /^[0-9a-f]{2}$/.test(name))) {
    for (const name of readdirSync(join(/*turbopackIgnore: true*/ root, folder))) {
      const file = join(/*turbopackIgnore: true*/ root, folder, name)
      if (!name.endsWith('.tmp') || now.getTime() - statSync(file).mtimeMs < STALE_MS) continue
      rmSync(file, { force: true })
      removed++
    }
  }
  return removed
}
