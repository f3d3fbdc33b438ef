import { ORDER_KIND_WORDS } from '@/lib/order/labels'
import type { OrderKind } from '@/lib/order/rules'
import type { RegisterFilters } from '@/lib/register/schema'
import { capitalised } from '@/lib/shared/text'

/** The address of the register with these filters: they live in it, so that it can be sent and kept. */
export function addressOf(filters: RegisterFilters, path = '/register'): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(filters)) {
    if (value !== undefined && value !== '' && !(name === 'page' && value === 1)) query.set(name, String(value))
  }
  return query.size > 0 ? `${path}?${query}` : path
}

/** «Распоряжения» would need a form that the words do not hold; the nominative serves in lists. */
export const ofKind = (kind: OrderKind): string => capitalised(ORDER_KIND_WORDS[kind].nominative)

export const CRUMBS = [{ label: 'Реестр', href: '/register' }]
