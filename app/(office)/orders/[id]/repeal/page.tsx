import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { openForm } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { ActReference } from '@/components/order/act-reference'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { actLinks } from '@/db/queries/amendment'
import { getOrder } from '@/db/queries/order'
import { may } from '@/lib/access/policy'
import { startRepealAction } from './actions'

export const metadata = { title: 'Признать утратившим силу' }

export default async function RepealPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>
  searchParams: Promise<Query>
}) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const page = `/orders/${id}/repeal`
  const actor = await requireActor(page)
  if (!may(actor, 'order.edit')) notFound()
  const [order, links] = await orNotFound(Promise.all([getOrder(actor, id), actLinks(actor, id)]))
  const state = await openForm('order-repeal', one(query, 'kept'), actor.userId)
  return (
    <div className="col">
      <PageHead
        title="Признать утратившим силу"
        crumbs={[
          { label: 'Распоряжения', href: '/orders' },
          { label: 'Распоряжение', href: `/orders/${id}` },
        ]}
        sub={order.title}
      />
      <p>
        Программа подготовит проект нового акта: «О признании утратившим силу …». Он пройдёт согласование и подпись; до
        его регистрации этот акт действует. {order.map ? 'Вместе с актом утратит силу утверждённая им карта. ' : ''}
      </p>
      {links.amendedBy.length > 0 ? (
        <>
          <p>Вместе с ним утратят силу акты, которыми в него внесены изменения:</p>
          <ul className="list-disc pl-5">
            {links.amendedBy.map((act) => (
              <li key={act.id}>
                <ActReference act={act} />
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <Form action={startRepealAction} page={page} state={state}>
        <input type="hidden" name="id" value={id} />
        <ActionBar>
          <SubmitButton kind="warn">Подготовить проект</SubmitButton>
          <LinkButton href={`/orders/${id}`}>Отмена</LinkButton>
        </ActionBar>
      </Form>
    </div>
  )
}
