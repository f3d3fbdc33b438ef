import { stateMark } from '@/components/road-map/state-mark'
import { MarkupTable, sectionRow } from '@/components/ui/table'
import { dayOfWeek, isFinished, sayDistance } from '@/lib/execution/summary'
import type { ExecutionLine } from '@/lib/execution/view'
import { sectionHeading } from '@/lib/road-map/table'
import type { LocalDate } from '@/lib/shared/dates'
import { type Markup, markup } from '@/lib/shared/markup'

type Section = { id: string; number: string; title: string }

const HEAD = [
  { label: '№', className: 'num' },
  { label: 'Мероприятие', className: 'title' },
  { label: 'Срок', className: 'date' },
  { label: 'Исполнители', className: 'fine' },
  { label: 'Состояние', className: 'state' },
  { label: 'Ближайший неисполненный срок', className: 'date' },
]

/** Every measure with its term as typed and as read, and how it stands; the row opens the measure's execution. */
export function ExecutionTable({
  lines,
  sections,
  here,
  today,
}: {
  lines: ExecutionLine[]
  sections: Section[]
  here: string
  today: LocalDate
}) {
  const bySection = new Map<string, ExecutionLine[]>()
  for (const line of lines) {
    const own = bySection.get(line.sectionId)
    if (own) own.push(line)
    else bySection.set(line.sectionId, [line])
  }
  const bodies = sections.flatMap((section) => {
    const own = bySection.get(section.id)
    if (!own) return []
    const done = own.filter(({ summary }) => isFinished(summary)).length
    const heading = sectionRow(
      sectionHeading(section) || 'Без раздела',
      `${done} из ${own.length} исполнено`,
      HEAD.length,
    )
    return [markup`<tbody>${heading}${own.map((line) => rowOf(line, here, today))}</tbody>`]
  })
  return <MarkupTable caption="Исполнение мероприятий" linked className="wide-print" head={HEAD} bodies={bodies} />
}

function rowOf(line: ExecutionLine, here: string, today: LocalDate): Markup {
  const { summary } = line
  const doubts = line.doubts[0] && markup`<span class="under doubt">Проверьте: ${line.doubts[0]}</span>`
  const unknown =
    line.unknown.length > 0 && markup`<span class="under doubt">Не распознано: ${line.unknown.join(', ')}</span>`
  const rest = line.rest && markup`<span class="under">${line.rest}</span>`
  const state = line.light
    ? markup`${stateMark(summary.worst, line.light)}${rest}`
    : markup`<span class="soft">вас не касается</span>`
  const next =
    summary.next && markup`${dayOfWeek(summary.next)}<span class="under">${sayDistance(today, summary.next)}</span>`
  return markup`<tr class="row"><td class="num">${line.number}</td><td class="title"><a href="${here}/${line.key}">${line.title || 'Без названия'}</a></td><td class="date" data-l="Срок">${line.term || '—'}<span class="under">${line.reading}</span>${doubts}</td><td class="fine" data-l="Исполнители">${line.executors || '—'}${unknown}</td><td class="state">${state}</td><td class="date" data-l="Ближайший неисполненный срок">${next}</td></tr>`
}
