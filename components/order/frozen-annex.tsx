import { Desk, Sheet } from '@/components/ui/paper'
import type { Annex, AnnexTable } from '@/lib/order/document'

/** Rows shown on the page; a longer annex is whole in the PDF. */
const ROWS_SHOWN = 1_000

/** The annex as it will be signed; `given` is the number and date that the register gave or would give now. */
export function FrozenAnnex({ annex, given }: { annex: Annex; given: { date: string; number: string } }) {
  const total = annex.table.sections.reduce((sum, section) => sum + section.rows.length, 0)
  return (
    <Desk label="Приложение">
      <Sheet draft annex>
        <p className="sheet-approval whitespace-pre-line">
          {[...annex.approval, `от ${given.date} ${given.number}`].join('\n')}
        </p>
        {annex.former ? <p className="sheet-approval whitespace-pre-line">{annex.former.join('\n')}</p> : null}
        <h2 className="sheet-title">{annex.title}</h2>
        <FrozenTable table={annex.table} />
        {total > ROWS_SHOWN ? (
          <p>
            Показаны первые {ROWS_SHOWN} строк из {total}; весь текст — в проекте, PDF.
          </p>
        ) : null}
      </Sheet>
    </Desk>
  )
}

export function FrozenTable({ table }: { table: AnnexTable }) {
  let left = ROWS_SHOWN
  const sections = table.sections.map((section) => {
    const rows = section.rows.slice(0, Math.max(0, left))
    left -= section.rows.length
    return { heading: section.heading, rows }
  })
  return (
    <table>
      <thead>
        <tr>
          {table.headers.map((header) => (
            <th key={header} scope="col">
              {header}
            </th>
          ))}
        </tr>
      </thead>
      {sections.map((section, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the text is frozen, its order too
        <tbody key={place}>
          {section.heading ? (
            <tr>
              <th scope="rowgroup" colSpan={table.headers.length}>
                {section.heading}
              </th>
            </tr>
          ) : null}
          {section.rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the text is frozen, its order too
            <tr key={index}>
              {row.map((cell, column) => (
                <td
                  key={table.headers[column]}
                  className={`whitespace-pre-line${column === 0 ? ' num' : ''}`}
                  data-l={table.headers[column]}
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  )
}
