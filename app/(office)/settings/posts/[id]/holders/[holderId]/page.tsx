import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { PeriodFields } from '@/app/_forms/period-fields'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { saveHolderAction } from '@/app/(office)/settings/posts/actions'
import { ActionBar } from '@/components/ui/action-bar'
import { Select } from '@/components/ui/field'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { listColleagues } from '@/db/queries/person'
import { getPost } from '@/db/queries/post'
import { may } from '@/lib/access/policy'

export const metadata = { title: 'Занятие должности' }

type Props = { params: Promise<{ id: string; holderId: string }>; searchParams: Promise<{ kept?: string }> }

/** «…/new» puts a person in the post. */
export default async function HolderPage({ params, searchParams }: Props) {
  const { id, holderId } = await params
  const page = `/settings/posts/${id}/holders/${holderId}`
  const actor = await requireActor(page)
  if (!may(actor, 'municipality.manage')) notFound()
  const post = await orNotFound(getPost(actor, pageId(id)))
  const holder = post.holders.find((candidate) => candidate.id === holderId)
  if (!holder && holderId !== 'new') notFound()
  const people = (await listColleagues(actor)).map((person) => ({
    value: person.id,
    label:
      post.signsActs && !person.roles.includes('signatory')
        ? `${person.name} (нет роли «подписывает акты»)`
        : person.name,
  }))
  const state = await openForm('holder', (await searchParams).kept, actor.userId)
  return (
    <div className="col">
      <PageHead
        title={holder ? holder.name : 'Назначить на должность'}
        sub={post.name}
        crumbs={[
          { label: 'Должности', href: '/settings/posts' },
          { label: post.name, href: `/settings/posts/${id}` },
        ]}
      />
      <Form action={saveHolderAction} page={page} state={state}>
        <input type="hidden" name="postId" value={post.id} />
        <input type="hidden" name="id" value={holder?.id ?? ''} />
        {holder ? (
          <input type="hidden" name="userId" value={holder.userId} />
        ) : (
          <Select
            name="userId"
            label="Кто"
            options={people}
            empty="Выберите"
            defaultValue={typed(state, 'userId')}
            error={errorOf(state, 'userId')}
            required
          />
        )}
        <PeriodFields state={state} stored={holder} />
        <ActionBar>
          <SubmitButton sending="Сохраняем…">{holder ? 'Сохранить дни' : 'Назначить на должность'}</SubmitButton>
        </ActionBar>
      </Form>
    </div>
  )
}
