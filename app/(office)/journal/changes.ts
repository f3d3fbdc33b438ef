import type { Role } from '@/lib/access/actor'
import { ROLE_LABELS } from '@/lib/access/labels'
import { FIELD_LABELS } from '@/lib/journal/field-labels'
import { isLocalDate, shortDate } from '@/lib/shared/dates'

type Values = Record<string, unknown> | null

/** Ids say nothing to a reader; the journal keeps them for those who trace. */
const HIDDEN = /^id$|Id$|revision/

/** What differs between before and after, in words; the whole of one when there is no other. */
export function changesOf(before: Values, after: Values): { label: string; was: string | null; became: string }[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].filter(
    (name) => !HIDDEN.test(name),
  )
  return names.flatMap((name) => {
    const [was, became] = [shown(name, before?.[name]), shown(name, after?.[name])]
    if (before && after && (was === became || !(name in after))) return []
    if (!before && became === '') return []
    return [
      {
        label: FIELD_LABELS[name] ?? name,
        was: before && name in before ? was || 'пусто' : null,
        became: after ? became || 'пусто' : '',
      },
    ]
  })
}

function shown(name: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return ''
  if (typeof value === 'boolean') return value ? 'да' : 'нет'
  if (name === 'role' && typeof value === 'string') return ROLE_LABELS[value as Role] ?? value
  if (typeof value === 'string') {
    if (/^[0-9a-f]{64}$/.test(value)) return `${value.slice(0, 12)}…`
    // An instant in JSON («2029-03-09T02:00:00.000Z») is shown by its day.
    if (/^\d{4}-\d{2}-\d{2}T/.test(value)) return shortDate(value.slice(0, 10))
    return isLocalDate(value) ? shortDate(value) : value
  }
  if (Array.isArray(value)) return value.map((item) => shown('', item)).join('; ')
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([inner, item]) => shown(inner, item))
      .filter(Boolean)
      .join(', ')
  return String(value)
}
