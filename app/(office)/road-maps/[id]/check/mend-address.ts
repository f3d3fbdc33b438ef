import type { Finding } from '@/lib/order/finding'

/** The page where a finding is mended; `rowIds` are the ids of rows and sections by their keys. */
export function mendAddress(
  finding: Finding,
  at: { roadMapId: string; orderId: string; rowIds: Record<string, string> },
): string {
  const map = `/road-maps/${at.roadMapId}`
  const measure = finding.measureKey && at.rowIds[finding.measureKey]
  const section = finding.sectionKey && at.rowIds[finding.sectionKey]
  switch (finding.mend) {
    case 'card':
      return `/orders/${at.orderId}/edit`
    case 'measure':
      return measure ? `${map}/measures/${measure}` : map
    case 'reading':
      return measure ? `${map}/measures/${measure}/reading` : map
    case 'section':
      return section ? `${map}/sections/${section}` : map
    case 'schedules':
      return `${map}/schedules`
    case 'executors':
      return '/settings/executors'
    case 'rebase':
      return `${map}/amendments/rebase?order=${at.orderId}`
    case 'map':
      return map
  }
}
