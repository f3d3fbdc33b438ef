import type { ReactNode } from 'react'

/** A group of «Мои дела»: its name, how many, and a Card for each. */
export function CardList({
  title,
  count,
  id,
  more,
  children,
}: {
  title: string
  count: number
  id?: string
  /** «Показать все 34», where not all are shown. */
  more?: { href: string; label: string } | undefined
  children: ReactNode
}) {
  return (
    <section className="group" id={id}>
      <h2 className="group-head">
        {title} <span className="group-count">{count}</span>
      </h2>
      <ul>{children}</ul>
      {more ? (
        <p className="bar">
          <a href={more.href}>{more.label}</a>
        </p>
      ) : null}
    </section>
  )
}

/** One thing to do; the whole row is the link. `status` is a Status: the term or since when it waits. */
export function Card({
  href,
  title,
  sub,
  status,
}: {
  href: string
  title: string
  sub?: ReactNode
  status?: ReactNode
}) {
  return (
    <li className="card">
      <div className="card-text">
        <a href={href}>{title}</a>
        {sub ? <span className="under">{sub}</span> : null}
      </div>
      {status ? <div>{status}</div> : null}
    </li>
  )
}
