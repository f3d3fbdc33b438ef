// A package of CommonJS: its names are seen by bundlers, not by Node, which runs the benchmark and the operator's commands.
import russian from 'hyphen/ru/index.js'

const MARK = '\u00AD'
const SHORTEST_WORD = 7
const FEWEST_LETTERS = 3
const MOST_REMEMBERED = 5_000

const known = new Map<string, readonly number[]>()

/**
 * Where a Russian word may be parted: indexes of the letters that would begin the next line. Words of seven letters at least, three
 * letters on either side; nothing inside abbreviations and words of other alphabets.
 */
export function hyphenPlaces(word: string): readonly number[] {
  if (word.length < SHORTEST_WORD || !/^[А-ЯЁа-яё][а-яё]+$/.test(word)) return []
  const remembered = known.get(word)
  if (remembered) return remembered
  const parts = russian.hyphenateSync(word, { hyphenChar: MARK, minWordLength: SHORTEST_WORD }).split(MARK)
  const places: number[] = []
  let at = 0
  for (const part of parts.slice(0, -1)) {
    at += part.length
    if (at >= FEWEST_LETTERS && word.length - at >= FEWEST_LETTERS) places.push(at)
  }
  if (known.size >= MOST_REMEMBERED) known.clear()
  known.set(word, places)
  return places
}
