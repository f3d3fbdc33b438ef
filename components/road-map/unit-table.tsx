import { executionAddress } from '@/components/road-map/execution-filter'
import { stateMark } from '@/components/road-map/state-mark'
import { MarkupTable } from '@/components/ui/table'
import type { UnitStanding } from '@/lib/execution/by-unit'
import { STANDING_LABELS } from '@/lib/execution/labels'
import type { Standing } from '@/lib/execution/rules'
import { type Markup, markup } from '@/lib/shared/markup'
import { capitalised } from '@/lib/shared/text'

const COUNTED: [Standing, string][] = [
  ['overdue', 'Просрочено'],
  ['not_done', 'Не исполнено'],
  ['soon', 'На этой неделе'],
  ['before_approval', 'До утверждения, не отмечено'],
]

/** How each school or curator stands: counts that open their rows, and the reason of the worst. */
export function UnitTable({
  kind,
  units,
  execution,
}: {
  kind: 'school' | 'curator'
  units: UnitStanding[]
  /** `/road-maps/<id>/execution` */
  execution: string
}) {
  const isSchool = kind === 'school'
  const head = [
    { label: isSchool ? 'Школа' : 'Куратор', className: 'title' },
    { label: isSchool ? 'Кураторы' : 'Школы', className: 'fine' },
    { label: 'Исполнено', className: 'right' },
    ...COUNTED.map(([, label]) => ({ label, className: 'right' })),
    { label: 'Состояние', className: 'state' },
  ]
  const rows = units.map((unit) => rowOf(unit, kind, execution))
  return (
    <MarkupTable
      caption={isSchool ? 'Исполнение по школам' : 'Исполнение по кураторам'}
      linked
      className="wide-print"
      head={head}
      bodies={[markup`<tbody>${rows}</tbody>`]}
    />
  )
}

function rowOf(unit: UnitStanding, kind: 'school' | 'curator', execution: string): Markup {
  const to = (state?: Standing) => executionAddress(execution, { [kind]: unit.id, state })
  const asked = unit.total - (unit.counts.not_required ?? 0)
  const cells = COUNTED.map(([standing, label]) => {
    const count = unit.counts[standing] ?? 0
    return markup`<td class="right" data-l="${label}">${count > 0 && markup`<a href="${to(standing)}">${count}</a>`}</td>`
  })
  const others = unit.others.join(', ')
  return markup`<tr class="row"><td class="title"><a href="${to()}">${unit.name}</a></td><td class="fine" data-l="${kind === 'school' ? 'Кураторы' : 'Школы'}">${others || '—'}</td><td class="right" data-l="Исполнено">${unit.counts.done ?? 0} из ${asked}</td>${cells}<td class="state">${stateOf(unit, execution)}</td></tr>`
}

/** The worst standing and where it stands: «просрочено: 3.3, 3.4». */
function stateOf({ worst, places, total }: UnitStanding, execution: string): Markup {
  if (total === 0) return markup`<span class="soft">сроков нет</span>`
  const label = capitalised(STANDING_LABELS[worst])
  const isReason = worst !== 'done' && worst !== 'not_required' && worst !== 'ahead' && worst !== 'no_date'
  if (!isReason || places.length === 0) return stateMark(worst, label)
  const links = places.map(
    ({ place, key }, index) => markup`${index > 0 ? ', ' : ''}<a href="${execution}/${key}">${place}</a>`,
  )
  return markup`${stateMark(worst, label)}<span class="under">п. ${links}</span>`
}
