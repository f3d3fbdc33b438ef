import { Section } from '@/components/ui/section'
import { Status } from '@/components/ui/status'
import { Table } from '@/components/ui/table'
import type { getCuratorTable } from '@/db/queries/curator'
import { sayReports, sayStages, sayVisits } from '@/lib/curator/labels'

type Found = Awaited<ReturnType<typeof getCuratorTable>>

/** Who has how much: schools of the day, visits of its year, reports of the stage that is open. */
export function LoadTable({
  curators,
  mostSchools,
  stages,
}: {
  curators: Found['curators']
  mostSchools: number
  stages: Found['stages']
}) {
  return (
    <Section title="Нагрузка" aside={sayStages(stages)}>
      {curators.length === 0 ? (
        <p>Кураторов пока нет: роль куратора людям даёт администратор.</p>
      ) : (
        <Table caption="Нагрузка кураторов" linked head={['Куратор', 'Школы', 'Посещения за год', 'Отчёты этапа']}>
          <tbody>
            {curators.map((curator) => (
              <tr className="row" key={curator.id}>
                <td className="title">
                  <a href={`/curators/${curator.id}`}>{curator.name}</a>
                  <span className="under">
                    {curator.isActing ? (
                      [curator.post, curator.workplace].filter(Boolean).join(', ')
                    ) : (
                      <Status kind="late">
                        {curator.isEnded ? 'учётная запись отключена' : 'роли куратора на этот день нет'}
                      </Status>
                    )}
                  </span>
                </td>
                <td data-l="Школы">
                  {curator.schools > mostSchools ? (
                    <Status kind="soon">
                      {curator.schools}, больше {mostSchools}
                    </Status>
                  ) : (
                    curator.schools
                  )}
                </td>
                <td data-l="Посещения за год">{sayVisits(curator.visits)}</td>
                <td data-l="Отчёты этапа">{sayReports(curator.reports, stages.length)}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  )
}
