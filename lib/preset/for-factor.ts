import { BUILT_IN_LIBRARY } from '@/lib/preset/library'
import type { TypicalMeasure } from '@/lib/preset/typical'
import { comparable } from '@/lib/shared/text'

/**
 * Measures proposed against one factor (feature 4): the municipality's own first, then the built-in ones. A factor of the programme's
 * own (`number` null) has none. What the school has taken (`origin`) or typed in the same words is not proposed again.
 */
export function proposedFor(
  number: number | null,
  own: readonly TypicalMeasure[],
  taken: readonly { origin: string; title: string }[],
): TypicalMeasure[] {
  if (number === null) return []
  const origins = new Set(taken.map((one) => one.origin))
  const titles = new Set(taken.map((one) => comparable(one.title).toLowerCase()))
  return [...own, ...BUILT_IN_LIBRARY].filter(
    (one) => one.factor === number && !origins.has(one.id) && !titles.has(comparable(one.title).toLowerCase()),
  )
}
