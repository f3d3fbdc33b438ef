import type { OrderDocument } from '@/lib/order/document'
import { readDate, shortDate } from '@/lib/shared/dates'
import { capitalised, comparable } from '@/lib/shared/text'

const LONGEST = 120

/** Characters that some file system refuses, and what steers the direction of text, go; the extension stays. */
export function safeFileName(name: string): string {
  const clean = comparable(name)
    .replace(/[\\/:*?"<>|]/g, '-')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/^\.+/, '')
  const extension = /\.[a-z0-9]{1,5}$/i.exec(clean)?.[0] ?? ''
  const stem = [...clean.slice(0, clean.length - extension.length)].slice(0, LONGEST).join('').trim()
  return `${stem || 'файл'}${extension}`
}

/** «Распоряжение № 121 от 21.04.2022.pdf». */
export function paperName(document: Pick<OrderDocument, 'kind' | 'number' | 'date'>): string {
  const date = readDate(document.date)
  return safeFileName(
    `${capitalised(document.kind.toLowerCase())} ${document.number} от ${date ? shortDate(date) : document.date}.pdf`,
  )
}

/** The name of a signature that lies beside its paper: the paper's own with «.sig» (C72). */
export const signatureName = (document: Parameters<typeof paperName>[0]): string => `${paperName(document)}.sig`

const LATIN: Record<string, string> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ё: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'y',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
  '№': 'N',
}

/** The same name in ASCII for programs that read nothing else: «Rasporyazhenie_N_121_ot_21.04.2022.pdf». */
export function asciiName(name: string): string {
  const letters = [...comparable(name)].map((letter) => {
    const latin = LATIN[letter.toLowerCase()]
    if (latin === undefined) return letter
    return letter === letter.toLowerCase() ? latin : capitalised(latin)
  })
  return (
    letters
      .join('')
      .replace(/[^A-Za-z0-9.-]+/g, '_')
      .replace(/^[_.]+/, '') || 'file'
  )
}

/** The header's value with both names (RFC 6266, RFC 5987). */
export function contentDisposition(way: 'inline' | 'attachment', name: string): string {
  const encoded = encodeURIComponent(name).replace(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${way}; filename="${asciiName(name)}"; filename*=UTF-8''${encoded}`
}
