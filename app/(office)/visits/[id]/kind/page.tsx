import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { one } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { RadioGroup } from '@/components/ui/choice'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { getVisit } from '@/db/queries/visit'
import { VISIT_KIND_LABELS } from '@/lib/visit/labels'
import { changeVisitKindAction } from '../../actions'
import type { VisitPageProps } from '../reason-page'

export const metadata = { title: 'Изменить вид посещения' }

export default async function VisitKindPage({ params, searchParams }: VisitPageProps) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const page = `/visits/${pageId(id)}/kind`
  const actor = await requireActor(page)
  const visit = await orNotFound(getVisit(actor, id))
  const state = await openForm('visit-kind', one(query, 'kept'), actor.userId)
  if (!visit.mayChangeKind && state.errors.length === 0) notFound()
  return (
    <div className="col">
      <PageHead
        title="Изменить вид посещения"
        crumbs={[
          { label: 'Посещения', href: '/visits' },
          { label: visit.school, href: `/visits/${id}` },
        ]}
        sub={`Сейчас: ${VISIT_KIND_LABELS[visit.kind]}`}
      />
      <Form action={changeVisitKindAction} page={page} state={state}>
        <input type="hidden" name="id" value={id} />
        <RadioGroup
          name="kind"
          label="Вид посещения"
          defaultValue={typed(state, 'kind', visit.kind)}
          error={errorOf(state, 'kind')}
          options={visit.kinds.map((value) => ({ value, label: VISIT_KIND_LABELS[value] }))}
        />
        <ActionBar note="Состоявшееся первичное посещение считается в показателях и предлагается при верификации профиля риска. В отправленных отчётах ничего не изменится.">
          <SubmitButton>Изменить вид</SubmitButton>
          <LinkButton href={`/visits/${id}`}>Не менять</LinkButton>
        </ActionBar>
      </Form>
    </div>
  )
}
