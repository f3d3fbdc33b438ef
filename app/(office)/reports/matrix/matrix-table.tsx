import { ActionBar } from '@/components/ui/action-bar'
import { Button } from '@/components/ui/button'
import { Status, type StatusKind } from '@/components/ui/status'
import { Table } from '@/components/ui/table'
import type { Actor } from '@/lib/access/actor'
import { may } from '@/lib/access/policy'
import type { MatrixCell, MatrixStage, ReportStanding } from '@/lib/report/matrix'
import { cellName, cellNote, STANDING_LABELS } from '@/lib/report/matrix-words'
import { shortDate } from '@/lib/shared/dates'

export const cellAnchor = (cell: MatrixCell): string =>
  `c-${cell.stageId}-${cell.school.id}-${cell.curator?.id ?? 'none'}`

/** School × stage; in a cell the curators with their reports. What waits for a decision can be ticked and accepted together. */
export function MatrixTable({
  actor,
  stages,
  state,
}: {
  actor: Actor
  stages: MatrixStage[]
  state: ReportStanding | undefined
}) {
  const cells = stages.flatMap((one) => one.cells.filter((cell) => !state || cell.standing === state))
  const schools = [...new Map(cells.map(({ school }) => [school.id, school])).values()]
  if (schools.length === 0) return <p className="soft">По этому отбору отчётов нет.</p>
  const isTickable = (cell: MatrixCell) => cell.standing === 'sent' && cell.curator?.id !== actor.userId
  return (
    <form method="get" action="/reports/accept">
      <Table caption="Отчёты по школам и этапам" head={['Школа', ...stages.map(({ stage }) => stage.name)]}>
        <tbody>
          {schools.map((school) => (
            <tr className="row" key={school.id}>
              <td className="title">{school.name}</td>
              {stages.map((matrix) => (
                <td key={matrix.stage.id} data-l={matrix.stage.name}>
                  {cells
                    .filter((cell) => cell.stageId === matrix.stage.id && cell.school.id === school.id)
                    .map((cell) => (
                      <Cell
                        key={cellAnchor(cell)}
                        cell={cell}
                        matrix={matrix}
                        actor={actor}
                        isTickable={isTickable(cell)}
                      />
                    ))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
      {cells.some(isTickable) ? (
        <ActionBar note="Сначала будет страница проверки: там видно, что принимается.">
          <Button>Принять отмеченные</Button>
        </ActionBar>
      ) : null}
    </form>
  )
}

function Cell({
  cell,
  matrix,
  actor,
  isTickable,
}: {
  cell: MatrixCell
  matrix: MatrixStage
  actor: Actor
  isTickable: boolean
}) {
  const { report, curator } = cell
  if (!curator)
    return (
      <div id={cellAnchor(cell)} className="mb-2">
        <Status kind="soon">куратор не закреплён</Status>
      </div>
    )
  if (matrix.standing === 'ahead' && !report)
    return (
      <div id={cellAnchor(cell)} className="mb-2">
        {curator.name}
        <span className="under">этап ещё не открыт</span>
      </div>
    )
  const note = cellNote(cell, actor.zone)
  const links = linksOf(cell, matrix, actor)
  return (
    <div id={cellAnchor(cell)} className="mb-3">
      {isTickable ? (
        <span className="choice">
          <input type="checkbox" id={`pick-${report?.id}`} name="pick" value={report?.id} />
          <label htmlFor={`pick-${report?.id}`}>
            {curator.name}
            <span className="vh">: отметить отчёт, {cellName(cell)}</span>
          </label>
        </span>
      ) : (
        curator.name
      )}
      {cell.isExpected ? '' : ', на день срока не куратор этой школы'}
      <div>
        <Status kind={kindOf(cell)}>{STANDING_LABELS[cell.standing]}</Status>
      </div>
      {note ? <span className="under">{note}</span> : null}
      {cell.standing === 'sent' && curator.id === actor.userId ? (
        <span className="under">ваш отчёт: решает другой</span>
      ) : null}
      {report?.unlockedTo && (cell.standing === 'draft' || cell.standing === 'returned') ? (
        <span className="under">открыт до {shortDate(report.unlockedTo)}</span>
      ) : null}
      {links.length > 0 ? (
        <span className="under">
          {links.map(({ href, label }, index) => (
            <span key={href}>
              {index > 0 ? ' · ' : ''}
              <a href={href}>
                {label}
                <span className="vh">: {cellName(cell)}</span>
              </a>
            </span>
          ))}
        </span>
      ) : null}
    </div>
  )
}

function linksOf({ report, standing, school, curator }: MatrixCell, matrix: MatrixStage, actor: Actor) {
  const links: { href: string; label: string }[] = []
  if (standing === 'sent' && curator?.id !== actor.userId)
    links.push({ href: `/reports/${report?.id}/review`, label: 'Рассмотреть' })
  if (report?.sent) links.push({ href: `/reports/${report.id}/history`, label: 'Версии и решения' })
  if (!may(actor, 'report.unlock')) return links
  if (report && (report.sent || matrix.standing === 'locked'))
    links.push({ href: `/reports/${report.id}/unlock`, label: 'Открыть для правки' })
  if (!report && matrix.standing === 'locked')
    links.push({ href: `/reports/unlock?stage=${matrix.stage.id}&school=${school.id}`, label: 'Открыть после срока' })
  return links
}

function kindOf({ standing, lateDays }: MatrixCell): StatusKind {
  switch (standing) {
    case 'none':
    case 'draft':
      return lateDays > 0 ? 'late' : 'idle'
    case 'sent':
      return 'wait'
    case 'returned':
      return 'soon'
    case 'accepted':
    case 'accepted_with_remarks':
      return 'done'
  }
}
