import { redirect } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, type FormState, openForm, typed, typedAll } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { Changes } from '@/components/order/changes'
import { FrozenAnnex } from '@/components/order/frozen-annex'
import { FrozenOrder } from '@/components/order/frozen-order'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { RadioGroup } from '@/components/ui/choice'
import { TextArea } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { getFrozen } from '@/db/queries/order'
import { DECISION_LABELS } from '@/lib/approval/labels'
import type { Package } from '@/lib/approval/package'
import { DECISIONS } from '@/lib/approval/rules'
import { comparePackages } from '@/lib/road-map/diff'
import { placesOf } from '@/lib/road-map/row-place'
import { localDateTime } from '@/lib/shared/dates'
import { decideAction } from './actions'

/** Number and date come with the signature. */
const NOT_GIVEN = { date: 'дата подписания', number: '№ из реестра' }

export const metadata = { title: 'Решение по пакету' }

/** A longer map's remarks are written in the common field: thousands of fields help nobody. */
const ROWS_WITH_REMARKS = 300

const HINTS = {
  approve: 'Без замечаний',
  approve_with_remarks: 'Считается согласием; автор ответит на замечания',
  return: 'Причина обязательна; автор исправит и отправит заново',
}

export default async function DecidePage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>
  searchParams: Promise<Query>
}) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const page = `/orders/${id}/decide`
  const actor = await requireActor(page)
  const frozen = await orNotFound(getFrozen(actor, id))
  const state = await openForm('order-decide', one(query, 'kept'), actor.userId)
  const { round, myTask } = frozen
  if (!myTask && state.errors.length === 0) redirect(`/orders/${id}`)
  return (
    <>
      <PageHead
        title="Решение по пакету"
        crumbs={[
          { label: 'Мои дела', href: '/' },
          { label: 'Распоряжение', href: `/orders/${id}` },
        ]}
        sub={`${round.package.document.title} · круг ${round.number}`}
        actions={
          <LinkButton className="jump" href="#form">
            К решению
          </LinkButton>
        }
      />
      {myTask?.onBehalfOf ? (
        <Notice tone="amber" title={`Вы действуете за: ${myTask.onBehalfOf}`}>
          В журнале и листе согласования будут оба имени.
        </Notice>
      ) : null}
      <p className="soft">
        Отправлено {localDateTime(round.sentAt, actor.zone)}, {round.sentBy}
        {round.note ? ` Пояснение: ${round.note}` : ''}
      </p>
      {frozen.previous ? (
        <Changes
          changes={comparePackages(frozen.previous, round.package)}
          title={`Что изменилось с круга ${frozen.previousNumber}`}
        />
      ) : null}
      <div className="two">
        <FrozenOrder document={round.package.document} given={NOT_GIVEN} />
        <Form action={decideAction} page={page} state={state} id="form">
          <input type="hidden" name="orderId" value={id} />
          <input type="hidden" name="taskId" value={myTask?.id ?? typed(state, 'taskId')} />
          <RadioGroup
            name="decision"
            label="Решение"
            defaultValue={typed(state, 'decision')}
            error={errorOf(state, 'decision')}
            options={DECISIONS.map((decision) => ({
              value: decision,
              label: DECISION_LABELS[decision],
              hint: HINTS[decision],
            }))}
          />
          <TextArea
            name="reason"
            label="Причина или замечание ко всему пакету"
            rows={4}
            defaultValue={typed(state, 'reason')}
            error={errorOf(state, 'reason')}
          />
          <MeasureRemarks frozen={round.package} state={state} />
          <ActionBar tall note="Изменить решение после отправки нельзя.">
            <SubmitButton sending="Записываем…">Записать решение</SubmitButton>
            <LinkButton href={`/orders/${id}/draft.pdf`}>Проект, PDF</LinkButton>
          </ActionBar>
        </Form>
      </div>
      {round.package.document.annex ? <FrozenAnnex annex={round.package.document.annex} given={NOT_GIVEN} /> : null}
    </>
  )
}

/** A remark may hang on one row; the rows lie folded until wanted, and open when something was typed in them. */
function MeasureRemarks({ frozen, state }: { frozen: Package; state: FormState }) {
  if (frozen.measures.length > ROWS_WITH_REMARKS) {
    return (
      <p className="soft">
        Мероприятий больше {ROWS_WITH_REMARKS}: замечания к отдельным строкам пишите выше, называя их номера.
      </p>
    )
  }
  const places = placesOf(frozen.sections, frozen.measures)
  const keys = typedAll(state, 'remarkKey[]')
  const texts = typedAll(state, 'remarkText[]')
  const typedBy = new Map(keys.map((key, index) => [key, texts[index] ?? '']))
  return (
    <details className="field" open={texts.some(Boolean)}>
      <summary>Замечания к отдельным мероприятиям</summary>
      {frozen.measures.map((measure) => (
        <div key={measure.key} className="mt-3">
          <input type="hidden" name="remarkKey[]" value={measure.key} />
          <TextArea
            id={`f-remark-${measure.key}`}
            name="remarkText[]"
            label={`${places.get(measure.key) ?? ''} ${measure.title}`.trim()}
            rows={2}
            defaultValue={typedBy.get(measure.key) ?? ''}
          />
        </div>
      ))}
    </details>
  )
}
