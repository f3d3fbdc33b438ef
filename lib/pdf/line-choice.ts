/** Some words looked at as one line of a paragraph; lengths in points. */
export type Candidate = {
  room: number
  /** What is left of the room; negative when the words are too long for it. */
  slack: number
  /** Width of the breakable spaces as they are. */
  natural: number
  words: number
  /** The paragraph ends with it. */
  last: boolean
  /** A title's line: not stretched, but to be as long as its neighbours. */
  titles: boolean
  /** It ends inside a word. */
  parted: boolean
  /** Its last four signs. */
  ending: string
}
type Look = (from: number, to: number) => Candidate

const TOLERANCE = 1e-6
/** How much of its width a space may give up. */
const SHRINK = 0.2
/** A parted word is worth a gap somewhat wider than usual, not a torn line. */
const PARTED = 1.5
/** «… результаты, в»: a preposition or conjunction is read with the word after it. */
const PREPOSITION = /(?:^|[\s«(])[а-яё]{1,2}$/i

/** Where lines begin when each takes as many words as it can. */
export function firstFit(words: number, look: Look): number[] {
  const starts = [0]
  let from = 0
  for (let to = 2; to <= words; to++) {
    if (look(from, to).slack >= -TOLERANCE) continue
    from = to - 1
    starts.push(from)
  }
  return starts
}

/** Where lines begin when the sum of penalties is least: even gaps in justified text, like lengths in titles. */
export function evenBreaks(words: number, look: Look): number[] {
  const cost = new Float64Array(words + 1).fill(Number.POSITIVE_INFINITY)
  const previous = new Int32Array(words + 1)
  cost[0] = 0
  for (let from = 0; from < words; from++) {
    for (let to = from + 1; to <= words; to++) {
      const candidate = look(from, to)
      const penalty = candidate.titles ? titlePenalty(candidate) : textPenalty(candidate)
      if (penalty === null) break
      const total = (cost[from] ?? 0) + penalty
      if (total >= (cost[to] ?? 0)) continue
      cost[to] = total
      previous[to] = from
    }
  }
  const starts: number[] = []
  for (let to = words; to > 0; to = previous[to] ?? 0) starts.unshift(previous[to] ?? 0)
  return starts
}

/** Null when the words do not fit; a single word always does. */
function titlePenalty({ slack, room, words, last, ending }: Candidate): number | null {
  if (slack < -TOLERANCE && words > 1) return null
  return 10 + (slack / room) ** 2 * (last ? 50 : 100) + (!last && PREPOSITION.test(ending) ? 4 : 0)
}

function textPenalty({ slack, natural, words, last, parted, ending }: Candidate): number | null {
  if (slack < -TOLERANCE && -slack > natural * SHRINK) return words > 1 ? null : 0
  // A lone short word under a paragraph is as ugly as a wide gap.
  if (last && slack >= 0) return words === 1 ? 8 : 0
  const stretch = natural === 0 ? 8 : slack / natural
  const uneven = stretch < 0 ? (stretch / SHRINK) ** 2 * 0.6 : stretch ** 3 * 2
  if (parted) return uneven + PARTED
  return uneven + (!last && PREPOSITION.test(ending) ? 1 : 0)
}
