import { type Entry, fromBuffer, type ZipFile } from 'yauzl'
import { Refusal } from '@/lib/shared/refusal'
import { ADVICE, damagedRefusal, passwordRefusal, refuseFile } from '@/lib/table-file/file-kind'

const PACKAGE_MAX_ENTRIES = 2_000
const PACKAGE_MAX_BYTES = 200 * 1024 * 1024
/** One part beyond this is more than a plan and more than the libraries can hold. */
const PART_MAX_BYTES = 100 * 1024 * 1024
/** Deflate packs real office parts 5–30 times; only long files are held to it. */
const MAX_RATIO = 250
const RATIO_FROM_BYTES = 30 * 1024 * 1024

export type OfficePackage = {
  kind: 'docx' | 'xlsx'
  /** XML parts by path, each without DOCTYPE. Pictures, embedded objects and macros are not among them. */
  parts: Map<string, Uint8Array>
  /** Every path of the package. */
  names: string[]
  /** Path of the document or the workbook. */
  main: string
}

/**
 * Opens an office file: every entry is unpacked once and its true bytes counted before a library sees anything. Nothing is
 * written to the disk, nothing inside is opened in turn.
 */
export async function openPackage(bytes: Uint8Array): Promise<OfficePackage> {
  const parts = await unpack(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))
  const names = [...parts.keys()]
  const text = (name: string) => Buffer.from(parts.get(name) ?? []).toString('utf8')
  if (parts.has('mimetype') && /opendocument/.test(text('mimetype'))) {
    const isSheet = /spreadsheet/.test(text('mimetype'))
    throw refuseFile(`Это файл LibreOffice (${isSheet ? '.ods' : '.odt'}). ${isSheet ? ADVICE.xlsx : ADVICE.docx}`)
  }
  const types = text('[Content_Types].xml')
  if (!types) {
    throw refuseFile('Это архив, а не файл Word или Excel. Распакуйте его и загрузите сам документ.')
  }
  if (/macroEnabled/i.test(types) || names.some((name) => /vbaProject\.bin$/i.test(name))) {
    throw refuseFile(
      'В файле есть макросы (.docm, .xlsm). Сохраните его без них: «Файл → Сохранить как…», тип «Документ Word (.docx)» или «Книга Excel (.xlsx)».',
    )
  }
  if (/ms-excel\.sheet\.binary/i.test(types)) throw refuseFile(`Это двоичная книга Excel (.xlsb). ${ADVICE.xlsx}`)
  const found = mainPart(types)
  if (!found) throw refuseFile(`Это файл другой программы Office. ${ADVICE.docx}`)
  if (!parts.has(found.main)) throw damagedRefusal()
  for (const [name, part] of parts) demandPlainXml(name, part)
  return { ...found, parts, names }
}

function mainPart(types: string): { kind: 'docx' | 'xlsx'; main: string } | undefined {
  for (const [override] of types.matchAll(/<(?:\w+:)?Override\b[^>]*>/g)) {
    const kind = /wordprocessingml\.(?:document|template)\.main\+xml/.test(override)
      ? 'docx'
      : /spreadsheetml\.(?:sheet|template)\.main\+xml/.test(override)
        ? 'xlsx'
        : undefined
    const main = /PartName\s*=\s*["']\/?([^"']+)/.exec(override)?.[1]
    if (kind && main) return { kind, main }
  }
  return undefined
}

const isXml = (name: string) => /\.(?:xml|rels)$/i.test(name) || name === 'mimetype'

/** No part of an office file has a DOCTYPE; with one come entities that grow or point outside. */
function demandPlainXml(name: string, part: Uint8Array): void {
  if (name === 'mimetype') return
  const bytes = Buffer.from(part.buffer, part.byteOffset, part.length)
  const start = bytes.subarray(0, 4)
  // In UTF-16 the words below would not be found.
  if (start.includes(0) || (start[0] ?? 0) >= 0xfe) throw damagedRefusal()
  const declared = /^[^>]{0,200}encoding\s*=\s*["']([^"']*)/.exec(bytes.subarray(0, 300).toString('latin1'))?.[1]
  if (declared && !/^(?:utf-?8|us-ascii)$/i.test(declared)) throw damagedRefusal()
  if (bytes.includes('<!DOCTYPE') || bytes.includes('<!ENTITY') || bytes.includes('<!doctype')) {
    throw refuseFile(
      'В файле есть объявления (DOCTYPE), которых в документах Word и Excel не бывает: он мог быть собран со злым умыслом. ' +
        'Откройте его в Word или Excel, сохраните заново и загрузите новый файл.',
    )
  }
}

const tooBig = () =>
  refuseFile(
    'Внутри файла слишком много данных для дорожной карты. Оставьте в нём только её таблицу, сохраните и загрузите снова.',
  )

function unpack(buffer: Buffer): Promise<Map<string, Uint8Array>> {
  return new Promise((resolve, reject) => {
    fromBuffer(buffer, { lazyEntries: true, validateEntrySizes: true }, (error, zip) => {
      if (error) {
        reject(damagedRefusal())
        return
      }
      readEntries(zip, buffer.length).then(resolve, (cause) =>
        reject(cause instanceof Refusal ? cause : damagedRefusal()),
      )
    })
  })
}

async function readEntries(zip: ZipFile, packed: number): Promise<Map<string, Uint8Array>> {
  if (zip.entryCount > PACKAGE_MAX_ENTRIES) throw tooBig()
  const parts = new Map<string, Uint8Array>()
  let total = 0
  const grow = (length: number) => {
    total += length
    if (total > PACKAGE_MAX_BYTES || (total > RATIO_FROM_BYTES && total > packed * MAX_RATIO)) throw tooBig()
  }
  const seen = new Set<string>()
  for (;;) {
    const entry = await nextEntry(zip)
    if (!entry) return parts
    if (entry.isEncrypted()) throw passwordRefusal()
    const name = entry.fileName
    if (name.endsWith('/')) continue
    // Two parts of one name: readers would not agree which of them counts.
    if (seen.has(name)) throw damagedRefusal()
    seen.add(name)
    const part = await bytesOf(zip, entry, isXml(name), grow)
    if (part) parts.set(name, part)
    else if (/vbaProject\.bin$/i.test(name)) parts.set(name, new Uint8Array())
  }
}

function nextEntry(zip: ZipFile): Promise<Entry | undefined> {
  return new Promise((resolve, reject) => {
    const done = (work: () => void) => {
      zip.removeAllListeners()
      work()
    }
    zip.once('entry', (entry: Entry) => done(() => resolve(entry)))
    zip.once('end', () => done(() => resolve(undefined)))
    zip.once('error', (error: Error) => done(() => reject(error)))
    zip.readEntry()
  })
}

function bytesOf(zip: ZipFile, entry: Entry, isKept: boolean, grow: (length: number) => void) {
  return new Promise<Uint8Array | undefined>((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) {
        reject(error)
        return
      }
      const pieces: Buffer[] = []
      let length = 0
      stream.on('data', (piece: Buffer) => {
        try {
          grow(piece.length)
          length += piece.length
          if (isKept && length > PART_MAX_BYTES) throw tooBig()
          if (isKept) pieces.push(piece)
        } catch (cause) {
          stream.destroy()
          reject(cause)
        }
      })
      stream.on('error', reject)
      stream.on('end', () => resolve(isKept ? Buffer.concat(pieces) : undefined))
    })
  })
}
