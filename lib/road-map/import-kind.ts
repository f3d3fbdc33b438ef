import { type Column, columnsOf, isSameHeader } from '@/lib/road-map/import-columns'
import { hasText, type RawRow, withoutBold } from '@/lib/road-map/import-shape'
import type { MeasureField } from '@/lib/road-map/rules'

/** A row of the table's width with trimmed cells; `filled` lists the cells where something stands. */
export type RowView = Pick<RawRow, 'afterGap' | 'key' | 'heading'> & {
  texts: string[]
  filled: number[]
  /** Places of `texts` that belong to a merged cell above. */
  inherited: number[]
  isLine: boolean
}

export type RowKind =
  | 'blank'
  | 'header'
  | 'column-numbers'
  | 'page-number'
  | 'heading'
  | 'measure'
  /** The rest of a row that a page's end cut. */
  | 'continuation'
  /** A further paragraph of the last cell. */
  | 'paragraph'
  /** Signatures and notes below the table. */
  | 'tail'

export function viewOf(row: RawRow, columns: Column[]): RowView {
  const texts = columns.map((column) => (row.cells[column.index] ?? '').trim())
  const filled = texts.flatMap((text, index) => (hasText(text) ? [index] : []))
  const { afterGap, key, heading } = row
  const inherited = (row.inherited ?? []).flatMap((index) => {
    const place = columns.findIndex((column) => column.index === index)
    return place === -1 ? [] : [place]
  })
  return { texts, filled, inherited, afterGap, key, heading, isLine: row.cells.length === 1 }
}

const LABEL = /^(?:№ ?|п\. ?)?(?:\d{1,4}(?:[.,-]\d{1,4})*\.?[а-яa-z]?|[IVXLCХ]{1,7}|[а-яa-z])[.)]*$/iu
/** «1», «1.», «2.3», «5)», «IV», «а)»: what may stand in the column of numbers. */
export const isLabel = (text: string): boolean => text.length <= 24 && LABEL.test(text)

const NAMED =
  /^((?:раздел|этап|блок|модуль|часть|глава|направление)\s+(?:\d{1,3}(?:\.\d{1,3})*|[IVXLCХ]{1,7}))(?:[.):]|\s|$)\s*(?:[-–—]\s*)?/iu
const NUMBERED = /^(\d{1,3}(?:\.\d{1,3})*|[IVXLCХ]{1,7})(?:[.)]\s*|\s+)(?=[\p{Lu}"«„“<*])/u

/** «3.«Контрольные точки»» → «3» and «Контрольные точки» with its quotation marks; no number: the whole is the title. */
export function splitHeading(text: string): { number: string; title: string } {
  const plain = withoutBold(text)
  const match = NAMED.exec(plain) ?? NUMBERED.exec(plain)
  return match
    ? { number: match[1] ?? '', title: withoutBold(plain.slice(match[0].length)) }
    : { number: '', title: plain }
}

const isBold = (text: string): boolean => withoutBold(text) !== text
const startsSmall = (text: string): boolean => /^\p{Ll}/u.test(text)
const isNumbered = (text: string): boolean => splitHeading(text).number !== ''

function isCapitals(text: string): boolean {
  return text.length < 300 && text === text.toUpperCase() && /\p{Lu}{4,}/u.test(text) && text.length > 8
}

/** What is known of the whole table before its rows are told apart. */
export class TableContext {
  readonly titleAt: number
  /** Null where the column is absent or holds no label at all. */
  readonly numberAt: number | null
  private readonly termAt: number
  private readonly nextLabels: string[]
  private readonly lastLabelled: number
  private readonly numbersInTitles: boolean

  constructor(
    readonly columns: Column[],
    private readonly views: RowView[],
  ) {
    const at = (field: MeasureField) => columns.findIndex((column) => column.field === field)
    this.titleAt = at('title')
    this.termAt = at('term')
    const numberAt = at('number')
    const labelled = (view: RowView) => !view.isLine && isLabel(view.texts[numberAt] ?? '')
    this.lastLabelled = numberAt === -1 ? -1 : views.findLastIndex(labelled)
    this.numberAt = this.lastLabelled === -1 ? null : numberAt
    this.nextLabels = new Array<string>(views.length).fill('')
    for (let index = views.length - 2; index >= 0; index--) {
      const next = views[index + 1]
      this.nextLabels[index] = (next && labelled(next) ? next.texts[numberAt] : this.nextLabels[index + 1]) ?? ''
    }
    this.numbersInTitles = views.some((view) => view.filled.length > 1 && isNumbered(view.texts[this.titleAt] ?? ''))
  }

  kindOf(index: number): RowKind {
    const view = this.views[index]
    if (!view || view.filled.length === 0) return 'blank'
    const { texts, filled } = view
    if (view.heading) return 'heading'
    if (isSameHeader(this.columns, texts)) return 'header'
    if (texts.length > 1 && texts.every((text, place) => text.replace(/\.$/, '') === String(place + 1)))
      return 'column-numbers'
    const only = texts[filled[0] ?? 0] ?? ''
    if (view.isLine) return this.kindOfLine(only)
    if (filled.length >= Math.min(3, texts.length) && filled.length > 1 && isRepeated(texts, filled)) return 'heading'
    if (filled.length === 1) return this.kindOfLonely(index, filled[0] ?? 0, only, view.afterGap)
    const title = texts[this.titleAt] ?? ''
    const number = this.numberAt === null ? '' : (texts[this.numberAt] ?? '')
    if (number) return this.kindOfNumbered(index, number, title, filled.length)
    // A row without a number that has its own beginning and its own term is a measure; else the rest of the one above.
    const hasTerm = this.termAt === -1 ? filled.length * 2 >= texts.length : hasText(texts[this.termAt] ?? '')
    if (this.numberAt !== null) return title && !startsSmall(title) && hasTerm ? 'measure' : 'continuation'
    return title && (!startsSmall(title) || hasTerm) ? 'measure' : 'continuation'
  }

  /** Number and name of a row that is a heading: each in its cell, or both in one, which the source may repeat. */
  headingOf(view: RowView): { number: string; title: string } {
    if (view.heading) return view.heading
    const number = this.numberAt === null ? '' : (view.texts[this.numberAt] ?? '')
    if (view.filled.length === 2 && isLabel(number))
      return { number: number.replace(/[.)]+$/, ''), title: withoutBold(view.texts[this.titleAt] ?? '') }
    return splitHeading(view.texts[view.filled[0] ?? 0] ?? '')
  }

  private kindOfNumbered(index: number, number: string, title: string, filled: number): RowKind {
    if (!isLabel(number)) return index > this.lastLabelled ? 'tail' : 'measure'
    const next = this.nextLabels[index] ?? ''
    const bare = number.replace(/[.)]+$/, '')
    const isParent = next.startsWith(`${bare}.`) && isLabel(next) && /\d/.test(next.slice(bare.length))
    const isRoman = /^[IVXLCХ]+$/.test(bare) && /^\d/.test(next)
    return filled === 2 && title && this.columns.length > 2 && (isParent || isRoman) ? 'heading' : 'measure'
  }

  private kindOfLine(text: string): RowKind {
    if (/^(?:стр(?:аница)?\.?\s*|[-–—]\s*)?\d{1,4}(?:\s*[-–—]|\s+из\s+\d{1,4})?$/i.test(text)) return 'page-number'
    if (isBold(text) || isNumbered(text) || isCapitals(text)) return 'heading'
    return startsSmall(text) || /^[-–—•*·(]/.test(text) ? 'paragraph' : 'heading'
  }

  private kindOfLonely(index: number, place: number, text: string, afterGap: boolean): RowKind {
    if (isBold(text)) return 'heading'
    if (place === this.numberAt) {
      if (isLabel(text)) return 'measure'
      return index > this.lastLabelled && !isNumbered(text) ? 'tail' : 'heading'
    }
    const begins = /^(?:\d+[.-])*1[.)]*$/.test(this.nextLabels[index] ?? '')
    if (place !== this.titleAt) return begins && isNumbered(text) ? 'heading' : 'continuation'
    if (this.numberAt === null) {
      if (startsSmall(text)) return 'continuation'
      return isCapitals(text) || (isNumbered(text) && !this.numbersInTitles) ? 'heading' : 'measure'
    }
    if (isNumbered(text) || isCapitals(text)) return 'heading'
    if (startsSmall(text)) return 'continuation'
    return begins || (!afterGap && index < this.lastLabelled) ? 'heading' : 'continuation'
  }
}

/** A merged cell that the source repeats in each column. */
function isRepeated(texts: string[], filled: number[]): boolean {
  const first = texts[filled[0] ?? 0] ?? ''
  return first.length > 3 && /\p{L}{2}/u.test(first) && filled.every((place) => texts[place] === first)
}

/** True for the headings of another table below the first. */
export function isOtherHeader(row: RawRow, columns: Column[]): boolean {
  const found = columnsOf(row.cells)
  if (!found || isSameHeader(columns, row.cells)) return false
  const known = found.filter((column) => column.field !== 'extra').length
  return known >= 2 && known * 2 >= found.length && row.cells.every((cell) => cell.length <= 60)
}
