import type { ReactNode } from 'react'
import { Status } from '@/components/ui/status'
import { MEASURE_FIELD_LABELS } from '@/lib/road-map/labels'
import type { MeasureField } from '@/lib/road-map/rules'
import { localDateTime } from '@/lib/shared/dates'

type Comment = {
  id: string
  field: string
  text: string
  at: Date
  author: string
  mentions: string[]
  resolvedAt: Date | null
  resolvedBy: string
}

/** What people said of the row and its cells, in order; `act` draws the button that closes or opens one. */
export function Comments({
  comments,
  zone,
  act,
}: {
  comments: Comment[]
  zone: string
  act: (id: string) => ReactNode
}) {
  if (comments.length === 0) return <p className="soft mb-6">Замечаний нет.</p>
  return (
    <ul className="links mb-6">
      {comments.map((one) => (
        <li key={one.id} id={`c-${one.id}`} className="mb-4">
          <b>{one.author}</b> <span className="soft">{localDateTime(one.at, zone)}</span>{' '}
          {one.resolvedAt ? (
            <Status kind="done">решено, {one.resolvedBy}</Status>
          ) : (
            <Status kind="wait">открыто</Status>
          )}
          {one.field ? (
            <span className="under">О колонке «{MEASURE_FIELD_LABELS[one.field as MeasureField]}»</span>
          ) : null}
          <p className="whitespace-pre-wrap">{one.text}</p>
          {one.mentions.length > 0 ? <span className="under">Кому: {one.mentions.join('; ')}</span> : null}
          {act(one.id)}
        </li>
      ))}
    </ul>
  )
}
