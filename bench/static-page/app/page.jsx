import table from '../table.json'

/** The framework's own static page: the published table and nothing else, known when the program is built. */
export default function Page() {
  return (
    <main>
      <h1>{table.title}</h1>
      <table className="table annex">
        <thead>
          <tr>
            {table.headers.map((header) => (
              <th key={header} scope="col">
                {header}
              </th>
            ))}
          </tr>
        </thead>
        {table.sections.map((section) => (
          <tbody key={section.heading}>
            <tr className="part">
              <th colSpan={table.headers.length} scope="rowgroup">
                {section.heading}
              </th>
            </tr>
            {section.rows.map((row, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the table never changes
              <tr key={place}>
                {row.map((cell, column) => (
                  <td key={table.headers[column]} data-l={table.headers[column]}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </main>
  )
}
