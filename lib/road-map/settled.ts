/**
 * Keys that kept their order among themselves: the longest run of `after` that stands in the order of `before`. What is not in it
 * was moved. n log n.
 */
export function settledOf(before: readonly string[], after: readonly string[]): Set<string> {
  const rank = new Map(before.map((key, index) => [key, index]))
  const kept = after.filter((key) => rank.has(key))
  const rankOf = (at: number): number => rank.get(kept[at] ?? '') ?? -1
  /** `ends[n]` is where the run of length n + 1 with the lowest end ends. */
  const ends: number[] = []
  const previous: number[] = []
  for (let at = 0; at < kept.length; at++) {
    let [low, high] = [0, ends.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (rankOf(ends[middle] ?? 0) < rankOf(at)) low = middle + 1
      else high = middle
    }
    previous[at] = low > 0 ? (ends[low - 1] ?? -1) : -1
    ends[low] = at
  }
  const settled = new Set<string>()
  for (let at = ends.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) settled.add(kept[at] ?? '')
  return settled
}
