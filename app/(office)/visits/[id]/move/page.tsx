import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { one } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { DateField, Select, TextArea } from '@/components/ui/field'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { getVisit, getVisitPlanning } from '@/db/queries/visit'
import { shortDate } from '@/lib/shared/dates'
import { curatorOptions } from '@/lib/visit/plan-offers'
import { moveVisitAction } from '../../actions'
import type { VisitPageProps } from '../reason-page'

export const metadata = { title: 'Перенести посещение' }

export default async function MoveVisitPage({ params, searchParams }: VisitPageProps) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const page = `/visits/${pageId(id)}/move`
  const actor = await requireActor(page)
  const visit = await orNotFound(getVisit(actor, id))
  const state = await openForm('visit-move', one(query, 'kept'), actor.userId)
  if (!visit.mayMove && state.errors.length === 0) notFound()
  const planning = await orNotFound(getVisitPlanning(actor, visit.programmeId))
  const school = planning.schools.filter((one) => one.id === visit.schoolId)
  const curators = curatorOptions(school, actor.today).filter((one) => one.value !== visit.curatorId)
  const isAnew = visit.state !== 'planned'
  return (
    <div className="col">
      <PageHead
        title={isAnew ? 'Запланировать снова' : 'Перенести посещение'}
        crumbs={[
          { label: 'Посещения', href: '/visits' },
          { label: visit.school, href: `/visits/${id}` },
        ]}
        sub={visit.plannedOn ? `Сейчас в графике: ${shortDate(visit.plannedOn)}` : undefined}
      />
      <Form action={moveVisitAction} page={page} state={state}>
        <input type="hidden" name="id" value={id} />
        <DateField
          name="plannedOn"
          label="Новый день"
          defaultValue={typed(state, 'plannedOn')}
          error={errorOf(state, 'plannedOn')}
        />
        {planning.isCoordinator && curators.length > 0 ? (
          <Select
            name="curatorId"
            label="Кто посещает"
            empty={`остаётся ${visit.curator}`}
            options={curators}
            defaultValue={typed(state, 'curatorId')}
            error={errorOf(state, 'curatorId')}
          />
        ) : null}
        <TextArea
          name="reason"
          label="Почему"
          rows={3}
          defaultValue={typed(state, 'reason')}
          error={errorOf(state, 'reason')}
        />
        <ActionBar note="Прежний день, состояние и причина останутся в истории посещения.">
          <SubmitButton>{isAnew ? 'Запланировать снова' : 'Перенести посещение'}</SubmitButton>
          <LinkButton href={`/visits/${id}`}>Не менять</LinkButton>
        </ActionBar>
      </Form>
    </div>
  )
}
