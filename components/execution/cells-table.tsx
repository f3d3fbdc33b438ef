import { saidState, standingMarkup } from '@/components/execution/standing'
import { MarkupTable } from '@/components/ui/table'
import { executorText } from '@/lib/execution/statement'
import type { PlannedCell } from '@/lib/road-map/plan'
import { longDate, shortDate } from '@/lib/shared/dates'
import { type Markup, markup } from '@/lib/shared/markup'

type Cell = PlannedCell & { savedBy: string; evidence: number; mayReport: boolean }

/**
 * Control points × executors, each with its own state, reason, date and evidence. `ticks` puts a box before each row that the
 * reader may mark; `ticked` are the boxes that were ticked before a refusal.
 */
export function CellsTable({
  cells,
  here,
  ticks = false,
  ticked = [],
  caption,
  withPoints,
}: {
  cells: Cell[]
  here: string
  ticks?: boolean
  ticked?: string[]
  caption: string
  /** Where several points are shown at once each row names its own. */
  withPoints: boolean
}) {
  const head = [
    ...(ticks ? [{ label: 'Отметить', hidden: true, className: 'tight' }] : []),
    { label: 'Исполнитель', className: 'title' },
    ...(withPoints ? [{ label: 'Контрольная точка' }] : []),
    { label: 'Срок', className: 'date' },
    { label: 'Состояние', className: 'state' },
    { label: 'Что сказано' },
  ]
  const rows = cells.map((cell) => cellRow(cell, here, ticks, ticked, withPoints))
  return <MarkupTable caption={caption} head={head} bodies={[markup`<tbody>${rows}</tbody>`]} />
}

export const cellHref = (here: string, cell: PlannedCell): string =>
  `${here}/${encodeURIComponent(cell.point.key)}/report?executor=${encodeURIComponent(executorText(cell.executor))}`

function cellRow(cell: Cell, here: string, ticks: boolean, ticked: string[], withPoints: boolean): Markup {
  const { executor, point, execution } = cell
  const value = `${execution?.revision ?? 0}:${executorText(executor)}`
  // After a refusal the row may have another revision: the tick stays with its executor.
  const isTicked = ticked.some((one) => one.replace(/^\d+:/, '') === executorText(executor))
  const box = markup`<td class="tight no-print"><input type="checkbox" name="executors[]" value="${value}" aria-label="Отметить: ${executor.name}"${isTicked && markup` checked`}></td>`
  const said = [
    execution?.doneOn ? shortDate(execution.doneOn) : '',
    execution?.note ?? '',
    cell.evidence > 0 ? `подтверждений: ${cell.evidence}` : '',
    cell.savedBy ? `отметил(а) ${cell.savedBy}` : '',
  ].filter(Boolean)
  const state = saidState(cell)
  return markup`<tr class="row">${ticks && box}<td class="title"><a href="${cellHref(here, cell)}">${executor.name}</a></td>${
    withPoints && markup`<td data-l="Контрольная точка">${point.label}</td>`
  }<td class="date" data-l="Срок">${cell.due ? longDate(cell.due) : 'без даты'}${
    cell.isMoved && markup`<span class="under">перенесён</span>`
  }</td><td class="state" data-l="Состояние">${standingMarkup(cell.standing)}${
    state && markup`<span class="under">${state}</span>`
  }</td><td class="fine" data-l="Что сказано">${said.join(' · ') || 'ничего'}</td></tr>`
}
