import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { ActionBar } from '@/components/ui/action-bar'
import { RadioGroup } from '@/components/ui/choice'
import { DateField, FileField, Select, TextArea, TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { getEntry, listDraftsForOldAct } from '@/db/queries/register'
import { may } from '@/lib/access/policy'
import { ORDER_KINDS } from '@/lib/order/rules'
import { SCAN_LIMIT_TEXT, SCAN_TYPES } from '@/lib/register/scan'
import { shortDate } from '@/lib/shared/dates'
import { idField } from '@/lib/shared/form-fields'
import { enterOldActAction } from '../../actions'
import { CRUMBS, ofKind } from '../../address'

export const metadata = { title: 'Внести старый акт' }

export default async function OldActPage({
  searchParams,
}: {
  searchParams: Promise<{ kept?: string; entry?: string }>
}) {
  const actor = await requireActor('/register/old-act/new')
  if (!may(actor, 'register.manage')) notFound()
  const { kept, entry } = await searchParams
  const state = await openForm('register.old-act', kept, actor.userId)
  // A number that was held for this very act: it is filled in, and nothing else can take it.
  const held = idField.safeParse(entry).success ? await orNotFound(getEntry(actor, entry ?? '')) : undefined
  const drafts = await listDraftsForOldAct(actor)
  const asksReason = errorOf(state, 'outsideReason') !== undefined || typed(state, 'outsideReason') !== ''
  return (
    <div className="col">
      <PageHead title="Внести старый акт" crumbs={CRUMBS} />
      <p className="mb-6">
        Акт, который уже подписан на бумаге: с его настоящими номером и датой и со сканом. Электронной подписи на нём не
        появится.
      </p>
      {state.errors.length > 0 ? (
        <Notice tone="amber" title="Скан нужно выбрать ещё раз">
          Введённое сохранено, но файлы браузер между отправками не хранит.
        </Notice>
      ) : null}
      <Form action={enterOldActAction} page="/register/old-act/new" state={state}>
        <RadioGroup
          name="kind"
          label="Вид акта"
          options={ORDER_KINDS.map((kind) => ({ value: kind, label: ofKind(kind) }))}
          defaultValue={typed(state, 'kind', held?.kind ?? 'directive')}
          error={errorOf(state, 'kind')}
        />
        <TextField
          name="number"
          label="Номер"
          hint="Как на бумаге: 121, 121-р, 181/1"
          width="short"
          defaultValue={typed(state, 'number', held ? `${held.number}${held.suffix}` : '')}
          error={errorOf(state, 'number')}
        />
        <DateField
          name="date"
          label="Дата"
          defaultValue={typed(state, 'date', held ? shortDate(held.date) : '')}
          error={errorOf(state, 'date')}
        />
        {asksReason ? (
          <TextField
            name="outsideReason"
            label="Почему нет номеров до этого"
            defaultValue={typed(state, 'outsideReason')}
            error={errorOf(state, 'outsideReason')}
          />
        ) : null}
        <Select
          name="orderId"
          label="Проект с текстом этого акта"
          hint="Если дорожная карта уже внесена в программу, выберите её проект: он станет текстом акта, а карта — утверждённой."
          empty="Нет: известны только заголовок и скан"
          options={drafts.map((draft) => ({
            value: draft.id,
            label: `${draft.title || 'Без заголовка'} (${draft.programme}, ${draft.year})`,
          }))}
          defaultValue={typed(state, 'orderId')}
          error={errorOf(state, 'orderId')}
          required={false}
        />
        <TextArea
          name="title"
          label="Заголовок"
          hint="Если проект не выбран."
          required={false}
          rows={2}
          defaultValue={typed(state, 'title')}
          error={errorOf(state, 'title')}
        />
        <TextField
          name="signerPost"
          label="Должность подписавшего"
          hint="Как на бумаге"
          defaultValue={typed(state, 'signerPost')}
          error={errorOf(state, 'signerPost')}
        />
        <TextField
          name="signerName"
          label="Кто подписал"
          hint="Например, А.В. Мочалов"
          width="half"
          defaultValue={typed(state, 'signerName')}
          error={errorOf(state, 'signerName')}
        />
        <FileField
          name="scan"
          label="Скан подписанного акта"
          types={SCAN_TYPES}
          maxSize={SCAN_LIMIT_TEXT}
          accept=".pdf,.jpg,.jpeg,.png"
          error={errorOf(state, 'scan')}
        />
        <ActionBar note="После внесения номер занят навсегда; ошибочную запись аннулируют с причиной.">
          <SubmitButton sending="Вносим…">Внести акт в реестр</SubmitButton>
        </ActionBar>
      </Form>
    </div>
  )
}
