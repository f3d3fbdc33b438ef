import { ORDER_KIND_WORDS } from '@/lib/order/labels'
import type { OrderKind } from '@/lib/order/rules'
import { capitalised } from '@/lib/shared/text'

/** The way to a page that stands beside an act: its list and its card. */
export const paperCrumbs = (act: {
  id: string
  kind: OrderKind
  document: { number: string; date: string } | null
}): { label: string; href: string }[] => {
  const kind = capitalised(ORDER_KIND_WORDS[act.kind].nominative)
  return [
    { label: 'Распоряжения', href: '/orders' },
    { label: act.document ? `${kind} ${act.document.number}` : kind, href: `/orders/${act.id}` },
  ]
}
