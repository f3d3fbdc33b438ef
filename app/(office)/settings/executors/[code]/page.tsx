import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { removeExecutorRoleAction, saveExecutorRoleAction } from '@/app/(office)/settings/executors/actions'
import { executorCrumbs } from '@/app/(office)/settings/executors/crumbs'
import { ActionBar } from '@/components/ui/action-bar'
import { RadioGroup } from '@/components/ui/choice'
import { TextArea, TextField } from '@/components/ui/field'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SubmitButton } from '@/components/ui/submit-button'
import { listExecutorRoles } from '@/db/queries/executor-role'
import { may } from '@/lib/access/policy'
import { FAN_OUTS } from '@/lib/executor/dictionary'
import { FAN_OUT_LABELS } from '@/lib/executor/labels'
import { capitalised } from '@/lib/shared/text'

export const metadata = { title: 'Исполнитель' }

type Props = { params: Promise<{ code: string }>; searchParams: Promise<Query> }

/** «…/new» adds a role of one's own. */
export default async function ExecutorPage({ params, searchParams }: Props) {
  const { code } = await params
  const page = `/settings/executors/${code}`
  const actor = await requireActor(page)
  if (!may(actor, 'plan.edit')) notFound()
  const kept = one(await searchParams, 'kept')
  const role = (await orNotFound(listExecutorRoles(actor))).find((each) => each.code === code)
  if (!role && code !== 'new') notFound()
  const state = await openForm('executor-role', kept, actor.userId)
  const removing = await openForm('executor-role.remove', kept, actor.userId)
  const field = (name: string, stored = '') => ({
    name,
    defaultValue: typed(state, name, stored),
    error: errorOf(state, name),
  })
  return (
    <div className="col">
      <PageHead title={role?.name ?? 'Новый исполнитель'} crumbs={executorCrumbs(actor, true)} />
      <Form action={saveExecutorRoleAction} page={page} state={state}>
        <input type="hidden" name="code" value={role?.code ?? ''} />
        <TextField {...field('name', role?.name)} label="Название" required />
        {role?.isBuiltIn ? (
          <input type="hidden" name="fanOut" value={role.fanOut} />
        ) : (
          <RadioGroup
            name="fanOut"
            label="Кому идёт мероприятие"
            error={errorOf(state, 'fanOut')}
            required
            options={FAN_OUTS.map((value) => ({ value, label: capitalised(FAN_OUT_LABELS[value]) }))}
            defaultValue={typed(state, 'fanOut', role?.fanOut ?? 'one')}
          />
        )}
        <TextArea
          {...field('synonyms', role?.own.join('\n'))}
          label={role?.isBuiltIn ? 'Свои названия' : 'Другие названия'}
          hint="Каждое на своей строке. Падежи и число перечислять не нужно"
          rows={6}
        />
        <ActionBar>
          <SubmitButton sending="Сохраняем…">{role ? 'Сохранить' : 'Добавить исполнителя'}</SubmitButton>
        </ActionBar>
      </Form>
      {role?.isBuiltIn ? (
        <Section title="Встроенные названия">
          <p>{role.builtIn.join(', ')}</p>
          <p className="soft">
            Мероприятие идёт {FAN_OUT_LABELS[role.fanOut]}. Эти названия есть всегда, их изменить нельзя.
          </p>
        </Section>
      ) : null}
      {role?.isChanged ? (
        <Form action={removeExecutorRoleAction} page={page} state={removing}>
          <input type="hidden" name="code" value={role.code} />
          <ActionBar
            note={role.isBuiltIn ? 'Останутся встроенные названия' : 'Его названия в картах станут неизвестными'}
          >
            <SubmitButton kind="warn" sending="Удаляем…">
              {role.isBuiltIn ? 'Удалить свои названия' : 'Удалить исполнителя'}
            </SubmitButton>
          </ActionBar>
        </Form>
      ) : null}
    </div>
  )
}
