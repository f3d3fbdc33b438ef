import type { ReactNode } from 'react'

/** The program's name, whose it is, and who works in it. `children` is the sign-out form or the sign-in link. */
export function Masthead({
  place,
  person,
  roles,
  home = '/',
  children,
}: {
  /** «Забайкальский район»; absent before sign-in. */
  place?: string | undefined
  /** «Иванова Н.Г.» */
  person?: string | undefined
  /** The person's roles in words. */
  roles?: string[]
  home?: string
  children?: ReactNode
}) {
  return (
    <header className="top">
      <div className="wrap">
        <a className="brand" href={home}>
          <Mark />
          Маршрут
        </a>
        {place ? <span className="place">{place}</span> : null}
        {person || children ? (
          <div className="who">
            {person ? <div>{person}</div> : null}
            <div className="who-line">
              {roles && roles.length > 0 ? `${roles.join(', ')} · ` : null}
              {children}
            </div>
          </div>
        ) : null}
      </div>
    </header>
  )
}

/** A way from one point to the next: the sign of the program. */
function Mark() {
  return (
    <svg viewBox="0 0 28 28" fill="none" aria-hidden="true" focusable="false">
      <path
        d="M6.5 20.5C12 19 9 13.5 14 13s4.5-5.5 7.5-7"
        stroke="currentColor"
        strokeWidth="2.6"
        strokeLinecap="round"
      />
      <circle cx="5" cy="22.5" r="3" stroke="var(--color-ink)" strokeWidth="2.2" />
      <circle cx="23" cy="5" r="3.6" fill="var(--color-ink)" />
    </svg>
  )
}
