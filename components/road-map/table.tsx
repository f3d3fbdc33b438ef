import { SectionRow, Table } from '@/components/ui/table'
import type { MeasureField, MeasureText, RoadMapColumn } from '@/lib/road-map/rules'
import { cellOf, sectionHeading } from '@/lib/road-map/table'

type Row = MeasureText & { id: string; sectionId: string }
type Part = { id: string; number: string; title: string; count: number }

const CLASSES: Record<MeasureField | 'extra', string> = {
  number: 'num', title: 'title', term: 'date', executors: 'fine', tasks: 'fine', indicator: 'fine', extra: 'fine',
}

/** The dense table of a map: columns in their original order, sections as their own bodies. In a draft each row bears its buttons. */
export function RoadMapTable({ map, here, editable = false }: {
  map: { version: { columns: RoadMapColumn[] }; sections: Part[]; part?: Part | undefined; rows: Row[] }
  here: string
  editable?: boolean
}) {
  const { columns } = map.version
  const head = columns.map((column) => ({ label: column.header, className: CLASSES[column.field] }))
  const width = head.length + (editable ? 1 : 0)
  const shown = map.part ? [map.part] : map.sections
  const bySection = new Map<string, Row[]>()
  for (const row of map.rows) bySection.set(row.sectionId, [...(bySection.get(row.sectionId) ?? []), row])
  return (
    <Table caption="Мероприятия дорожной карты" linked={!editable} head={editable ? [...head, { label: 'Действия', hidden: true }] : head}>
      {shown.map((section) => (
        <tbody key={section.id}>
          <SectionRow title={sectionHeading(section) || 'Без раздела'} columns={width} share={editable ? <SectionButtons here={here} section={section} /> : section.count} />
          {(bySection.get(section.id) ?? []).map((row) => (
            <tr className="row" key={row.id}>
              {columns.map((column) => (
                <td key={column.header} className={CLASSES[column.field]} data-l={column.field === 'title' || column.field === 'number' ? undefined : column.header}>
                  {column.field === 'title' ? <a href={`${here}/measures/${row.id}`}>{row.title || 'Без названия'}</a> : cellOf(row, column)}
                </td>
              ))}
              {editable ? (
                <td className="tight no-print">
                  <RowButtons kind="measure" id={row.id} name={row.number || row.title} />
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      ))}
    </Table>
  )
}

function RowButtons({ kind, id, name }: { kind: 'measure' | 'section'; id: string; name: string }) {
  return (
    <span className="rowbar">
      <button className="btn less" name="row" value={`${kind}:up:${id}`} aria-label={`Выше: ${name}`}>Выше</button>
      <button className="btn less" name="row" value={`${kind}:down:${id}`} aria-label={`Ниже: ${name}`}>Ниже</button>
      <button className="btn less" name="row" value={`${kind}:delete:${id}`} aria-label={`Удалить: ${name}`}>Удалить</button>
    </span>
  )
}

function SectionButtons({ here, section }: { here: string; section: Part }) {
  return (
    <span className="rowbar no-print">
      <a href={`${here}/measures/new?section=${section.id}`}>Добавить мероприятие</a>
      <a href={`${here}/sections/${section.id}`}>Править таблицей</a>
      <RowButtons kind="section" id={section.id} name={section.title} />
    </span>
  )
}

/** Sections of a map too long for one page, and the pages of a long section. */
export function PartList({ sections, current, href, page, pages }: {
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
            {section.id === current ? <b>{sectionHeading(section)}</b> : <a href={href(section.id)}>{sectionHeading(section) || 'Без раздела'}</a>}{' '}
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
