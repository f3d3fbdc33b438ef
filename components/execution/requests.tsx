import { Status } from '@/components/ui/status'
import { type LocalDate, localDateTime, shortDate } from '@/lib/shared/dates'

type Request = {
  id: string
  executorName: string
  pointLabel: string
  due: LocalDate | null
  newDue: LocalDate
  reason: string
  askedBy: string
  askedAt: Date
  decision: 'granted' | 'refused' | null
  decidedBy: string
  decisionReason: string
  isMine: boolean
  mayDecide: boolean
}

/** Requests to move a term, each with its reason and decision. */
export function Requests({ requests, here, zone }: { requests: Request[]; here: string; zone: string }) {
  return (
    <ul className="links">
      {requests.map((one) => (
        <li key={one.id}>
          {one.executorName}, {one.pointLabel}: на {shortDate(one.newDue)} <DecisionMark decision={one.decision} />
          <span className="under">
            {one.reason} — {one.askedBy}, {localDateTime(one.askedAt, zone)}
          </span>
          {one.decision ? (
            <span className="under">
              Решение: {one.decidedBy}
              {one.decisionReason ? `. ${one.decisionReason}` : ''}
            </span>
          ) : null}
          {one.mayDecide || (one.isMine && !one.decision) ? (
            <span className="under">
              <a href={`${here}/requests/${one.id}`}>{one.mayDecide ? 'Решить' : 'Отозвать просьбу'}</a>
            </span>
          ) : null}
        </li>
      ))}
    </ul>
  )
}

function DecisionMark({ decision }: { decision: Request['decision'] }) {
  if (decision === 'granted') return <Status kind="done">срок перенесён</Status>
  if (decision === 'refused') return <Status kind="late">отказано</Status>
  return <Status kind="wait">ждёт решения</Status>
}
