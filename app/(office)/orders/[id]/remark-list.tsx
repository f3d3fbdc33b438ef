import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { ActionBar } from '@/components/ui/action-bar'
import { TextArea } from '@/components/ui/field'
import { Section } from '@/components/ui/section'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Actor } from '@/lib/access/actor'
import { may } from '@/lib/access/policy'
import { localDateTime } from '@/lib/shared/dates'
import type { Order } from './facts'
import { answerRemarkAction } from './remarks/actions'

export function Remarks({ order, actor, here, query }: { order: Order; actor: Actor; here: string; query: Query }) {
  const remarks = order.rounds.flatMap((round) => round.remarks.map((remark) => ({ ...remark, round: round.number })))
  if (remarks.length === 0) return null
  const answers = may(actor, 'order.edit')
  return (
    <Section
      title="Замечания"
      aside={`без ответа: ${remarks.filter((remark) => remark.answer === null).length}`}
      id="remarks"
    >
      {remarks.map((remark) => (
        <div key={remark.id} className="remark" id={`r-${remark.id}`}>
          <p className="soft small">
            Круг {remark.round}, {remark.author}
            {remark.authorTitle ? `, ${remark.authorTitle}` : ''}, {localDateTime(remark.madeAt, actor.zone)}
            {remark.measure ? <> · к мероприятию {remark.measure}</> : null}
          </p>
          <p className="whitespace-pre-line">{remark.text}</p>
          {remark.answer !== null ? (
            <p className="whitespace-pre-line">
              <b>Ответ автора:</b> {remark.answer}
            </p>
          ) : null}
          {remark.answer === null && answers && order.isPlan ? (
            <AnswerForm remarkId={remark.id} actor={actor} here={here} query={query} />
          ) : null}
          {remark.answer === null && !answers ? <p className="soft">Автор ещё не ответил.</p> : null}
        </div>
      ))}
    </Section>
  )
}

async function AnswerForm({
  remarkId,
  actor,
  here,
  query,
}: {
  remarkId: string
  actor: Actor
  here: string
  query: Query
}) {
  const kept = await openForm('remark-answer', one(query, 'kept'), actor.userId)
  const state = typed(kept, 'remarkId') === remarkId ? kept : await openForm('remark-answer', undefined, null)
  return (
    <Form action={answerRemarkAction} page={here} state={state} className="col">
      <input type="hidden" name="remarkId" value={remarkId} />
      <input type="hidden" name="orderId" value={here.split('/').at(-1)} />
      <TextArea
        id={`f-answer-${remarkId}`}
        name="answer"
        label="Ответ"
        rows={2}
        defaultValue={typed(state, 'answer')}
        error={errorOf(state, 'answer')}
      />
      <ActionBar>
        <SubmitButton kind="plain">Ответить</SubmitButton>
      </ActionBar>
    </Form>
  )
}
