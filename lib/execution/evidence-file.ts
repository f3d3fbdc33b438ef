import { conflict, invalid } from '@/lib/shared/refusal'

/** What a file of evidence may be; said in the form before choosing. */
export const EVIDENCE_TYPES = 'PDF, JPEG, PNG, Word (.docx) или Excel (.xlsx)'
export const EVIDENCE_ACCEPT = '.pdf,.jpg,.jpeg,.png,.docx,.xlsx'
export const EVIDENCE_LIMIT = 10 * 1024 * 1024
export const EVIDENCE_LIMIT_TEXT = '10 МБ'

/** Living pieces of evidence of one cell: enough for any report, too few to fill a disk. */
const MOST_EVIDENCE = 50

type FileType = { mediaType: string; extension: string }

const MARKS: [type: FileType, mark: number[]][] = [
  [{ mediaType: 'application/pdf', extension: 'pdf' }, [0x25, 0x50, 0x44, 0x46, 0x2d]],
  [{ mediaType: 'image/jpeg', extension: 'jpg' }, [0xff, 0xd8, 0xff]],
  [{ mediaType: 'image/png', extension: 'png' }, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
]
const OFFICE = 'application/vnd.openxmlformats-officedocument.'
const PACKAGES: [type: FileType, part: string][] = [
  [{ mediaType: `${OFFICE}wordprocessingml.document`, extension: 'docx' }, 'word/document.xml'],
  [{ mediaType: `${OFFICE}spreadsheetml.sheet`, extension: 'xlsx' }, 'xl/workbook.xml'],
]
const ZIP = [0x50, 0x4b, 0x03, 0x04]
const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
/** An office file has some tens of parts. */
const MOST_PARTS = 5_000

const begins = (bytes: Uint8Array, mark: number[]): boolean => mark.every((byte, index) => bytes[index] === byte)
const megabytes = (size: number): string => `${(size / 1024 / 1024).toFixed(1).replace('.', ',')} МБ`

/** Refuses by size alone, before the bytes are read. */
export function demandEvidenceSize(size: number, field = 'file'): void {
  if (size === 0) throw invalid('Файл пустой: 0 байт. Выберите другой.', field)
  if (size > EVIDENCE_LIMIT) {
    throw invalid(
      `Файл слишком велик: ${megabytes(size)}, а можно не больше ${EVIDENCE_LIMIT_TEXT}. Уменьшите его или положите на сайт и приложите ссылку.`,
      field,
    )
  }
}

/** Refuses evidence beyond what one cell takes; removed pieces do not count. */
export function demandRoomForEvidence(living: number, added: number): void {
  if (living + added > MOST_EVIDENCE) {
    throw conflict(
      `К одной отметке можно приложить не больше ${MOST_EVIDENCE} подтверждений. Уберите лишние или приложите одну ссылку на общую папку.`,
    )
  }
}

/** The type by the file's own bytes, whatever its name says. Files with macros or a password are refused. */
export function demandEvidenceFile(bytes: Uint8Array, field = 'file'): FileType {
  demandEvidenceSize(bytes.byteLength, field)
  const plain = MARKS.find(([, mark]) => begins(bytes, mark))
  if (plain) return plain[0]
  if (begins(bytes, OLE)) {
    throw invalid(
      'Файл закрыт паролем или сохранён в старом виде (.doc, .xls). Сохраните его без пароля как .docx, .xlsx или PDF.',
      field,
    )
  }
  const parts = begins(bytes, ZIP) ? partsOf(bytes) : []
  if (parts.some((name) => /vbaProject\.bin$/i.test(name)))
    throw invalid('В файле есть макросы. Сохраните его как .docx, .xlsx или PDF без макросов.', field)
  const found = PACKAGES.find(([, part]) => parts.includes(part))
  if (found && parts.includes('[Content_Types].xml')) return found[0]
  throw invalid(`По содержимому этот файл не ${EVIDENCE_TYPES}. Сохраните его в одном из этих видов.`, field)
}

/** Names in a ZIP's central directory; [] where there is none. Nothing is unpacked. */
function partsOf(bytes: Uint8Array): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOfDirectory(view)
  if (end === null) return []
  const names: string[] = []
  let at = view.getUint32(end + 16, true)
  while (names.length < MOST_PARTS && at + 46 <= end && view.getUint32(at, true) === 0x02014b50) {
    const [name, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true)) as [
      number,
      number,
      number,
    ]
    names.push(new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name)))
    at += 46 + name + extra + comment
  }
  return names
}

function endOfDirectory(view: DataView): number | null {
  const last = view.byteLength - 22
  // The record is followed by a comment of at most 65,535 bytes.
  for (let at = last; at >= Math.max(0, last - 65_535); at--) if (view.getUint32(at, true) === 0x06054b50) return at
  return null
}
