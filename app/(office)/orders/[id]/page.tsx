import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { Rounds } from '@/components/order/rounds'
import { OrderStatusTag } from '@/components/order/status-tag'
import { UnfinishedSigning } from '@/components/order/unfinished-signing'
import { LinkButton } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { SummaryList } from '@/components/ui/summary-list'
import { actLinks } from '@/db/queries/amendment'
import { getOrder } from '@/db/queries/order'
import { findPreparation } from '@/db/queries/signing'
import type { Actor } from '@/lib/access/actor'
import { may } from '@/lib/access/policy'
import { ORDER_KIND_WORDS } from '@/lib/order/labels'
import type { OrderStep } from '@/lib/order/rules'
import { printedNumber } from '@/lib/register/rules'
import { longDate } from '@/lib/shared/dates'
import { capitalised } from '@/lib/shared/text'
import { factsOf, type Order } from './facts'
import { Papers } from './papers'
import { Remarks } from './remark-list'

export const metadata = { title: 'Распоряжение' }

const DONE: Record<string, string> = {
  saved: 'Карточка сохранена.',
  composed: 'Текст составлен из оснований и настроек муниципалитета. Проверьте его и поправьте, где нужно.',
  sent: 'Отправлено на согласование. Текст заморожен, пока пакет не вернут или не отзовут.',
  recalled: 'Отозвано. Текст снова можно править; потом отправьте заново.',
  decided: 'Решение записано.',
  returned: 'Возвращено автору на доработку.',
  answered: 'Ответ на замечание записан.',
  withdrawn: 'Проект снят.',
  repeal_started: 'Проект составлен из реестра. Проверьте карточку и отправьте на согласование.',
}

export default async function OrderPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>
  searchParams: Promise<Query>
}) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const here = `/orders/${id}`
  const actor = await requireActor(here)
  const [order, links] = await orNotFound(Promise.all([getOrder(actor, id), actLinks(actor, id)]))
  const done = DONE[one(query, 'done') ?? '']
  const kind = capitalised(ORDER_KIND_WORDS[order.kind].nominative)
  const named = order.entry
    ? `${kind} ${printedNumber(order.entry.number, order.entry.suffix)} от ${longDate(order.entry.date)}`
    : `Проект: ${kind.toLowerCase()}`
  return (
    <>
      <PageHead
        title={named}
        crumbs={[{ label: 'Распоряжения', href: '/orders' }]}
        sub={<OrderStatusTag status={order.status} />}
        actions={<OrderActions order={order} actor={actor} here={here} />}
      />
      {done ? (
        <Notice tone="green" live>
          {done}
        </Notice>
      ) : null}
      {order.entry?.state === 'signing' ? (
        <UnfinishedSigning
          kind={(await findPreparation(actor, id))?.kind}
          orderId={id}
          isLate={order.entry.date !== actor.today}
          isOwn={order.steps.includes('sign')}
        />
      ) : null}
      <SummaryList rows={factsOf(order, links, actor)} />
      <Papers order={order} here={here} mayCopy={may(actor, 'order.print')} />
      <Remarks order={order} actor={actor} here={here} query={query} />
      <Rounds rounds={order.rounds} zone={actor.zone} />
    </>
  )
}

/** The act's steps that this person may take now, in the order of the work; the main one last. */
const STEP_LINKS: [OrderStep, string, string][] = [
  ['withdraw', 'withdraw', 'Снять проект'],
  ['recall', 'recall', 'Отозвать'],
  ['edit', 'edit', 'Заполнить карточку'],
  ['send', 'send', 'Проверить и отправить'],
]

function OrderActions({ order, actor, here }: { order: Order; actor: Actor; here: string }) {
  const links = STEP_LINKS.filter(([step]) => order.steps.includes(step))
  const signs = order.steps.includes('sign') || order.steps.includes('return')
  const ends =
    may(actor, 'order.edit') &&
    (order.status === 'registered' || order.status === 'published') &&
    (order.purpose === 'approval' || order.purpose === 'curators')
  return (
    <>
      {ends ? <LinkButton href={`${here}/repeal`}>Признать утратившим силу</LinkButton> : null}
      {order.purpose === 'amendment' && order.map && order.steps.includes('edit') ? (
        <LinkButton href={`/road-maps/${order.map.id}/amendments/${order.map.version}`}>Текст изменений</LinkButton>
      ) : null}
      {links.map(([step, path, label]) => (
        <LinkButton
          key={step}
          href={`${here}/${path}`}
          kind={step === 'send' ? 'main' : step === 'withdraw' ? 'warn' : 'plain'}
        >
          {label}
        </LinkButton>
      ))}
      {order.myTask ? (
        <LinkButton kind="main" href={`${here}/decide`}>
          Принять решение
        </LinkButton>
      ) : null}
      {signs ? (
        <LinkButton kind="main" href={`${here}/sign`}>
          {order.steps.includes('sign') ? 'Подписать' : 'Посмотреть и решить'}
        </LinkButton>
      ) : null}
    </>
  )
}
