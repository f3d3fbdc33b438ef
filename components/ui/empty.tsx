import type { ReactNode } from 'react'

/** Said in place of an empty list: why it is empty and what to do first. `action` is a LinkButton or several. */
export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      {children ? <p>{children}</p> : null}
      {action ? <div className="bar">{action}</div> : null}
    </div>
  )
}
