import { type ImportedOrder, withoutBold } from '@/lib/road-map/import-shape'
import { readDate } from '@/lib/shared/dates'

const plain = (line: string): string => withoutBold(line.trim())

/**
 * Reads what stands above the table: the order's facts and the title of the plan. It only helps to fill the card of the
 * order, so it takes what is plainly there and leaves out the rest.
 */
export function readLetterhead(lines: string[]): { order?: ImportedOrder; title?: string } {
  // Only a letterhead's length is read: a table may stand under any amount of other text.
  const near = lines.slice(-400).map((line) => line.slice(0, 20_000))
  const approval = near.findIndex((line) => /^УТВЕРЖД/i.test(plain(line)))
  const title = annexTitle(near, approval)
  const order = approval === -1 ? {} : orderFacts(near.slice(0, approval))
  return { ...(title ? { title } : {}), ...(Object.keys(order).length > 0 ? { order } : {}) }
}

function annexTitle(lines: string[], approval: number): string | undefined {
  const last = lines.findLastIndex((line) => plain(line) !== '')
  if (last === -1 || last <= approval) return undefined
  let first = last
  while (first - 1 > approval && plain(lines[first - 1] ?? '') !== '') first -= 1
  const title = plain(
    lines
      .slice(first, last + 1)
      .map((line) => line.trim())
      .join(' '),
  )
  const isApproval = /^(?:распоряжени|постановлени|приказ|от\s|УТВЕРЖД)/i.test(title)
  return !isApproval && (approval !== -1 || /^(?:дорожн|план|муниципальн)/i.test(title)) ? title : undefined
}

function orderFacts(lines: string[]): ImportedOrder {
  const order: ImportedOrder = {}
  const points: string[] = []
  for (const raw of lines) {
    const line = plain(raw)
    if (line === '') continue
    const dated = /^(?:от\s+)?([\d.\s]{1,12}[а-яё]{0,10}[\s\d]{0,6}(?:г\.?|года)?)\s*(?:№\s?(\S{1,20}))?$/iu.exec(line)
    const date = dated ? readDate(dated[1] ?? '') : null
    const numbered = /^№\s?(\S{1,20})$/.exec(line)?.[1] ?? (date ? dated?.[2] : undefined)
    const point = /^\d{1,2}[.)]\s+(.+)$/s.exec(line)?.[1]
    if (date) order.date ??= date
    if (numbered) order.number ??= numbered
    if (/^(?:распоряжение|постановление|приказ)$/i.test(line)) order.kind ??= line
    else if (!order.title && /^Об?\s\p{L}/u.test(line)) order.title = line
    else if (point && order.title) points.push(point)
    else if (order.title && !order.preamble && points.length === 0 && line.length > 40)
      Object.assign(order, preambleOf(line))
  }
  return points.length > 0 ? { ...order, points } : order
}

/** The operative word is the last one, bold or before the colon; spaced letters («п о с т а н о в л я е т:») count as one. */
function preambleOf(line: string): Pick<ImportedOrder, 'preamble' | 'operativeWord'> {
  const word =
    /\*\*([^*]{3,60})\*\*$/.exec(line)?.[0] ?? /(?:\p{L}+|(?:\p{L}\s){3,40}\p{L}):$/u.exec(line.slice(-90))?.[0]
  if (!word) return { preamble: line }
  return { preamble: line.slice(0, line.length - word.length).trim(), operativeWord: plain(word) }
}
