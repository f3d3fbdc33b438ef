import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseCertificate } from '@/lib/signature/certificate'
import { inDataDir } from '@/lib/system/data-dir'
import { log } from '@/lib/system/log'

const FOLDER = 'trust'
const FILE = /\.(pem|crt|cer)$/i
const PEM_BLOCK = /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----([\s\S]*?)-----END/g
const LARGEST_FILE = 1_000_000

let cache: { key: string; roots: Uint8Array[] } | undefined

/**
 * DER of the authorities that the operator trusts: the files `*.pem`, `*.crt`, `*.cer` of `DATA_DIR/trust`, PEM (any
 * number in a file) or DER. Empty without the folder: then no signature is called qualified. An unreadable file is named
 * in the log and left out. Read again when a file's name, size or time changes.
 */
export function operatorRoots(): Uint8Array[] {
  const folder = inDataDir(FOLDER)
  const files = filesOf(folder)
  const key = JSON.stringify([folder, files])
  if (cache?.key === key) return cache.roots
  const roots = files.flatMap(({ name, size }) => {
    try {
      if (size > LARGEST_FILE) throw new Error('larger than any certificate')
      return certificatesIn(readFileSync(join(/*turbopackIgnore: true*/ folder, name)))
    } catch (error) {
      log.error('trust.unreadable', error, { file: name })
      return []
    }
  })
  cache = { key, roots }
  return roots
}

function filesOf(folder: string): { name: string; size: number; changed: number }[] {
  try {
    return readdirSync(folder)
      .filter((name) => FILE.test(name))
      .sort()
      .map((name) => {
        const { size, mtimeMs } = statSync(join(/*turbopackIgnore: true*/ folder, name))
        return { name, size, changed: mtimeMs }
      })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') log.error('trust.unreadable', error, { file: FOLDER })
    return []
  }
}

function certificatesIn(bytes: Buffer): Uint8Array[] {
  const blocks = [...bytes.toString('latin1').matchAll(PEM_BLOCK)].map((match) => Buffer.from(match[1] ?? '', 'base64'))
  return (blocks.length > 0 ? blocks : [bytes]).map((block) => parseCertificate(block).raw)
}
