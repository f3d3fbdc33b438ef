import type { ReactNode } from 'react'

export type Crumb = { label: string; href: string }

/** The head of every page: where it is, what it is, what can be done here, always in the same places. */
export function PageHead({
  title,
  crumbs,
  over,
  sub,
  actions,
}: {
  title: ReactNode
  /** The pages above, from the top; the page itself is not among them. */
  crumbs?: Crumb[]
  /** A small line over the heading: «Раздел 2 из 7». */
  over?: ReactNode
  /** State and number in one line under the heading. */
  sub?: ReactNode
  /** Buttons and links; the main one last on the right. */
  actions?: ReactNode
}) {
  return (
    <>
      {crumbs && crumbs.length > 0 ? (
        <nav className="crumbs" aria-label="Вы здесь">
          <ol>
            {crumbs.map((crumb) => (
              <li key={crumb.href}>
                <a href={crumb.href}>{crumb.label}</a>
              </li>
            ))}
          </ol>
        </nav>
      ) : null}
      <div className="head">
        <div className="head-text">
          {over ? <p className="head-over">{over}</p> : null}
          <h1>{title}</h1>
          {sub ? <p className="head-sub">{sub}</p> : null}
        </div>
        {actions ? <div className="actions">{actions}</div> : null}
      </div>
    </>
  )
}
