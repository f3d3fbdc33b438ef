import { MarkupTable, sectionRow } from '@/components/ui/table'
import type { MeasureText, RoadMapColumn } from '@/lib/road-map/rules'
import { annexTable } from '@/lib/road-map/table'
import { markup } from '@/lib/shared/markup'

type Text = {
  columns: readonly RoadMapColumn[]
  sections: { key: string; number: string; title: string }[]
  measures: (MeasureText & { sectionKey: string })[]
}

/** A map's text as its annex has it, without links and buttons: to be read and printed. */
export function RoadMapText({ caption, text }: { caption: string; text: Text }) {
  const table = annexTable(text.columns, text.sections, text.measures)
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
