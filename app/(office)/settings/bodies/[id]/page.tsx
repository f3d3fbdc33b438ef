import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, isTicked, openForm, typed } from '@/app/_forms/form-state'
import { NameFormFields } from '@/app/_forms/name-form-fields'
import { PeriodFields } from '@/app/_forms/period-fields'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { saveBodyAction } from '@/app/(office)/settings/bodies/actions'
import { ActionBar } from '@/components/ui/action-bar'
import { Checkbox } from '@/components/ui/choice'
import { TextArea, TextField } from '@/components/ui/field'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { getBody } from '@/db/queries/post'
import { may } from '@/lib/access/policy'
import { inflectBody } from '@/lib/grammar/name'
import { comparable } from '@/lib/shared/text'

export const metadata = { title: 'Орган' }

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ kept?: string }> }

/** «…/new» adds a body. */
export default async function BodyPage({ params, searchParams }: Props) {
  const { id } = await params
  const page = `/settings/bodies/${id}`
  const actor = await requireActor(page)
  if (!may(actor, 'municipality.manage')) notFound()
  const body = id === 'new' ? undefined : await orNotFound(getBody(actor, pageId(id)))
  const state = await openForm('body', (await searchParams).kept, actor.userId)
  const field = (name: string, stored = '') => ({
    name,
    defaultValue: typed(state, name, stored),
    error: errorOf(state, name),
  })
  return (
    <div className="col">
      <PageHead
        title={body ? 'Орган' : 'Новый орган'}
        crumbs={[
          { label: 'Настройки', href: '/settings' },
          { label: 'Органы', href: '/settings/bodies' },
        ]}
      />
      <Form action={saveBodyAction} page={page} state={state}>
        <input type="hidden" name="id" value={body?.id ?? ''} />
        <TextArea
          {...field('name', body?.name)}
          label="Название"
          hint="Как на бланке; перенос строки сохранится"
          rows={3}
          required
        />
        <TextArea
          {...field('nameGenitive', body?.nameGenitive)}
          label="В родительном падеже"
          hint="Для грифа: «распоряжением Администрации …»"
          rows={3}
          required
        />
        {body ? (
          <NameFormFields
            state={state}
            hint="Так программа склоняет название. Пустое она просклонять не смогла: впишите; неверное исправьте"
            made={(form) => inflectBody(comparable(body.name), form)}
            stored={body.forms}
            without={['genitive']}
          />
        ) : null}
        <TextField
          {...field('place', body?.place)}
          label="Место издания"
          hint="Например, пгт Забайкальск"
          width="half"
          required={false}
        />
        <Checkbox
          name="issuesActs"
          label="Издаёт акты"
          defaultChecked={isTicked(state, 'issuesActs', body?.issuesActs ?? true)}
        />
        <PeriodFields state={state} stored={body} />
        <ActionBar>
          <SubmitButton sending="Сохраняем…">{body ? 'Сохранить орган' : 'Добавить орган'}</SubmitButton>
        </ActionBar>
      </Form>
    </div>
  )
}
