import { count, one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { ImportedTable } from '@/components/road-map/imported-table'
import { LinkButton } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { getAssignment } from '@/db/queries/assignment'
import { may } from '@/lib/access/policy'
import { localDate, shortDate } from '@/lib/shared/dates'
import { counted } from '@/lib/shared/text'

export const metadata = { title: 'Задание региона' }

const DONE: Record<string, string> = {
  added: 'Задание выдано: муниципалитеты региона его видят.',
  ended: 'Задание отозвано: новых карт с него не начнут. Начатые останутся.',
}

export default async function AssignmentPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>
  searchParams: Promise<Query>
}) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const here = `/assignments/${id}`
  const actor = await requireActor(here)
  const assignment = await orNotFound(getAssignment(actor, id))
  const isOpen = assignment.endedAt === null
  const done = one(query, 'done')
  const message =
    done === 'picked'
      ? `Добавлено в карту: ${counted(count(query, 'added') ?? 0, 'мероприятие', 'мероприятия', 'мероприятий')}.`
      : DONE[done ?? '']
  return (
    <>
      <PageHead
        title={assignment.title}
        crumbs={[{ label: 'Задания региона', href: '/assignments' }]}
        sub={`${assignment.year} год · выдано ${shortDate(localDate(assignment.createdAt, actor.zone))}${isOpen ? '' : ' · отозвано'}`}
        actions={
          !isOpen ? null : may(actor, 'road_map.edit') && actor.municipalityId !== null ? (
            <>
              <LinkButton href={`${here}/add`}>Добавить пункты в карту</LinkButton>
              <LinkButton kind="main" href={`/road-maps/new/assignment?from=${id}`}>
                Начать карту
              </LinkButton>
            </>
          ) : (
            <LinkButton href={`${here}/end`}>Отозвать</LinkButton>
          )
        }
      />
      {message ? (
        <Notice tone="green" live wide>
          {message}
        </Notice>
      ) : null}
      <ImportedTable
        map={{
          headers: assignment.columns.map((column) => column.header),
          fields: assignment.columns.map((column) => column.field),
          sections: assignment.sections,
          doubts: [],
        }}
      />
    </>
  )
}
