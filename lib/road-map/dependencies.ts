/**
 * A way from `start` back to itself along «must be done before», both ends named; null where there is none. Each measure is visited
 * once, without recursion: plans have thousands.
 */
export function circleThrough(start: string, dependsOn: ReadonlyMap<string, readonly string[]>): string[] | null {
  const cameFrom = new Map<string, string>()
  const open = [start]
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    for (const next of dependsOn.get(key) ?? []) {
      if (next === start) {
        const way = [start]
        for (let at: string | undefined = key; at !== undefined && at !== start; at = cameFrom.get(at)) way.unshift(at)
        return [start, ...way]
      }
      if (cameFrom.has(next)) continue
      cameFrom.set(next, key)
      open.push(next)
    }
  }
  return null
}
