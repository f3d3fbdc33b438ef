import { MarkupTable, sectionRow } from '@/components/ui/table'
import type { AnnexTable } from '@/lib/order/document'
import { markup } from '@/lib/shared/markup'

/** A table as an annex has it, without links and buttons: to be read and printed, on a phone as cards. */
export function PlainTable({ caption, table }: { caption: string; table: AnnexTable }) {
  const bodies = table.sections.map(({ heading, rows }) => {
    const own = rows.map((row) => {
      const cells = row.map((cell, column) => markup`<td data-l="${table.headers[column]}">${cell}</td>`)
      return markup`<tr>${cells}</tr>`
    })
    return markup`<tbody>${heading ? sectionRow(heading, '', table.headers.length) : ''}${own}</tbody>`
  })
  return (
    <MarkupTable className="annex" caption={caption} head={table.headers.map((label) => ({ label }))} bodies={bodies} />
  )
}
