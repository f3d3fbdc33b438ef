import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, isTicked, openForm, revisionOf, typed } from '@/app/_forms/form-state'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { editWordingsAction } from '@/app/(office)/settings/actions'
import { DoneNotice } from '@/app/(office)/settings/done-notice'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/choice'
import { TextField } from '@/components/ui/field'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { getMunicipality } from '@/db/queries/municipality'
import { may } from '@/lib/access/policy'

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
        actions={<LinkButton href="/settings/templates">Образцы текстов</LinkButton>}
      />
      <DoneNotice done={query.done} />
      <Form action={editWordingsAction} page="/settings/wordings" state={state}>
        <input type="hidden" name="revision" value={revisionOf(state, revision)} />
        <TextField
          {...field('charterBasis', settings.charterBasis)}
          label="Основание в уставе"
          hint="Родительный падеж: ст. 25 Устава …"
          required={false}
        />
        <TextField
          {...field('control', settings.control)}
          label="Контроль, если автор не указал иначе"
          hint="«оставляю за собой» или «возложить на …» с винительным падежом"
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
