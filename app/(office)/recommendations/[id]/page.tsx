import { Form } from '@/app/_forms/form'
import { errorOf, type FormState, openForm, revisionOf, typed } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { ActionBar } from '@/components/ui/action-bar'
import { RadioGroup } from '@/components/ui/choice'
import { TextArea } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { Status } from '@/components/ui/status'
import { SubmitButton } from '@/components/ui/submit-button'
import { SummaryList } from '@/components/ui/summary-list'
import { getRecommendation } from '@/db/queries/recommendation'
import { sayDistance } from '@/lib/execution/summary'
import { localDateTime, shortDate } from '@/lib/shared/dates'
import { RECOMMENDATION_DECISION_LABELS, RECOMMENDATION_STATE_LABELS } from '@/lib/visit/labels'
import { RECOMMENDATION_DECISIONS } from '@/lib/visit/rules'
import { answerRecommendationAction, closeRecommendationAction } from './actions'

export const metadata = { title: 'Рекомендация' }

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> }

const DONE: Record<string, string> = {
  answered: 'Ответ отправлен куратору. Пока он не закрыл рекомендацию, ответ можно изменить.',
  closed: 'Рекомендация закрыта.',
  kept: 'Рекомендация осталась школе с вашими словами.',
}

export default async function RecommendationPage({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const page = `/recommendations/${pageId(id)}`
  const actor = await requireActor(page)
  const found = await orNotFound(getRecommendation(actor, id))
  const answer = await openForm('recommendation-answer', one(query, 'kept'), actor.userId)
  const close = await openForm('recommendation-close', one(query, 'kept'), actor.userId)
  const done = DONE[one(query, 'done') ?? '']
  const revision = (state: FormState) => (
    <input type="hidden" name="revision" value={revisionOf(state, found.revision)} />
  )
  const facts: [string, string][] = [
    ['Школа', found.school],
    ['Срок', found.due ? `${shortDate(found.due)}, ${sayDistance(actor.today, found.due)}` : 'без срока'],
    ['Кто отвечает', found.person],
    [
      'Ответ школы',
      found.answer
        ? `${found.answer}${found.answeredAt ? `\n${localDateTime(found.answeredAt, actor.zone)}` : ''}`
        : 'пока нет',
    ],
    ['Слово куратора', found.closingNote],
  ]
  return (
    <div className="col">
      <PageHead
        title="Рекомендация"
        crumbs={[
          { label: 'Рекомендации', href: '/recommendations' },
          { label: `Посещение ${found.givenOn ? shortDate(found.givenOn) : ''}`, href: `/visits/${found.visitId}` },
        ]}
        sub={
          <Status kind={found.state === 'done' ? 'done' : found.mayAnswer || found.mayClose ? 'soon' : 'idle'}>
            {RECOMMENDATION_STATE_LABELS[found.state]}
          </Status>
        }
      />
      {done ? (
        <Notice tone="green" live>
          {done}
        </Notice>
      ) : null}
      <p className="mb-4 whitespace-pre-wrap font-bold">{found.text}</p>
      <SummaryList rows={facts.flatMap(([label, value]) => (value ? [{ label, value }] : []))} />
      {found.mayAnswer ? (
        <Section title={found.answer ? 'Изменить ответ' : 'Ответить'} narrow>
          <p className="hint">
            Просит куратор по итогам посещения; ответ он прочтёт на следующем. Документов от учителей это не требует.
          </p>
          <Form action={answerRecommendationAction} page={page} state={answer}>
            <input type="hidden" name="id" value={id} />
            {revision(answer)}
            <TextArea
              name="answer"
              label="Что сделано"
              rows={5}
              defaultValue={typed(answer, 'answer', found.answer)}
              error={errorOf(answer, 'answer')}
            />
            <ActionBar>
              <SubmitButton>Ответить куратору</SubmitButton>
            </ActionBar>
          </Form>
        </Section>
      ) : null}
      {found.mayClose ? (
        <Section title="Решение куратора" narrow>
          <Form action={closeRecommendationAction} page={page} state={close}>
            <input type="hidden" name="id" value={id} />
            {revision(close)}
            <RadioGroup
              name="decision"
              label="Что с рекомендацией"
              defaultValue={typed(close, 'decision')}
              error={errorOf(close, 'decision')}
              options={[
                ...RECOMMENDATION_DECISIONS.map((value) => ({
                  value: value as string,
                  label: RECOMMENDATION_DECISION_LABELS[value],
                })),
                { value: 'withdrawn', label: 'снята: больше не нужна' },
              ]}
            />
            <TextArea
              name="note"
              label="Пояснение"
              hint="Школа его прочтёт. Не нужно, если выполнена."
              rows={2}
              defaultValue={typed(close, 'note')}
              error={errorOf(close, 'note')}
            />
            <ActionBar>
              <SubmitButton>Записать решение</SubmitButton>
            </ActionBar>
          </Form>
        </Section>
      ) : null}
    </div>
  )
}
