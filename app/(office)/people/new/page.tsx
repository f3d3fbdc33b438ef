import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { requireActor } from '@/app/_session/actor'
import { addPersonAction } from '@/app/(office)/people/actions'
import { PersonFields } from '@/app/(office)/people/person-fields'
import { ROLE_CHOICES } from '@/app/(office)/people/role-options'
import { ActionBar } from '@/components/ui/action-bar'
import { RadioGroup } from '@/components/ui/choice'
import { TextField } from '@/components/ui/field'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { may } from '@/lib/access/policy'

export const metadata = { title: 'Новый пользователь' }

export default async function NewPersonPage({ searchParams }: { searchParams: Promise<{ kept?: string }> }) {
  const actor = await requireActor('/people/new')
  if (!may(actor, 'people.manage')) notFound()
  const state = await openForm('person.add', (await searchParams).kept, actor.userId)
  return (
    <div className="col">
      <PageHead
        title="Новый пользователь"
        sub="Временный пароль появится на следующей странице; при первом входе человек сменит его на свой."
        crumbs={[{ label: 'Пользователи', href: '/people' }]}
      />
      <Form action={addPersonAction} page="/people/new" state={state}>
        <PersonFields state={state} />
        <RadioGroup
          name="role"
          label="Роль"
          hint="С сегодняшнего дня; другие роли и даты можно добавить потом"
          options={ROLE_CHOICES}
          defaultValue={typed(state, 'role')}
          error={errorOf(state, 'role')}
          required
        />
        <TextField
          name="title"
          label="Как называть в маршруте и листе согласования"
          hint="Например, юрист"
          width="half"
          defaultValue={typed(state, 'title')}
          error={errorOf(state, 'title')}
          required={false}
        />
        <ActionBar>
          <SubmitButton sending="Добавляем…">Добавить пользователя</SubmitButton>
        </ActionBar>
      </Form>
    </div>
  )
}
