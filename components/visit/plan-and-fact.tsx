import { Table } from '@/components/ui/table'
import { FIGURE_FILTERS, type PlanAndFact, type VisitFilter } from '@/lib/visit/schedule'

/** Plan and fact by school or curator; each figure opens its rows. */
export function PlanAndFactTable({
  caption,
  head,
  groups,
  href,
}: {
  caption: string
  head: string
  groups: readonly PlanAndFact[]
  href: (id: string, state?: VisitFilter) => string
}) {
  return (
    <Table
      caption={caption}
      head={[
        head,
        { label: 'В графике', className: 'right' },
        { label: 'Срок наступил', className: 'right' },
        { label: 'Состоялось', className: 'right' },
        { label: 'Не состоялось', className: 'right' },
        { label: 'Вне графика', className: 'right' },
      ]}
    >
      <tbody>
        {groups.map((group) => (
          <tr className="row" key={group.id}>
            <td className="title">
              <a href={href(group.id)}>{group.name}</a>
            </td>
            <td className="right" data-l="В графике">
              {group.planned}
            </td>
            <td className="right" data-l="Срок наступил">
              {group.due}
            </td>
            <td className="right" data-l="Состоялось">
              {group.due > 0 ? `${group.held} из ${group.due}` : '—'}
            </td>
            <td className="right" data-l="Не состоялось">
              {group.missed > 0 ? <a href={href(group.id, FIGURE_FILTERS.missed)}>{group.missed}</a> : '0'}
            </td>
            <td className="right" data-l="Вне графика">
              {group.unplanned}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
