import { invalid, type Refusal } from '@/lib/shared/refusal'

/** What a file is by its first bytes; the name is never believed. */
export type FileKind = 'zip' | 'text'

export const refuseFile = (message: string): Refusal => invalid(message, 'file')

const AS_DOCX = 'Откройте его в Word или LibreOffice, выберите «Файл → Сохранить как…», тип «Документ Word (.docx)»'
const AS_XLSX = 'Откройте его в Excel или LibreOffice, выберите «Файл → Сохранить как…», тип «Книга Excel (.xlsx)»'
export const ADVICE = { docx: `${AS_DOCX} и загрузите новый файл.`, xlsx: `${AS_XLSX} и загрузите новый файл.` }
const PASTE = 'Если таблицу можно выделить, скопируйте её и вставьте в поле «Таблица» как текст.'

const PICTURE =
  'Это картинка, а не документ: таблицу из неё прочитать нельзя. Загрузите исходный файл Word или Excel или наберите таблицу.'
const ARCHIVE = 'Это архив. Распакуйте его и загрузите сам файл Word, Excel или CSV.'

const SIGNATURES: [RegExp, string][] = [
  [
    /^[\s\S]{0,1000}%PDF-\d/,
    `Это PDF: строки и столбцы таблицы в нём не записаны, а в скане нет и текста. Загрузите исходный файл Word или Excel. ${PASTE}`,
  ],
  [/^\{\\rtf/, `Это файл RTF. ${ADVICE.docx}`],
  [/^(?:\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\0\0\0\0|II\*\0|MM\0\*|RIFF.{4}WEBP|.{4}ftyp(?:hei|mif|avif))/s, PICTURE],
  [/^(?:Rar!|7z\xbc\xaf|\x1f\x8b|BZh|\xfd7zXZ)/, ARCHIVE],
  [/^AT&TFORM/, PICTURE],
]

/** Refuses (`invalid`, field `file`) what is known to be something else than a table that can be read. */
export function fileKind(bytes: Uint8Array): FileKind {
  const head = latin(bytes.subarray(0, 1024))
  for (const [mark, message] of SIGNATURES) if (mark.test(head)) throw refuseFile(message)
  if (head.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) throw oleRefusal(bytes)
  if (/^PK(?:\x03\x04|\x05\x06|\x07\x08)/.test(head)) return 'zip'
  const text = head.replace(/^\xef\xbb\xbf/, '').trimStart()
  if (/^<\?xml[^>]*>\s*(?:<\?mso-application[^>]*>|<(?:ss:)?Workbook\b)/.test(text))
    throw refuseFile(`Это «Таблица XML 2003». ${ADVICE.xlsx}`)
  if (/^(?:MIME-Version:|From: <)/i.test(text)) throw refuseFile(`Это сохранённая веб-страница (MHT). ${ADVICE.docx}`)
  if (/<office:document\b/.test(text)) throw refuseFile(`Это файл LibreOffice в виде XML. ${ADVICE.docx}`)
  return 'text'
}

const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')

/** The old container of Word and Excel; new files with a password stand in it too. Names inside are UTF-16. */
function oleRefusal(bytes: Uint8Array): Refusal {
  const has = (name: string) => Buffer.from(bytes).includes(Buffer.from(name, 'utf16le'))
  if (has('EncryptedPackage')) return passwordRefusal()
  if (has('WordDocument')) return refuseFile(`Это файл старого Word (.doc). ${ADVICE.docx}`)
  if (has('Workbook') || has('Book')) return refuseFile(`Это файл старого Excel (.xls). ${ADVICE.xlsx}`)
  return refuseFile(`Это файл старой программы Office. ${ADVICE.docx}`)
}

export const passwordRefusal = (): Refusal =>
  refuseFile(
    'Файл закрыт паролем. Откройте его в Word или Excel, снимите пароль («Файл → Сведения → Защита»), сохраните и загрузите снова.',
  )

export const damagedRefusal = (): Refusal =>
  refuseFile(
    'Файл повреждён или загружен не целиком. Откройте его в Word или Excel, сохраните заново и загрузите ещё раз.',
  )
