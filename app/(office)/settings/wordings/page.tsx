import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, isTicked, openForm, revisionOf, typed } from '@/app/_forms/form-state'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { editWordingsAction } from '@/app/(office)/settings/actions'
import { DoneNotice } from '@/app/(office)/settings/done-notice'
import { ActionBar } from '@/components/ui/action-bar'
import { Checkbox } from '@/components/ui/choice'
import { Select, TextArea, TextField } from '@/components/ui/field'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { getMunicipality } from '@/db/queries/municipality'
import { may } from '@/lib/access/policy'
import { OPERATIVE_WORDS } from '@/lib/order/rules'

export const metadata = { title: 'Формулировки распоряжений' }

export default async function WordingsPage({
  searchParams,
}: {
  searchParams: Promise<{ kept?: string; done?: string }>
}) {
  const actor = await requireActor('/settings/wordings')
  if (!may(actor, 'municipality.manage')) notFound()
  const query = await searchParams
  const { settings, revision } = await orNotFound(getMunicipality(actor))
  const state = await openForm('wordings', query.kept, actor.userId)
  const field = (name: string, stored: string) => ({
    name,
    defaultValue: typed(state, name, stored),
    error: errorOf(state, name),
  })
  return (
    <div className="col">
      <PageHead
        title="Формулировки распоряжений"
        sub="Действуют для новых распоряжений. Составленный текст автор ещё может править."
        crumbs={[{ label: 'Настройки', href: '/settings' }]}
      />
      <DoneNotice done={query.done} />
      <Form action={editWordingsAction} page="/settings/wordings" state={state}>
        <input type="hidden" name="revision" value={revisionOf(state, revision)} />
        <TextField
          {...field('titlePattern', settings.titlePattern)}
          label="Заголовок"
          hint="{карты} — название карты в родительном падеже"
          required
        />
        <TextArea
          {...field('purpose', settings.purpose)}
          label="Цель"
          hint="Продолжает преамбулу: «в целях …»"
          rows={4}
          required={false}
        />
        <TextField
          {...field('charterBasis', settings.charterBasis)}
          label="Основание в уставе"
          hint="Родительный падеж: ст. 25 Устава …"
          required={false}
        />
        <Select
          {...field('operativeWord', settings.operativeWord)}
          label="Слово перед пунктами"
          options={OPERATIVE_WORDS.map((word) => ({ value: word, label: word || 'без слова' }))}
          required
        />
        <TextArea
          {...field('points', settings.points.join('\n\n'))}
          label="Пункты после первого"
          hint="Первый утверждает карту. Между пунктами оставьте пустую строку; {контроль} — кто контролирует"
          rows={9}
          required={false}
        />
        <TextField
          {...field('control', settings.control)}
          label="Контроль, если автор не указал иначе"
          hint="Например: оставляю за собой"
          required={false}
        />
        <TextField
          {...field('numberSuffix', settings.numberSuffix)}
          label="После номера"
          hint="Например, -р: № 121-р"
          width="date"
          required={false}
        />
        <Checkbox
          name="executorMark"
          label="Печатать отметку об исполнителе"
          hint="Только на печатных копиях"
          defaultChecked={isTicked(state, 'executorMark', settings.executorMark)}
        />
        <ActionBar>
          <SubmitButton sending="Сохраняем…">Сохранить формулировки</SubmitButton>
        </ActionBar>
      </Form>
    </div>
  )
}
