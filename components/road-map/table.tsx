import { MarkupTable, sectionRow } from '@/components/ui/table'
import type { MeasureField, MeasureText, RoadMapColumn } from '@/lib/road-map/rules'
import { cellOf, sectionHeading } from '@/lib/road-map/table'
import { type Markup, markup } from '@/lib/shared/markup'

type Row = MeasureText & { id: string; sectionId: string }
type Part = { id: string; number: string; title: string; count: number }

const CLASSES: Record<MeasureField | 'extra', string> = {
  number: 'num',
  title: 'title',
  term: 'date',
  executors: 'fine',
  tasks: 'fine',
  indicator: 'fine',
  extra: 'fine',
}

/** The dense table of a map: columns in their original order, sections as their own bodies. In a draft each row bears its buttons. */
export function RoadMapTable({
  map,
  here,
  editable = false,
}: {
  map: { version: { columns: RoadMapColumn[] }; sections: Part[]; part?: Part | undefined; rows: Row[] }
  here: string
  editable?: boolean
}) {
  const { columns } = map.version
  const head = columns.map((column) => ({ label: column.header, className: CLASSES[column.field] }))
  const width = head.length + (editable ? 1 : 0)
  const shown = map.part ? [map.part] : map.sections
  const bySection = new Map<string, Row[]>(map.sections.map((section) => [section.id, []]))
  for (const row of map.rows) bySection.get(row.sectionId)?.push(row)
  const bodies = shown.map((section) => {
    const share = editable ? sectionButtons(here, section) : section.count
    const rows = (bySection.get(section.id) ?? []).map((row) => measureRow(row, columns, here, editable))
    return markup`<tbody>${sectionRow(sectionHeading(section) || 'Без раздела', share, width)}${rows}</tbody>`
  })
  return (
    <MarkupTable
      caption="Мероприятия дорожной карты"
      linked={!editable}
      head={editable ? [...head, { label: 'Действия', hidden: true }] : head}
      bodies={bodies}
    />
  )
}

function measureRow(row: Row, columns: RoadMapColumn[], here: string, editable: boolean): Markup {
  const cells = columns.map((column) => {
    const text = cellOf(row, column)
    if (column.field === 'title') {
      return markup`<td class="title"><a href="${here}/measures/${row.id}">${text || 'Без названия'}</a></td>`
    }
    if (column.field === 'number') return markup`<td class="num">${text}</td>`
    return markup`<td class="${CLASSES[column.field]}" data-l="${column.header}">${text}</td>`
  })
  const acts =
    editable && markup`<td class="tight no-print">${rowButtons('measure', row.id, row.number || row.title)}</td>`
  return markup`<tr class="row">${cells}${acts}</tr>`
}

const MOVES = [
  ['up', 'Выше'],
  ['down', 'Ниже'],
  ['delete', 'Удалить'],
] as const

function rowButtons(kind: 'measure' | 'section', id: string, name: string): Markup {
  const buttons = MOVES.map(
    ([act, label]) =>
      markup`<button class="btn less" name="row" value="${kind}:${act}:${id}" aria-label="${label}: ${name}">${label}</button>`,
  )
  return markup`<span class="rowbar">${buttons}</span>`
}

function sectionButtons(here: string, section: Part): Markup {
  const links = markup`<a href="${here}/measures/new?section=${section.id}">Добавить мероприятие</a><a href="${here}/sections/${section.id}">Править таблицей</a>`
  return markup`<span class="rowbar no-print">${links}${rowButtons('section', section.id, section.title)}</span>`
}

/** Sections of a map too long for one page, and the pages of a long section. */
export function PartList({
  sections,
  current,
  href,
  page,
  pages,
}: {
  sections: Part[]
  current: string
  href: (part: string) => string
  page: number
  pages: number
}) {
  return (
    <nav aria-label="Разделы карты" className="section">
      <ul>
        {sections.map((section) => (
          <li key={section.id}>
            {section.id === current ? (
              <b>{sectionHeading(section)}</b>
            ) : (
              <a href={href(section.id)}>{sectionHeading(section) || 'Без раздела'}</a>
            )}{' '}
            <span className="soft">{section.count}</span>
          </li>
        ))}
      </ul>
      {pages > 1 ? (
        <p>
          Страницы раздела:{' '}
          {Array.from({ length: pages }, (_, index) => index + 1).map((number) => (
            <span key={number}>
              {number === page ? <b>{number}</b> : <a href={`${href(current)}&page=${number}`}>{number}</a>}{' '}
            </span>
          ))}
        </p>
      ) : null}
    </nav>
  )
}
