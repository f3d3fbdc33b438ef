import type { ReactNode } from 'react'

/** The foot of every page. Help stands here, always in the same place. */
export function Footer({
  help,
  links,
  children,
}: {
  /** Whom to ask: the post and the telephone. */
  help?: ReactNode
  links?: { href: string; label: string }[]
  children?: ReactNode
}) {
  return (
    <footer className="foot">
      <div className="wrap">
        {help ? <div>{help}</div> : null}
        {links && links.length > 0 ? (
          <ul>
            {links.map((link) => (
              <li key={link.href}>
                <a href={link.href}>{link.label}</a>
              </li>
            ))}
          </ul>
        ) : null}
        {children}
      </div>
    </footer>
  )
}
