import type { ReactNode } from 'react'

/** Something to know before reading on. The words say what kind it is; the colour only repeats them. */
export function Notice({
  tone = 'info',
  title,
  live = false,
  wide = false,
  children,
}: {
  /** info: explains; amber: waits or warns; red: wrong or overdue; green: just done. */
  tone?: 'info' | 'amber' | 'red' | 'green'
  title?: ReactNode
  /** true where it answers an act just done, so that it is read aloud. */
  live?: boolean
  /** As wide as a table beneath it. */
  wide?: boolean
  children?: ReactNode
}) {
  const className = ['notice', tone === 'info' ? '' : tone, wide ? 'wide' : ''].filter(Boolean).join(' ')
  return (
    <div className={className} role={live ? 'status' : undefined}>
      {title ? <strong>{title}</strong> : null}
      {children ? <div>{children}</div> : null}
    </div>
  )
}
