import type { VisitFilters } from '@/lib/visit/schema'

/** The address of the schedule with these filters; what is not chosen is not in it. */
export function visitsAddress(filters: Partial<VisitFilters>): string {
  const query = new URLSearchParams()
  for (const name of ['programme', 'school', 'curator', 'state'] as const) {
    const value = filters[name]
    if (value) query.set(name, value)
  }
  if (filters.page && filters.page > 1) query.set('page', String(filters.page))
  const text = query.toString()
  return text ? `/visits?${text}` : '/visits'
}
