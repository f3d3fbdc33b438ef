import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { TextArea } from '@/components/ui/field'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { SummaryList } from '@/components/ui/summary-list'
import { getVisit } from '@/db/queries/visit'
import { shortDate } from '@/lib/shared/dates'

export type VisitPageProps = { params: Promise<{ id: string }>; searchParams: Promise<Query> }

type Visit = Awaited<ReturnType<typeof getVisit>>
type Words = { title: string; note: string; label: string; button: string }
type Step = {
  /** The last part of the page's address. */
  step: string
  form: string
  action: (formData: FormData) => Promise<void>
  isOpen: (visit: Visit) => boolean
  words: (visit: Visit) => Words
}

/** The page of a step that needs only a reason. */
export async function ReasonPage({ params, searchParams }: VisitPageProps, step: Step) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const page = `/visits/${pageId(id)}/${step.step}`
  const actor = await requireActor(page)
  const visit = await orNotFound(getVisit(actor, id))
  const state = await openForm(step.form, one(query, 'kept'), actor.userId)
  // A refused form shows its text and why, also when the step has closed meanwhile.
  if (!step.isOpen(visit) && state.errors.length === 0) notFound()
  const words = step.words(visit)
  return (
    <div className="col">
      <PageHead
        title={words.title}
        crumbs={[
          { label: 'Посещения', href: '/visits' },
          { label: visit.school, href: `/visits/${id}` },
        ]}
      />
      <SummaryList
        rows={[
          { label: 'Школа', value: visit.school },
          { label: 'День по графику', value: visit.plannedOn ? shortDate(visit.plannedOn) : 'вне графика' },
          { label: 'Куратор', value: visit.curator },
        ]}
      />
      <div className="mt-6">
        <Form action={step.action} page={page} state={state}>
          <input type="hidden" name="id" value={id} />
          <TextArea
            name="reason"
            label={words.label}
            defaultValue={typed(state, 'reason')}
            error={errorOf(state, 'reason')}
          />
          <ActionBar note={words.note}>
            <SubmitButton kind="warn">{words.button}</SubmitButton>
            <LinkButton href={`/visits/${id}`}>Не менять</LinkButton>
          </ActionBar>
        </Form>
      </div>
    </div>
  )
}
