import type { Cell, CellValue } from 'exceljs'
import { MONTHS, shortDate } from '@/lib/shared/dates'

export type ShownCell = { text: string; isUncounted: boolean }

/** The text of a cell as a Russian Excel shows it; `isUncounted`: a formula without a stored result. */
export function shownCell(cell: Cell): ShownCell {
  const { value } = cell
  if (value !== null && typeof value === 'object' && ('formula' in value || 'sharedFormula' in value)) {
    const { result } = value as { result?: CellValue }
    const isUncounted = result === undefined || result === null
    return { text: isUncounted ? '' : shown(result, cell.numFmt), isUncounted }
  }
  return { text: shown(value, cell.numFmt), isUncounted: false }
}

function shown(value: CellValue | undefined, format: string | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value.replace(/\r\n?/g, '\n').replace(/_x000D_\n?/g, '\n')
  if (typeof value === 'number') return shownNumber(value, format ?? '')
  if (typeof value === 'boolean') return value ? 'ИСТИНА' : 'ЛОЖЬ'
  if (value instanceof Date) return shownDate(value, format ?? '')
  if ('richText' in value)
    return value.richText
      .map((part) => part.text)
      .join('')
      .replace(/\r\n?/g, '\n')
  if ('text' in value) return shown(value.text as CellValue, format)
  if ('error' in value) return String(value.error)
  return ''
}

/** Formats of Excel in their invariant form; what is quoted or in brackets are letters, colours and languages. */
const plainFormat = (format: string): string => format.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '').split(';')[0] ?? ''

function shownNumber(value: number, format: string): string {
  const plain = plainFormat(format)
  const isShare = plain.includes('%')
  const digits = /0\.(0+)/.exec(plain)?.[1]?.length
  const isFixed = /^[#, ]*0(?:\.0+)?%?$/.test(plain.trim())
  const scaled = isShare ? value * 100 : value
  const text = isFixed ? scaled.toFixed(digits ?? 0) : String(Number(scaled.toPrecision(12)))
  return text.replace('.', ',') + (isShare ? '%' : '')
}

/** Days as «ДД.ММ.ГГГГ», whatever order the format has; a format without a day shows its month and year. */
function shownDate(value: Date, format: string): string {
  if (Number.isNaN(value.getTime())) return ''
  const plain = plainFormat(format).toLowerCase()
  const iso = value.toISOString()
  const clock = iso.slice(11, 16)
  if (!/[dy]/.test(plain) && /[hs]/.test(plain)) return clock
  if (/y/.test(plain) && /m/.test(plain) && !/d/.test(plain)) {
    return `${MONTHS[value.getUTCMonth()]} ${value.getUTCFullYear()}`
  }
  const date = shortDate(iso.slice(0, 10))
  return clock !== '00:00' && /h/.test(plain) ? `${date} ${clock}` : date
}
