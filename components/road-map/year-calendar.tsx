import { standingSign, stateMark } from '@/components/road-map/state-mark'
import { MarkupTable, sectionRow } from '@/components/ui/table'
import { STANDING_LABELS } from '@/lib/execution/labels'
import { sectionHeading } from '@/lib/road-map/table'
import type { YearCell, YearRow } from '@/lib/road-map/year-view'
import { MONTHS } from '@/lib/shared/dates'
import { type Markup, markup } from '@/lib/shared/markup'
import { capitalised } from '@/lib/shared/text'

type Line = YearRow & { key: string; place: string; title: string; term: string; sectionId: string }
type Section = { id: string; number: string; title: string }
type Drawn = {
  lines: Line[]
  sections: Section[]
  /** Where a measure opens: its execution, or '' where there is none. */
  href: (key: string) => string
  /** The column of today, from 1. */
  present: number | undefined
}

const SHORT = MONTHS.map((name) => (name.length > 4 ? `${name.slice(0, 3)}` : name))

const named = ({ key, place, title }: Line, href: Drawn['href']): Markup => {
  const text = title || 'Без названия'
  const address = href(key)
  return markup`<span class="at">${place}</span> ${address ? markup`<a href="${address}">${text}</a>` : text}`
}

const sayCell = ({ said, standing }: YearCell): string =>
  standing === null ? said : `${said}: ${STANDING_LABELS[standing]}`

/** Months × measures on a wide screen and on paper. A cell says in words what it draws. */
export function YearTable({ lines, sections, href, present }: Drawn) {
  const months = MONTHS.map((name, index) => ({
    label: SHORT[index] ?? name,
    className: index + 1 === present ? 'month now' : 'month',
  }))
  const bodies = sections.flatMap((section) => {
    const own = lines.filter((line) => line.sectionId === section.id)
    if (own.length === 0) return []
    const heading = sectionRow(sectionHeading(section) || 'Без раздела', '', 13)
    return [markup`<tbody>${heading}${own.map((line) => yearRowOf(line, href, present))}</tbody>`]
  })
  return (
    <div className="year-wide">
      <MarkupTable
        caption="Мероприятия по месяцам года"
        className="year wide-print"
        head={[{ label: 'Мероприятие', className: 'title' }, ...months]}
        bodies={bodies}
      />
    </div>
  )
}

function yearRowOf(line: Line, href: Drawn['href'], present: number | undefined): Markup {
  const cells: Markup[] = []
  const empty = (from: number, to: number) => {
    for (let month = from; month <= to; month++)
      cells.push(month === present ? markup`<td class="now"></td>` : markup`<td></td>`)
  }
  let next = 1
  for (const cell of line.cells) {
    empty(next, cell.month - 1)
    cells.push(drawn(cell))
    next = cell.month + cell.span
  }
  empty(next, 12)
  const outside =
    line.outside.length > 0 && markup`<span class="under">вне года: ${line.outside.slice(0, 4).join(', ')}</span>`
  return markup`<tr class="row"><th scope="row">${named(line, href)}${outside}</th>${cells}</tr>`
}

function drawn(cell: YearCell): Markup {
  const kind = cell.standing === null ? 'plan' : standingSign(cell.standing)
  const span = cell.span > 1 ? markup`<td colspan="${cell.span}">` : markup`<td>`
  return markup`${span}<span class="bar-cell st ${kind}"><span class="vh">${sayCell(cell)}</span><span aria-hidden="true">${cell.text}</span></span></td>`
}

/** The same year as a list of months: for a narrow screen, where a drawing would be unreadable. */
export function YearList({ lines, href, present }: Omit<Drawn, 'sections'>) {
  const months = MONTHS.flatMap((name, index) => {
    const month = index + 1
    const own = lines.flatMap((line) =>
      line.cells
        .filter((cell) => cell.month <= month && month < cell.month + cell.span)
        .map((cell) => ({ line, cell })),
    )
    return own.length > 0 ? [{ name, month, own }] : []
  })
  const html = months.map(({ name, month, own }) => {
    const items = own.map(
      ({ line, cell }) =>
        markup`<li>${named(line, href)}<span class="under">${cell.standing === null ? cell.said : stateMark(cell.standing, sayCell(cell))}</span></li>`,
    )
    return markup`<h2>${capitalised(name)}${month === present ? markup` <span class="soft">идёт</span>` : ''}</h2><ul>${items}</ul>`
  })
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a Markup has escaped all that was typed
  return <div className="year-list" dangerouslySetInnerHTML={{ __html: html.join('') }} />
}
