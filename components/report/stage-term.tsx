import { Status } from '@/components/ui/status'
import { dayOfWeek, sayDistance } from '@/lib/execution/summary'
import { locksOn, type StageStanding } from '@/lib/programme/stage'
import { type LocalDate, shortDate } from '@/lib/shared/dates'

type Stage = { dueDate: LocalDate | null; opensOn: LocalDate | null; locksOn: LocalDate | null }

/** «Срок 31.05.2026, вс: осталось 19 дней», with a sign; what is late says until when it is still taken. */
export function StageTerm({
  stage,
  standing,
  first,
  today,
}: {
  stage: Stage
  standing: StageStanding
  /** The first day on which a report can be begun. */
  first: LocalDate | null
  today: LocalDate
}) {
  const { dueDate } = stage
  const term = dueDate ? `Срок ${dayOfWeek(dueDate)}` : 'Без срока'
  switch (standing) {
    case 'ahead':
      return <Status>{first ? `${term}. Откроется ${dayOfWeek(first)}` : 'Срок не назначен'}</Status>
    case 'open':
      return <Status kind="soon">{dueDate ? `${term}: ${sayDistance(today, dueDate)}` : term}</Status>
    case 'late': {
      const last = locksOn(stage)
      return (
        <Status kind="late">
          {term} прошёл. {last ? `Отчёт ещё примут до ${shortDate(last)}: ${sayDistance(today, last)}` : ''}
        </Status>
      )
    }
    case 'locked': {
      const last = locksOn(stage)
      return <Status>{`${term}. Этап закрыт${last ? `, отчёты принимали до ${shortDate(last)}` : ''}`}</Status>
    }
  }
}
