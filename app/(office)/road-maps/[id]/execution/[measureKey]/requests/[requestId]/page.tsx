import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { RadioGroup } from '@/components/ui/choice'
import { TextArea } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { SummaryList } from '@/components/ui/summary-list'
import { getTermRequest } from '@/db/queries/execution'
import { localDateTime, longDate } from '@/lib/shared/dates'
import { crumbsOf } from '../../[point]/cell'
import { decideTermAction, withdrawTermAction } from '../../actions'

export const metadata = { title: 'Просьба о переносе срока' }

type Props = {
  params: Promise<{ id: string; measureKey: string; requestId: string }>
  searchParams: Promise<Query>
}

export default async function TermRequestPage({ params, searchParams }: Props) {
  const [{ id, measureKey, requestId }, query] = await Promise.all([params, searchParams])
  const measurePage = `/road-maps/${pageId(id)}/execution/${pageId(measureKey)}`
  const page = `${measurePage}/requests/${pageId(requestId)}`
  const actor = await requireActor(page)
  const found = await orNotFound(getTermRequest(actor, requestId))
  const { request } = found
  if (request.roadMapId !== id || request.measureKey !== measureKey) notFound()
  const kept = one(query, 'kept')
  const state = await openForm('term-decide', kept, actor.userId)
  const withdrawal = await openForm('term-withdraw', kept, actor.userId)
  return (
    <div className="col">
      <PageHead title="Просьба о переносе срока" crumbs={crumbsOf(found, measurePage)} />
      <div className="mb-6">
        <SummaryList
          rows={[
            { label: 'Мероприятие', value: found.row.title || 'без названия' },
            { label: 'Исполнитель', value: request.executorName },
            { label: 'Контрольная точка', value: request.pointLabel },
            { label: 'Срок по плану', value: request.due ? longDate(request.due) : 'без даты' },
            { label: 'Просят перенести на', value: longDate(request.newDue) },
            { label: 'Причина', value: request.reason },
            { label: 'Просит', value: `${request.askedBy}, ${localDateTime(request.askedAt, actor.zone)}` },
          ]}
        />
      </div>
      {request.decision ? (
        <Notice tone={request.decision === 'granted' ? 'green' : 'amber'} title="Решение принято">
          {request.decision === 'granted' ? 'Срок перенесён' : 'Отказано'}, {request.decidedBy}
          {request.decidedAt ? `, ${localDateTime(request.decidedAt, actor.zone)}` : ''}
          {request.decisionReason ? `. ${request.decisionReason}` : ''}
        </Notice>
      ) : null}
      {request.mayDecide || state.errors.length > 0 ? (
        <Form action={decideTermAction} page={page} state={state}>
          <input type="hidden" name="id" value={request.id} />
          <RadioGroup
            name="decision"
            label="Решение"
            defaultValue={typed(state, 'decision')}
            error={errorOf(state, 'decision')}
            options={[
              {
                value: 'granted',
                label: `Перенести на ${longDate(request.newDue)}`,
                hint: 'Изменится рабочий срок; утверждённый текст карты останется прежним.',
              },
              { value: 'refused', label: 'Отказать', hint: 'Напишите причину.' },
            ]}
          />
          <TextArea
            name="decisionReason"
            label="Пояснение"
            hint="Обязательно при отказе: просивший прочтёт его."
            rows={3}
            defaultValue={typed(state, 'decisionReason')}
            error={errorOf(state, 'decisionReason')}
          />
          <ActionBar>
            <SubmitButton>Принять решение</SubmitButton>
            <LinkButton href={measurePage}>К мероприятию</LinkButton>
          </ActionBar>
        </Form>
      ) : (
        <ActionBar>
          <LinkButton href={measurePage}>К мероприятию</LinkButton>
        </ActionBar>
      )}
      {request.isMine && request.decision === null ? (
        <Form action={withdrawTermAction} page={page} state={withdrawal}>
          <input type="hidden" name="id" value={request.id} />
          <ActionBar note="Просьба исчезнет из списка; в истории она останется.">
            <SubmitButton kind="warn">Отозвать просьбу</SubmitButton>
          </ActionBar>
        </Form>
      ) : null}
    </div>
  )
}
