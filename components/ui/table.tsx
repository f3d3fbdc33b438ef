import type { ReactNode } from 'react'

export type Column = {
  label: ReactNode
  /** Classes of the column's cells, the same as on `td`: num, title, date, fine, state, right, tight. */
  className?: string
  /** A name only for those who listen, such as «Действия». */
  hidden?: boolean
}

/**
 * The quiet table. Pages write their rows themselves, as light as can be, for tables may have thousands:
 * `<tr className="row"><td className="num">4</td><td className="title"><a href>…</a></td><td data-l="Срок">…</td></tr>`.
 * `data-l` names the cell when the row becomes a card on a phone; a second quiet line in a cell is `<span className="under">`.
 */
export function Table({
  caption,
  showCaption = false,
  head,
  linked = false,
  children,
}: {
  /** What the table lists; read aloud, and seen when `showCaption`. */
  caption: string
  showCaption?: boolean
  head: (string | Column)[]
  /** The whole row opens the link of its title cell. */
  linked?: boolean
  /** One or more `tbody`. */
  children: ReactNode
}) {
  return (
    <table className={linked ? 'table linked' : 'table'}>
      <caption className={showCaption ? undefined : 'vh'}>{caption}</caption>
      <thead>
        <tr>
          {head.map((entry, index) => {
            const column = typeof entry === 'string' ? { label: entry } : entry
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a table's columns do not move
              <th key={index} scope="col" className={column.className}>
                {column.hidden ? <span className="vh">{column.label}</span> : column.label}
              </th>
            )
          })}
        </tr>
      </thead>
      {children}
    </table>
  )
}

/** The heading row of a section inside a table: stays in sight while its rows pass. First row of its own `tbody`. */
export function SectionRow({ title, share, columns }: { title: ReactNode; share?: ReactNode; columns: number }) {
  return (
    <tr className="part">
      <th scope="rowgroup" colSpan={columns}>
        {title}
        {share ? <span className="part-share">{share}</span> : null}
      </th>
    </tr>
  )
}
