import { Status } from '@/components/ui/status'
import { Table } from '@/components/ui/table'
import type { getCuratorTable } from '@/db/queries/curator'
import { periodText } from '@/lib/person/labels'

type Found = Awaited<ReturnType<typeof getCuratorTable>>
type School = Found['schools'][number]

/** More columns than these cannot be read on a laptop: then the curators of a school stand in one cell. */
const MOST_COLUMNS = 6

/** Schools by rows, curators by columns; on a phone each school is a card with its own curators only. */
export function Matrix({ schools, curators }: { schools: School[]; curators: Found['curators'] }) {
  const columns = curators.length <= MOST_COLUMNS ? curators : []
  const head = columns.length > 0 ? columns.map((curator) => curator.brief) : ['Кураторы']
  return (
    <Table caption="Школы и их кураторы" head={['Школа', ...head, { label: 'Действия', hidden: true }]}>
      <tbody>
        {schools.map((school) => (
          <tr className="row" key={school.id} id={`school-${school.id}`}>
            <td className="title">
              <a href={`/curators/schools/${school.id}`}>{school.shortName}</a>
              {school.isWithout ? (
                <span className="under">
                  <Status kind="late">без куратора</Status>
                </span>
              ) : null}
            </td>
            {columns.length > 0 ? (
              columns.map((curator) => {
                const own = school.curators.filter((link) => link.userId === curator.id)
                return own.length === 0 ? (
                  <td key={curator.id} />
                ) : (
                  <td key={curator.id} data-l={curator.brief}>
                    {own.map((link) => (
                      <Status key={link.linkId} kind="done">
                        {link.validFrom || link.validTo ? periodText(link) : 'назначен'}
                      </Status>
                    ))}
                  </td>
                )
              })
            ) : (
              <td data-l="Кураторы">
                {school.curators.map((link) => (
                  <div key={link.linkId}>
                    <a href={`/curators/${link.userId}`}>{link.name}</a>
                    {link.validFrom || link.validTo ? `, ${periodText(link)}` : ''}
                  </div>
                ))}
              </td>
            )}
            <td className="tight right">
              <a href={`/curators/assign?schoolId=${school.id}`}>
                Назначить<span className="vh"> куратора: {school.shortName}</span>
              </a>
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
