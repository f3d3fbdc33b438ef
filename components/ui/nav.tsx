export type NavItem = {
  href: string
  label: string
  /** How many things wait there; 0 and absence show nothing. */
  count?: number
  /** The section in which the reader is. */
  current?: boolean
}

/** The program's sections; all of them stay in sight on a phone too, in two or three lines. */
export function Nav({ items, label = 'Разделы' }: { items: NavItem[]; label?: string }) {
  return (
    <nav className="nav" aria-label={label}>
      <div className="wrap">
        <ul>
          {items.map((item) => (
            <li key={item.href}>
              <a href={item.href} aria-current={item.current ? 'page' : undefined}>
                {item.label}
                {item.count ? (
                  <span className="count">
                    <span className="vh">, ждут: </span>
                    {item.count}
                  </span>
                ) : null}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </nav>
  )
}
