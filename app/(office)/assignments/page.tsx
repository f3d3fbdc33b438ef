import { notFound } from 'next/navigation'
import { requireActor } from '@/app/_session/actor'
import { LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { PageHead } from '@/components/ui/page-head'
import { Table } from '@/components/ui/table'
import { listAssignments } from '@/db/queries/assignment'
import { may } from '@/lib/access/policy'
import { localDate, shortDate } from '@/lib/shared/dates'

export const metadata = { title: 'Задания региона' }

export default async function AssignmentsPage() {
  const actor = await requireActor('/assignments')
  const isRegion = actor.municipalityId === null && may(actor, 'assignment.edit')
  if (!isRegion && !may(actor, 'road_map.edit')) notFound()
  const assignments = await listAssignments(actor)
  const action = isRegion ? (
    <LinkButton kind="main" href="/assignments/new">
      Выдать задание
    </LinkButton>
  ) : null
  return (
    <>
      <PageHead title="Задания региона" actions={assignments.length > 0 ? action : null} />
      {assignments.length === 0 ? (
        <Empty title="Заданий пока нет" action={action}>
          {isRegion
            ? 'Вставьте техническое задание или загрузите файл: муниципалитеты региона увидят его сразу и смогут начать с него свои карты.'
            : 'Когда региональный координатор выдаст задание, оно появится здесь, и с него можно будет начать карту.'}
        </Empty>
      ) : (
        <Table
          caption="Задания региона"
          linked
          head={[{ label: 'Год', className: 'num' }, 'Задание', 'Мероприятий', 'Выдано', 'Состояние']}
        >
          <tbody>
            {assignments.map((assignment) => (
              <tr className="row" key={assignment.id}>
                <td className="num">{assignment.year}</td>
                <td className="title">
                  <a href={`/assignments/${assignment.id}`}>{assignment.title}</a>
                </td>
                <td data-l="Мероприятий">{assignment.measures}</td>
                <td data-l="Выдано">{shortDate(localDate(assignment.createdAt, actor.zone))}</td>
                <td className="state" data-l="Состояние">
                  {assignment.endedAt === null ? 'Действует' : 'Отозвано'}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </>
  )
}
