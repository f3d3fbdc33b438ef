import type { ReactNode } from 'react'
import { type Markup, markup } from '@/lib/shared/markup'

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

/**
 * The same table for hundreds of rows of text: everything inside it is one piece of HTML, not thousands of elements that the
 * framework would draw, describe and send a second time. Rows are written as on `Table`; nothing inside can be a component.
 */
export function MarkupTable({
  caption,
  head,
  linked = false,
  className = '',
  bodies,
}: {
  caption: string
  head: { label: string; className?: string; hidden?: boolean }[]
  linked?: boolean
  className?: string
  bodies: Markup[]
}) {
  const cells = head.map(({ label, className: kind, hidden }) => {
    const shown = hidden ? markup`<span class="vh">${label}</span>` : label
    return markup`<th scope="col" class="${kind}">${shown}</th>`
  })
  const inside = markup`<caption class="vh">${caption}</caption><thead><tr>${cells}</tr></thead>${bodies}`
  const names = ['table', linked ? 'linked' : '', className].filter(Boolean).join(' ')
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a Markup has escaped all that was typed
  return <table className={names} dangerouslySetInnerHTML={{ __html: String(inside) }} />
}

/** `SectionRow` of a `MarkupTable`. */
export const sectionRow = (title: string, share: Markup | string | number, columns: number): Markup =>
  markup`<tr class="part"><th scope="rowgroup" colspan="${columns}">${title}${share ? markup`<span class="part-share">${share}</span>` : ''}</th></tr>`
