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
 * a table in it is bordered, and on a phone its rows become cards named by `data-l`.
 */
export function Sheet({ draft = false, children }: { draft?: boolean; children: ReactNode }) {
  return (
    <article className="sheet">
      {draft ? <p className="print-only sheet-center">ПРОЕКТ</p> : null}
      {children}
    </article>
  )
}
