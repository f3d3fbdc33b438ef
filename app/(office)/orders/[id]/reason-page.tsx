import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { TextArea } from '@/components/ui/field'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { getOrder } from '@/db/queries/order'
import type { OrderStep } from '@/lib/order/rules'

export type ReasonPageProps = { params: Promise<{ id: string }>; searchParams: Promise<Query> }

/** A step that is taken with a word of reason, on a page of its own: what will happen, why, and the button that names the act. */
export async function ReasonPage({
  params,
  searchParams,
  step,
  form,
  action,
  title,
  label,
  isRequired,
  note,
  button,
  kind,
}: ReasonPageProps & {
  step: OrderStep
  form: string
  action: (formData: FormData) => Promise<void>
  title: string
  label: string
  isRequired: boolean
  note: string
  button: string
  kind: 'main' | 'warn'
}) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const page = `/orders/${id}/${step}`
  const actor = await requireActor(page)
  const order = await orNotFound(getOrder(actor, id))
  const state = await openForm(form, one(query, 'kept'), actor.userId)
  // After a refusal the page stays, to say what happened meanwhile.
  if (!order.steps.includes(step) && state.errors.length === 0) notFound()
  return (
    <div className="col">
      <PageHead
        title={title}
        crumbs={[
          { label: 'Распоряжения', href: '/orders' },
          { label: 'Распоряжение', href: `/orders/${id}` },
        ]}
        sub={order.title}
      />
      <p>{note}</p>
      <Form action={action} page={page} state={state}>
        <input type="hidden" name="id" value={id} />
        <TextArea
          name="reason"
          label={label}
          required={isRequired}
          rows={4}
          defaultValue={typed(state, 'reason')}
          error={errorOf(state, 'reason')}
        />
        <ActionBar>
          <SubmitButton kind={kind}>{button}</SubmitButton>
          <LinkButton href={`/orders/${id}`}>Отмена</LinkButton>
        </ActionBar>
      </Form>
    </div>
  )
}
