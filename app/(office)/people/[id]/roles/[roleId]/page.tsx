import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { PeriodFields } from '@/app/_forms/period-fields'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { addRoleAction, editRoleAction } from '@/app/(office)/people/actions'
import { ROLE_CHOICES } from '@/app/(office)/people/role-options'
import { ActionBar } from '@/components/ui/action-bar'
import { RadioGroup } from '@/components/ui/choice'
import { TextField } from '@/components/ui/field'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { getPerson } from '@/db/queries/person'
import { ROLE_LABELS } from '@/lib/access/labels'

export const metadata = { title: 'Роль' }

type Props = { params: Promise<{ id: string; roleId: string }>; searchParams: Promise<{ kept?: string }> }

/** «…/roles/new» adds a role, «…/roles/[id]» changes its days or title. */
export default async function RolePage({ params, searchParams }: Props) {
  const { id: rawId, roleId } = await params
  const id = pageId(rawId)
  const page = `/people/${id}/roles/${roleId}`
  const actor = await requireActor(page)
  const person = await orNotFound(getPerson(actor, id))
  const isNew = roleId === 'new'
  const role = person.roles.find((candidate) => candidate.id === roleId)
  if (!isNew && !role) notFound()
  const state = await openForm(isNew ? 'role.add' : 'role.edit', (await searchParams).kept, actor.userId)
  return (
    <div className="col">
      <PageHead
        title={role ? `Роль: ${ROLE_LABELS[role.role]}` : 'Новая роль'}
        sub={role ? 'Чтобы прекратить роль, напишите её последний день.' : person.name}
        crumbs={[
          { label: 'Пользователи', href: '/people' },
          { label: person.name, href: `/people/${id}` },
        ]}
      />
      <Form action={isNew ? addRoleAction : editRoleAction} page={page} state={state}>
        {role ? <input type="hidden" name="id" value={role.id} /> : <input type="hidden" name="userId" value={id} />}
        {role ? null : (
          <RadioGroup
            name="role"
            label="Роль"
            options={ROLE_CHOICES}
            defaultValue={typed(state, 'role')}
            error={errorOf(state, 'role')}
            required
          />
        )}
        <TextField
          name="title"
          label="Как называть в маршруте и листе согласования"
          hint="Например, юрист"
          width="half"
          defaultValue={typed(state, 'title', role?.title)}
          error={errorOf(state, 'title')}
          required={false}
        />
        <PeriodFields state={state} stored={role} />
        <ActionBar>
          <SubmitButton sending="Сохраняем…">{isNew ? 'Добавить роль' : 'Сохранить роль'}</SubmitButton>
        </ActionBar>
      </Form>
    </div>
  )
}
