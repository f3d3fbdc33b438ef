import type { ReactNode } from 'react'

/** The buttons at the end of a form: the main one first, so that Enter presses it. */
export function ActionBar({
  note,
  tall = false,
  children,
}: {
  /** What cannot be undone: «После подписания изменить распоряжение нельзя». */
  note?: ReactNode
  /** Buttons one under another, for a side column. */
  tall?: boolean
  children: ReactNode
}) {
  return (
    <div className={tall ? 'bar tall' : 'bar'}>
      {children}
      {note ? <p className="bar-note">{note}</p> : null}
    </div>
  )
}
