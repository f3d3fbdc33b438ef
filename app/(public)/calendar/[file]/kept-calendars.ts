/** Answers made a short time ago, by whose they are: calendars ask when they like, some every minute. */
export function keptCalendars({ freshMs, mostSigns }: { freshMs: number; mostSigns: number }) {
  const kept = new Map<string, { at: number; ics: string }>()
  let signs = 0
  const drop = (key: string) => {
    signs -= kept.get(key)?.ics.length ?? 0
    kept.delete(key)
  }
  return {
    /** Undefined where none was made, it is too old, or the clock was turned back. */
    find(key: string, now: number): string | undefined {
      const known = kept.get(key)
      const age = known ? now - known.at : -1
      return known && age >= 0 && age < freshMs ? known.ics : undefined
    },
    /** The oldest go when all together are too long; one that is too long by itself is not kept. */
    keep(key: string, ics: string, now: number): void {
      drop(key)
      if (ics.length > mostSigns) return
      kept.set(key, { at: now, ics })
      signs += ics.length
      for (const oldest of kept.keys()) {
        if (signs <= mostSigns) break
        drop(oldest)
      }
    },
  }
}
