import { ORDER_KIND_WORDS } from '@/lib/order/labels'
import type { OrderKind } from '@/lib/order/rules'
import { longDate } from '@/lib/shared/dates'

type Act = { id: string; kind: OrderKind; number: string; date: string; isOpen: boolean }

/** «распоряжение от 21 апреля 2022 г. № 121», a link where the reader may open its card. */
export function ActReference({
  act,
  form = 'nominative',
}: {
  act: Act
  form?: 'nominative' | 'genitive' | 'instrumental'
}) {
  const name = `${ORDER_KIND_WORDS[act.kind][form]} от ${longDate(act.date)} ${act.number}`
  return act.isOpen ? <a href={`/orders/${act.id}`}>{name}</a> : <>{name}</>
}
