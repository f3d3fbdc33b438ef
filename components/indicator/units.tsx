import { MarkupTable, sectionRow } from '@/components/ui/table'
import type { Unit } from '@/lib/indicator/rules'
import { type Markup, markup } from '@/lib/shared/markup'

/** The rows that a figure is made of: first what is missing, then what is done. There may be a thousand. */
export function UnitsTable({ missing, done }: { missing: Unit[]; done: Unit[] }) {
  return (
    <MarkupTable
      caption="Из чего сложилось число"
      linked
      head={[{ label: 'Кто или что' }, { label: 'Подробности' }]}
      bodies={[...part('Нет', missing), ...part('Есть', done)]}
    />
  )
}

function part(title: string, units: Unit[]): Markup[] {
  if (units.length === 0) return []
  const rows = units.map(
    (unit) =>
      markup`<tr class="row"><td class="title">${unit.href ? markup`<a href="${unit.href}">${unit.name}</a>` : unit.name}</td><td data-l="Подробности">${unit.note ?? ''}</td></tr>`,
  )
  return [markup`<tbody>${sectionRow(title, units.length, 2)}${rows}</tbody>`]
}
