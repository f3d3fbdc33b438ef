import { Status, type StatusKind } from '@/components/ui/status'
import { Table } from '@/components/ui/table'
import { type LocalDate, shortDate } from '@/lib/shared/dates'
import { RECOMMENDATION_STATE_LABELS } from '@/lib/visit/labels'
import { OPEN_RECOMMENDATIONS, type RecommendationState } from '@/lib/visit/rules'

export type RecommendationRow = {
  id: string
  text: string
  due: LocalDate | null
  person: string
  state: RecommendationState
  school?: string
}

const KINDS: Record<RecommendationState, StatusKind> = {
  open: 'wait',
  answered: 'soon',
  done: 'done',
  not_done: 'late',
  withdrawn: 'idle',
}

/** Recommendations, each a link to its page; `school` is shown where rows have one. */
export function RecommendationTable({ rows, today }: { rows: readonly RecommendationRow[]; today: LocalDate }) {
  const hasSchools = rows.some((row) => row.school !== undefined)
  return (
    <Table
      caption="Рекомендации"
      head={['Рекомендация', ...(hasSchools ? ['Школа'] : []), 'Срок', 'Кто отвечает', 'Состояние']}
      linked
    >
      <tbody>
        {rows.map((row) => {
          const isLate = row.due !== null && row.due < today && OPEN_RECOMMENDATIONS.includes(row.state)
          return (
            <tr className="row" key={row.id}>
              <td className="title">
                <a href={`/recommendations/${row.id}`}>{row.text}</a>
              </td>
              {hasSchools ? <td data-l="Школа">{row.school}</td> : null}
              <td className="date" data-l="Срок">
                {row.due ? shortDate(row.due) : 'без срока'}
              </td>
              <td data-l="Кто отвечает">{row.person || '—'}</td>
              <td className="state" data-l="Состояние">
                <Status kind={isLate ? 'late' : KINDS[row.state]}>
                  {RECOMMENDATION_STATE_LABELS[row.state]}
                  {isLate ? ', срок прошёл' : ''}
                </Status>
              </td>
            </tr>
          )
        })}
      </tbody>
    </Table>
  )
}
