import type { ReactNode } from 'react'

/** The page after an act: what was done, under which number, what happens next. It can be kept and opened again. */
export function Receipt({
  title,
  number,
  lead,
  next,
  links,
  children,
}: {
  /** «Распоряжение подписано». */
  title: string
  /** «№ 122 от 22 ноября 2026 г.» */
  number?: ReactNode
  /** When and by whom; where the copy went. */
  lead?: ReactNode
  /** What happens next and when, in order. */
  next?: ReactNode[]
  links?: { href: string; label: string }[]
  /** Whom to call, or more of the page. */
  children?: ReactNode
}) {
  return (
    <>
      <div className="receipt" role="status">
        <h1>{title}</h1>
        {number ? <p className="receipt-number">{number}</p> : null}
        {lead ? <p className="receipt-lead">{lead}</p> : null}
      </div>
      {next && next.length > 0 ? (
        <section className="section">
          <div className="section-head">
            <h2>Что дальше</h2>
          </div>
          <ol className="next">
            {next.map((step, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the steps stand as they are
              <li key={index}>{step}</li>
            ))}
          </ol>
        </section>
      ) : null}
      {links && links.length > 0 ? (
        <ul className="links section">
          {links.map((link) => (
            <li key={link.href}>
              <a href={link.href}>{link.label}</a>
            </li>
          ))}
        </ul>
      ) : null}
      {children}
    </>
  )
}
