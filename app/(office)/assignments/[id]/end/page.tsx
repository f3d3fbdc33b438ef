import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { openForm } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { getAssignment } from '@/db/queries/assignment'
import { may } from '@/lib/access/policy'
import { endAssignmentAction } from '../../actions'

export const metadata = { title: 'Отозвать задание' }

export default async function EndAssignmentPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>
  searchParams: Promise<Query>
}) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const page = `/assignments/${id}/end`
  const actor = await requireActor(page)
  if (actor.municipalityId !== null || !may(actor, 'assignment.edit')) notFound()
  const assignment = await orNotFound(getAssignment(actor, id))
  const state = await openForm('assignment-end', one(query, 'kept'), actor.userId)
  return (
    <div className="col">
      <PageHead
        title="Отозвать задание"
        crumbs={[
          { label: 'Задания региона', href: '/assignments' },
          { label: assignment.title, href: `/assignments/${id}` },
        ]}
      />
      <Form action={endAssignmentAction} page={page} state={state}>
        <input type="hidden" name="id" value={id} />
        <p>Муниципалитеты перестанут видеть задание. Карты, которые с него начаты, сохранят свои мероприятия.</p>
        <ActionBar note="Вернуть отозванное нельзя; то же задание можно выдать заново.">
          <SubmitButton kind="warn">Отозвать задание</SubmitButton>
          <LinkButton href={`/assignments/${id}`}>Не отзывать</LinkButton>
        </ActionBar>
      </Form>
    </div>
  )
}
