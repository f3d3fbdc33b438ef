import { shortDate } from '@/lib/shared/dates'
import type { LaterAct } from '@/lib/signature/verify'

/** «распоряжением от 01.12.2026 № 130», each leading to the page of that act. */
export function ChangeLinks({ changes }: { changes: LaterAct[] }) {
  return changes.map(({ path, kindInstrumental, date, number }) => (
    <span key={path} className="block">
      <a href={path}>
        {kindInstrumental} от {shortDate(date)} №{'\u00A0'}
        {number}
      </a>
    </span>
  ))
}
