import type { ReactNode } from 'react'

/** idle: not begun; wait: with somebody else; soon: the term is near; late: overdue or wrong; done: finished. */
export type StatusKind = 'idle' | 'wait' | 'soon' | 'late' | 'done'

/** A sign and a word: the sign differs by its form, so the state is read without colour. */
export function Status({ kind = 'idle', children }: { kind?: StatusKind; children: ReactNode }) {
  return <span className={kind === 'idle' ? 'st' : `st ${kind}`}>{children}</span>
}
