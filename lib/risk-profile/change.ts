import type { Significance } from '@/lib/risk-profile/rules'

/** What the second diagnosis found beside the start (feature 73). `unknown`: one of the two was not assessed. */
export const CHANGES = ['gone', 'fell', 'same', 'grew', 'appeared', 'unknown'] as const
export type Change = (typeof CHANGES)[number]

export type Grade = { significance: Significance; value: number | null }

/** 0 for «не выявлен», 3 for «высокая»; null for «не оценён». */
const WEIGHTS: Record<Significance, number | null> = { high: 3, medium: 2, low: 1, absent: 0, unassessed: null }

/** The change of one factor; null while there has been no second diagnosis of it. Words of significance decide, never the value. */
export function changeOf(start: Grade, second: Grade | null): Change | null {
  if (second === null) return null
  const [was, is] = [WEIGHTS[start.significance], WEIGHTS[second.significance]]
  if (was === null || is === null) return 'unknown'
  if (was === is) return 'same'
  if (is === 0) return 'gone'
  if (was === 0) return 'appeared'
  return is < was ? 'fell' : 'grew'
}

/** The sign that stands before the words, so that a change is not told by colour alone. */
export const CHANGE_SIGNS: Record<Change, string> = {
  gone: '✓',
  fell: '▼',
  same: '=',
  grew: '▲',
  appeared: '▲',
  unknown: '?',
}

export const CHANGE_LABELS: Record<Change, string> = {
  gone: 'больше не выявлен',
  fell: 'значимость снизилась',
  same: 'без изменений',
  grew: 'значимость выросла',
  appeared: 'появился',
  unknown: 'сравнить нельзя: не оценён',
}

/** «−12», «+5», «0»: how the value 0–100 moved; '' where one of the two is not there. */
export function valueChange(start: number | null, second: number | null): string {
  if (start === null || second === null) return ''
  const moved = second - start
  return moved > 0 ? `+${moved}` : moved < 0 ? `−${-moved}` : '0'
}

/** How many factors changed which way, for the summary of a profile: «снизилась 2, без изменений 1». */
export function countChanges(changes: readonly (Change | null)[]): Partial<Record<Change, number>> {
  const counts: Partial<Record<Change, number>> = {}
  for (const change of changes) if (change) counts[change] = (counts[change] ?? 0) + 1
  return counts
}
