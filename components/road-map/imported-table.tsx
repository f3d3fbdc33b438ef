import { SectionRow, Table } from '@/components/ui/table'
import type { ImportedRoadMap } from '@/lib/road-map/import-shape'
import type { RoadMapColumn } from '@/lib/road-map/rules'
import { cellOf, sectionHeading } from '@/lib/road-map/table'

/** Rows drawn before saving; a longer table is whole after it, by sections. */
const ROWS_SHOWN = 500

/** Letters of one cell drawn in the preview: a browser takes minutes to lay out a megabyte in a narrow column. */
const LETTERS_SHOWN = 5_000

const shown = (text: string): string =>
  text.length > LETTERS_SHOWN
    ? `${text.slice(0, LETTERS_SHOWN)}… (и ещё ${text.length - LETTERS_SHOWN} знаков: сохранены будут все)`
    : text

/** What a paste was read as: every row under its own headings, doubts beside the rows they concern. */
export function ImportedTable({ map }: { map: ImportedRoadMap }) {
  const columns = map.headers.map((header, index): RoadMapColumn => ({ header, field: map.fields[index] ?? 'extra' }))
  let left = ROWS_SHOWN
  return (
    <>
      <Table
        caption="Мероприятия"
        head={columns.map((column) => ({
          label: column.header,
          className: column.field === 'number' ? 'num' : 'fine',
        }))}
      >
        {map.sections.map((section, place) => {
          const rowsShown = section.measures.slice(0, Math.max(0, left))
          left -= section.measures.length
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: nothing is saved yet, a section has no other name
            <tbody key={place}>
              {section.title || section.number ? (
                <SectionRow title={sectionHeading(section)} share={section.measures.length} columns={columns.length} />
              ) : null}
              {rowsShown.map((measure, row) => {
                const doubts = map.doubts.filter((doubt) => doubt.section === place && doubt.measure === row)
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: nothing is saved yet, a row has no other name
                  <tr className="row" key={row}>
                    {columns.map((column) => {
                      const own = doubts.filter((doubt) => doubt.column === column.header)
                      return (
                        <td
                          key={column.header}
                          className={`${column.field === 'number' ? 'num' : 'fine'}${own.length > 0 ? ' bg-amber-wash' : ''}`}
                          data-l={column.header}
                        >
                          <span className="whitespace-pre-wrap">{shown(cellOf(measure, column))}</span>
                          {own.length > 0 ? (
                            <span className="under text-amber">проверьте: соединено или пусто</span>
                          ) : null}
                        </td>
                      )
                    })}
                  </tr>
                )
              })}
            </tbody>
          )
        })}
      </Table>
      {left < 0 ? <p className="soft">Показаны первые {ROWS_SHOWN} строк; сохранены будут все.</p> : null}
    </>
  )
}
