import { locksOn, opensOn, type StageStanding } from '@/lib/programme/stage'
import { REPORT_STATE_LABELS } from '@/lib/report/labels'
import {
  type MatrixCell,
  type MatrixStage,
  missingCells,
  type ReportStanding,
  type StageRow,
} from '@/lib/report/matrix'
import { addDays, type LocalDate, localDate, shortDate } from '@/lib/shared/dates'
import { counted } from '@/lib/shared/text'

export const STANDING_LABELS: Record<ReportStanding, string> = { none: 'не начат', ...REPORT_STATE_LABELS }

const days = (count: number): string => counted(count, 'день', 'дня', 'дней')

/** «опоздал на 3 дня»; '' in time. */
export const sayLate = (lateDays: number): string => (lateDays > 0 ? `опоздал на ${days(lateDays)}` : '')

/**
 * «в срок» or «позже срока на 3 дня» of a sent version, after `before`; '' of a second one and further: mending a returned report makes
 * nobody late.
 */
export function sayInTime({ number, lateDays }: { number: number; lateDays: number }, before = ''): string {
  if (number > 1) return ''
  return before + (lateDays > 0 ? `позже срока на ${days(lateDays)}` : 'в срок')
}

export const UNSIGNED = 'подпись не завершена'

/** «Школа (Дашиева Б.Ц.)». */
export const cellName = (cell: MatrixCell): string =>
  cell.curator ? `${cell.school.name} (${cell.curator.name})` : cell.school.name

/** «отправлен 25.05.2026, опоздал на 3 дня, подпись не завершена» under the state's own word, or how long one waits for it. */
export function cellNote(cell: MatrixCell, zone: string): string {
  const { report } = cell
  const late = sayLate(cell.lateDays)
  if (!report?.sent) return cell.lateDays > 0 ? `срок прошёл: ${days(cell.lateDays)} назад` : ''
  const on = shortDate(localDate(report.sent.firstAt, zone))
  const again =
    report.sent.number > 1 ? `, версия ${report.sent.number} от ${shortDate(localDate(report.sent.lastAt, zone))}` : ''
  return [`отправлен ${on}${again}`, late, report.sent.isSigned ? '' : UNSIGNED].filter(Boolean).join(', ')
}

/** «срок 31.05.2026, с опозданием принимаются до 14.06.2026 включительно». */
export function stageWords(stage: StageRow, standing: StageStanding): string {
  const first = opensOn(stage)
  const last = locksOn(stage)
  if (stage.dueDate === null && first === null) return 'срок не назначен: отчёты ещё нельзя начать'
  const due = stage.dueDate ? `срок ${shortDate(stage.dueDate)}` : 'без срока'
  switch (standing) {
    case 'ahead':
      return `${due}, откроется ${first ? shortDate(first) : 'позже'}`
    case 'open':
      return `${due}, отчёты принимаются`
    case 'late':
      return `${due} прошёл, с опозданием принимаются ${last ? `до ${shortDate(last)} включительно` : 'без ограничения'}`
    case 'locked':
      return `${due} прошёл, этап закрыт${last ? ` с ${shortDate(addDays(last, 1))}` : ''}: открыть отчёт можно только с причиной`
  }
}

/** Text to copy into a letter: who has not sent at the stages that have opened; '' where nobody owes. */
export function missingText(programme: string, stages: readonly MatrixStage[], today: LocalDate): string {
  const parts = stages.flatMap(({ stage, standing, cells }) => {
    const missing = standing === 'ahead' ? [] : missingCells(cells)
    if (missing.length === 0) return []
    const due = stage.dueDate ? `, срок ${shortDate(stage.dueDate)}` : ''
    const lines = missing.map((cell) => {
      const late = cell.lateDays > 0 ? `, срок прошёл ${days(cell.lateDays)} назад` : ''
      return `${cell.school.name} — ${cell.curator?.name ?? 'куратор не закреплён'}${late}`
    })
    return [`${stage.name}${due}. Не сданы отчёты:\n${lines.join('\n')}`]
  })
  return parts.length === 0 ? '' : `${programme}, на ${shortDate(today)}\n\n${parts.join('\n\n')}`
}
