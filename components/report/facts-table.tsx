import { Status } from '@/components/ui/status'
import { Table } from '@/components/ui/table'
import type { ReportFact } from '@/lib/report/content'
import { CORRECT_IN } from '@/lib/report/facts'

type Props = {
  caption: string
  columns: readonly string[]
  facts: readonly ReportFact[]
  /** False where only what was said is read: no links to the records, which may say something else by now. */
  links?: boolean
  /** Where a typed row is changed. */
  hrefOf?: (id: string) => string
  /** By the origin's id: what is new or says something else since the stage before. */
  changes?: ReadonlyMap<string, 'new' | 'changed'>
  /** «мая». */
  since?: string
}

/** Facts of one section, each with where it comes from and where it is corrected. */
export function FactsTable({ caption, columns, facts, links = true, hrefOf, changes, since = '' }: Props) {
  return (
    <Table caption={caption} head={[...columns, 'Откуда']}>
      <tbody>
        {facts.map(({ cells, origin }) => {
          const change = changes?.get(origin.id)
          const href = origin.kind === 'typed' ? hrefOf?.(origin.id) : origin.href
          const words = origin.kind === 'typed' ? 'Изменить строку' : CORRECT_IN[origin.kind]
          return (
            <tr className="row" key={origin.id}>
              {columns.map((column, index) => (
                <td key={column} data-l={column} className={index === 0 ? 'title' : 'fact'}>
                  <span className="whitespace-pre-line">{cells[index] || '—'}</span>
                </td>
              ))}
              <td data-l="Откуда">
                {origin.label}
                {links && href ? (
                  <span className="under">
                    <a href={href}>
                      {words}
                      <span className="vh">: {cells[0]}</span>
                    </a>
                  </span>
                ) : null}
                {change ? (
                  <span className="under">
                    <Status kind="soon">
                      {change === 'new' ? 'новое' : 'изменилось'}
                      {since ? ` с ${since}` : ''}
                    </Status>
                  </span>
                ) : null}
              </td>
            </tr>
          )
        })}
      </tbody>
    </Table>
  )
}
