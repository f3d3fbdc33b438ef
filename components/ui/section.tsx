import type { ReactNode } from 'react'

/** A part of a page under its own heading. `id` makes it reachable by link. */
export function Section({
  title,
  id,
  aside,
  narrow = false,
  children,
}: {
  title: ReactNode
  id?: string
  /** A count or a link on the heading's line: «5 из 6 исполнено». */
  aside?: ReactNode
  /** The width of a text or a form rather than of a table. */
  narrow?: boolean
  children: ReactNode
}) {
  return (
    <section className={narrow ? 'section col' : 'section'} id={id}>
      <div className="section-head">
        <h2>{title}</h2>
        {aside ? <div className="section-aside">{aside}</div> : null}
      </div>
      {children}
    </section>
  )
}
