/** How often one address may ask: an office behind one address checks a morning's mail, a flood does not come through. */
const BURST = 30
const EVERY_MS = 3_000
/** At once from one address, and in all: each may hold a large file for as long as its sender is slow. */
const AT_ONCE = 3
const AT_ONCE_IN_ALL = 10
const MOST_ADDRESSES = 10_000

type Asked = { left: number; at: number; running: number }

export type Admission =
  | { admitted: true; leave: () => void }
  | { admitted: false; waitSeconds: number; because: 'often' | 'busy' }

/** A door before expensive work; `now` in milliseconds of any clock that never goes back. */
export function openDoor() {
  const asked = new Map<string, Asked>()
  let running = 0

  return function admit(address: string, now: number): Admission {
    const key = networkOf(address)
    const known = asked.get(key) ?? { left: BURST, at: now, running: 0 }
    const left = Math.min(BURST, known.left + (now - known.at) / EVERY_MS)
    if (left < 1) return { admitted: false, waitSeconds: Math.ceil(((1 - left) * EVERY_MS) / 1_000), because: 'often' }
    if (known.running >= AT_ONCE || running >= AT_ONCE_IN_ALL)
      return { admitted: false, waitSeconds: 30, because: 'busy' }
    const mine = Object.assign(known, { left: left - 1, at: now, running: known.running + 1 })
    running += 1
    // Put last, so that the first ones are those who asked longest ago.
    asked.delete(key)
    asked.set(key, mine)
    forgetOldest(asked)
    let gone = false
    const leave = () => {
      if (gone) return
      gone = true
      mine.running -= 1
      running -= 1
    }
    return { admitted: true, leave }
  }
}

/**
 * Memory is bounded, whatever number of addresses asks: the half that asked longest ago goes at once, so that each pays little for
 * it. Who is being served is not forgotten.
 */
function forgetOldest(asked: Map<string, Asked>): void {
  if (asked.size <= MOST_ADDRESSES) return
  for (const [key, { running }] of [...asked].slice(0, MOST_ADDRESSES / 2)) if (running === 0) asked.delete(key)
}

/** One subscriber holds 2⁶⁴ addresses of IPv6, so there the network asks. */
const networkOf = (address: string): string =>
  address.includes(':') ? `${address.split(':').slice(0, 4).join(':')}::/64` : address
