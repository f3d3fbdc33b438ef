import { notFound } from 'next/navigation'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { Select } from '@/components/ui/field'
import { PageHead } from '@/components/ui/page-head'
import { listAssignments } from '@/db/queries/assignment'
import { listProgrammeNames } from '@/db/queries/road-map'
import { may } from '@/lib/access/policy'
import { counted } from '@/lib/shared/text'
import { startFromAssignmentAction } from '../actions'
import { BeginForm, NEW_MAP_CRUMBS } from '../begin-form'

export const metadata = { title: 'Карта из задания региона' }

export default async function FromAssignmentPage({ searchParams }: { searchParams: Promise<Query> }) {
  const page = '/road-maps/new/assignment'
  const actor = await requireActor(page)
  if (!may(actor, 'road_map.edit')) notFound()
  const query = await searchParams
  const state = await openForm('road-map-assignment', one(query, 'kept'), actor.userId)
  const [assignments, known] = [await listAssignments(actor), await listProgrammeNames(actor)]
  const chosen = assignments.find((assignment) => assignment.id === one(query, 'from')) ?? assignments[0]
  return (
    <div className="col">
      <PageHead title="Карта из задания региона" crumbs={NEW_MAP_CRUMBS} />
      {chosen ? (
        <BeginForm
          action={startFromAssignmentAction}
          page={page}
          state={state}
          known={[...new Set(known.map((one) => one.name))]}
          programme={known[0]?.name}
          year={chosen.year}
          note="Если год другой, годы в сроках сдвинутся. Колонок, которых в задании нет, вы дополните в карте."
        >
          <Select
            name="assignmentId"
            label="Задание"
            defaultValue={typed(state, 'assignmentId', chosen.id)}
            error={errorOf(state, 'assignmentId')}
            options={assignments.map((assignment) => ({
              value: assignment.id,
              label: `${assignment.title}, ${assignment.year} (${counted(assignment.measures, 'мероприятие', 'мероприятия', 'мероприятий')})`,
            }))}
            required
          />
        </BeginForm>
      ) : (
        <Empty
          title="Регион ещё не выдал заданий"
          action={
            <LinkButton kind="main" href="/road-maps/new">
              Начать иначе
            </LinkButton>
          }
        >
          Когда региональный координатор выдаст задание, оно появится здесь. Задание из письма можно внести как файл.
        </Empty>
      )}
    </div>
  )
}
