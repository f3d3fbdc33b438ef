import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { requireActor } from '@/app/_session/actor'
import { ActionBar } from '@/components/ui/action-bar'
import { RadioGroup } from '@/components/ui/choice'
import { DateField, TextArea, TextField } from '@/components/ui/field'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { previewNumber } from '@/db/queries/register'
import { may } from '@/lib/access/policy'
import { ORDER_KINDS } from '@/lib/order/rules'
import { shortDate } from '@/lib/shared/dates'
import { reserveNumberAction } from '../actions'
import { CRUMBS, ofKind } from '../address'

export const metadata = { title: 'Зарезервировать номер' }

export default async function ReservePage({ searchParams }: { searchParams: Promise<{ kept?: string }> }) {
  const actor = await requireActor('/register/reserve')
  if (!may(actor, 'register.manage')) notFound()
  const state = await openForm('register.reserve', (await searchParams).kept, actor.userId)
  const kinds = []
  for (const kind of ORDER_KINDS) {
    const { printed } = await previewNumber(actor, { kind, date: actor.today })
    kinds.push({ value: kind, label: ofKind(kind), hint: `Следующий номер этого года: ${printed}` })
  }
  return (
    <div className="col">
      <PageHead title="Зарезервировать номер" crumbs={CRUMBS} />
      <p className="mb-6">
        Номер останется за будущим актом: программа его никому не даст. Сняв резерв, номер нельзя вернуть: он станет
        аннулированным.
      </p>
      <Form action={reserveNumberAction} page="/register/reserve" state={state}>
        <RadioGroup
          name="kind"
          label="Вид акта"
          options={kinds}
          defaultValue={typed(state, 'kind', 'directive')}
          error={errorOf(state, 'kind')}
        />
        <TextField
          name="number"
          label="Номер"
          hint="Оставьте пустым, чтобы взять следующий. Можно литерный: 121-а."
          width="short"
          required={false}
          defaultValue={typed(state, 'number')}
          error={errorOf(state, 'number')}
        />
        <DateField
          name="date"
          label="Дата"
          defaultValue={typed(state, 'date', shortDate(actor.today))}
          error={errorOf(state, 'date')}
        />
        <TextArea
          name="reason"
          label="Для чего"
          rows={2}
          defaultValue={typed(state, 'reason')}
          error={errorOf(state, 'reason')}
        />
        <ActionBar>
          <SubmitButton sending="Сохраняем…">Зарезервировать номер</SubmitButton>
        </ActionBar>
      </Form>
    </div>
  )
}
