import { Desk, Sheet } from '@/components/ui/paper'
import type { FrozenDocument } from '@/lib/order/document'

/** `given` is the number and date that the register gave or would give now. */
type Props = { document: FrozenDocument; given: { date: string; number: string } }

/**
 * The order's own pages as they will be signed, as the program's HTML: readable on a phone. The text is the frozen one, sign for
 * sign. The annex lies apart, since its table wants the page's whole width.
 */
export function FrozenOrder({ document, given }: Props) {
  return (
    <Desk label="Текст распоряжения">
      <Sheet draft>
        <p className="sheet-center">
          <b className="whitespace-pre-line">{document.body.join('\n')}</b>
        </p>
        <p className="sheet-kind">{document.kind}</p>
        <p className="sheet-row">
          <span>{given.date}</span>
          <span>{given.number}</span>
        </p>
        {document.place ? <p className="sheet-center">{document.place}</p> : null}
        <h2 className="sheet-title">{document.title}</h2>
        <p className="sheet-text whitespace-pre-line">
          {document.preamble} {document.operativeWord ? <b>{document.operativeWord}</b> : null}
        </p>
        {document.points.map((point, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: points are numbered by their place
          <p className="sheet-text whitespace-pre-line" key={index}>
            {index + 1}. {point}
          </p>
        ))}
        <p className="sheet-sign">
          <span>{document.signature.post}</span>
          <span>{document.signature.name}</span>
        </p>
      </Sheet>
    </Desk>
  )
}

/** Rows shown on the page; a longer annex is whole in the PDF. */
const ROWS_SHOWN = 1_000

export function FrozenAnnex({ document: { annex }, given }: Props) {
  const total = annex.table.sections.reduce((sum, section) => sum + section.rows.length, 0)
  let left = ROWS_SHOWN
  const sections = annex.table.sections.map((section) => {
    const rows = section.rows.slice(0, Math.max(0, left))
    left -= section.rows.length
    return { heading: section.heading, rows }
  })
  return (
    <Desk label="Приложение">
      <Sheet draft annex>
        <p className="sheet-approval whitespace-pre-line">
          {[...annex.approval, `от ${given.date} ${given.number}`].join('\n')}
        </p>
        <h2 className="sheet-title">{annex.title}</h2>
        <table>
          <thead>
            <tr>
              {annex.table.headers.map((header) => (
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
                  <th scope="rowgroup" colSpan={annex.table.headers.length}>
                    {section.heading}
                  </th>
                </tr>
              ) : null}
              {section.rows.map((row, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the text is frozen, its order too
                <tr key={index}>
                  {row.map((cell, column) => (
                    <td
                      key={annex.table.headers[column]}
                      className={`whitespace-pre-line${column === 0 ? ' num' : ''}`}
                      data-l={annex.table.headers[column]}
                    >
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          ))}
        </table>
        {total > ROWS_SHOWN ? (
          <p>
            Показаны первые {ROWS_SHOWN} строк из {total}; весь текст — в проекте, PDF.
          </p>
        ) : null}
      </Sheet>
    </Desk>
  )
}
