import { Table } from '@/components/ui/table'
import type { ConsolidatedPart } from '@/lib/report/consolidated-shape'

/** Figures, each folded over its rows, and tables whose rows open the version that they stand in. */
export function ConsolidatedParts({ parts }: { parts: ConsolidatedPart[] }) {
  return parts.map((part, index) => {
    if ('text' in part)
      return (
        <p key={part.text} className="soft">
          {part.text}
        </p>
      )
    if ('figure' in part) return <FigureRows key={part.figure.words} {...part.figure} />
    const [title = '', ...rest] = part.headers
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a report stand as they are
      <div className="mt-6" key={index}>
        <Table caption={part.caption} showCaption linked head={[title, ...rest]}>
          <tbody>
            {part.rows.map((row, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a frozen table stand as they are
              <tr className="row" key={place}>
                {row.cells.map((cell, column) => (
                  <td
                    // biome-ignore lint/suspicious/noArrayIndexKey: a table's columns do not move
                    key={column}
                    className={column === 0 ? 'title' : 'whitespace-pre-line'}
                    data-l={part.headers[column]}
                  >
                    {column === 0 && row.href ? <a href={row.href}>{cell}</a> : cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    )
  })
}

function FigureRows({ words, rows }: { words: string; rows: { text: string; href: string | null }[] }) {
  if (rows.length === 0) return <p>{words}</p>
  return (
    <details className="mb-2">
      <summary>{words}</summary>
      <ul className="links mt-2 mb-4">
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a frozen table stand as they are
          <li key={index}>{row.href ? <a href={row.href}>{row.text}</a> : row.text}</li>
        ))}
      </ul>
    </details>
  )
}
