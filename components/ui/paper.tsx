import type { ReactNode } from 'react'

/** The desk on which one or more sheets lie. `label` names the whole for those who listen. */
export function Desk({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section className="desk" aria-label={label}>
      {children}
    </section>
  )
}

/**
 * An A4 sheet: as wide as a page on a laptop, as narrow as the screen on a phone. Parts of an order have their classes:
 * sheet-center, sheet-kind, sheet-row (date and number), sheet-title, sheet-text, sheet-sign, sheet-mark, sheet-approval;
 * a table in it is bordered, its `th` and `td` of numbers have the class num, and on a phone its rows become cards
 * named by `data-l`. `annex` gives a wide table more room.
 */
export function Sheet({
  draft = false,
  annex = false,
  children,
}: {
  /** A printed copy says «ПРОЕКТ». */
  draft?: boolean
  annex?: boolean
  children: ReactNode
}) {
  return (
    <article className={annex ? 'sheet annex' : 'sheet'}>
      {draft ? <p className="print-only sheet-center">ПРОЕКТ</p> : null}
      {children}
    </article>
  )
}
