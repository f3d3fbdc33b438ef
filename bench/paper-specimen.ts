import type { Annex, OrderDocument } from '@/lib/order/document'
import { ORDER_121 } from '@/lib/pdf/order-121.fixture'

/** The order of 2022 with `rows` rows in its annex: its own seventeen again and again, numbered anew. */
export function specimen(rows: number): OrderDocument & { annex: Annex } {
  const all = ORDER_121.annex.table.sections.flatMap((section) => section.rows)
  if (rows === all.length) return ORDER_121
  const many = Array.from({ length: rows }, (_, index) => {
    const [, ...cells] = all[index % all.length] ?? []
    return [String(index + 1), ...cells]
  })
  const table = { ...ORDER_121.annex.table, sections: [{ heading: '', rows: many }] }
  return { ...ORDER_121, annex: { ...ORDER_121.annex, table } }
}

const escaped = (text: string): string =>
  text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? sign).replace(/\n/g, '<br>')

/** The same paper as a page that a browser prints: the same words, margins and sizes, a turned annex with a repeated head. */
export function asPage(document: OrderDocument & { annex: Annex }, font: string): string {
  const { annex, profile } = document
  const cells = (tag: string, row: string[]) =>
    `<tr>${row.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`
  const body = annex.table.sections
    .map(({ heading, rows }) => {
      const head = heading ? `<tr><th colspan="${annex.table.headers.length}">${escaped(heading)}</th></tr>` : ''
      return head + rows.map((row) => cells('td', row)).join('')
    })
    .join('')
  return `<!doctype html><html lang="ru"><meta charset="utf-8"><title>${escaped(document.title)}</title><style>
@font-face { font-family: Paper; src: url(${font}) }
@page { size: A4; margin: ${profile.marginTopMm}mm ${profile.marginRightMm}mm ${profile.marginBottomMm}mm ${profile.marginLeftMm}mm }
@page annex { size: A4 landscape; margin: 30mm 20mm 20mm }
body { font: ${profile.bodySizePt}pt/1.3 Paper; margin: 0; text-align: justify }
h1, .c { font-size: inherit; text-align: center } p { text-indent: 12.5mm; margin: 0 }
.annex { page: annex } table { border-collapse: collapse; font-size: ${profile.tableSizePt}pt; width: 100%; text-align: left }
th, td { border: 1px solid; padding: 1mm } tr { break-inside: avoid } thead { display: table-header-group }
</style><p class="c">${escaped(document.body.join('\n'))}</p><p class="c">${escaped(document.kind)}</p>
<p class="c">${escaped(document.date)} ${escaped(document.number)}</p><h1>${escaped(document.title)}</h1>
<p>${escaped(document.preamble)} ${escaped(document.operativeWord)}</p>
${document.points.map((point, index) => `<p>${index + 1}. ${escaped(point)}</p>`).join('')}
<p>${escaped(document.signature.post)} ${escaped(document.signature.name)}</p>
<div class="annex"><p class="c">${annex.approval.map(escaped).join('<br>')}</p><h1>${escaped(annex.title)}</h1>
<table><thead>${cells('th', annex.table.headers)}</thead><tbody>${body}</tbody></table></div></html>`
}
