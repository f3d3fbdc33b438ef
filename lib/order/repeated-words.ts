/** A run of words that stands twice in a row; `from`…`to` is the second copy with the space before it. */
export type Repeated = { phrase: string; from: number; to: number }

/** `toLong`: how many words stand before the next one that has four letters in a row, 0 for itself. `isParted`: only spaces stand before the next word. */
type Word = { lower: string; from: number; to: number; toLong: number; isParted: boolean }

/** Longest phrase looked for: the names of ministries have six or seven words. */
const LONGEST = 12
const MOST_ENDING = 3

/**
 * The first phrase repeated at once. A single word counts when it is written the same («обеспечить Обеспечить») and has at least
 * four letters; several words also when their endings or capitals differ («приказом Министерства Приказ Министерства»). Copies are
 * parted by spaces only, so lists («шаг за шагом, шаг за шагом») are left alone.
 */
export function findRepeated(text: string): Repeated | undefined {
  const words = wordsOf(text)
  for (let start = 0; start < words.length; start++) {
    const shortest = (words[start]?.toLong ?? 0) + 1
    for (let length = Math.min(LONGEST, Math.floor((words.length - start) / 2)); length >= shortest; length--) {
      const found = copyAt(text, words, start, length)
      if (found) return found
    }
  }
  return undefined
}

/** What is asked of each word many times is found out once: a cell may hold a megabyte. */
function wordsOf(text: string): Word[] {
  const words = [...text.matchAll(/([\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*)(\s+(?=[\p{L}\p{N}]))?/gu)].map((match) => {
    const word = match[1] ?? ''
    return {
      lower: word.toLowerCase().replaceAll('ё', 'е'),
      from: match.index,
      to: match.index + word.length,
      toLong: /\p{L}{4}/u.test(word) ? 0 : LONGEST,
      isParted: match[2] !== undefined,
    }
  })
  let toLong = LONGEST
  for (const word of words.toReversed()) {
    toLong = Math.min(toLong + 1, word.toLong)
    word.toLong = toLong
  }
  return words
}

function copyAt(text: string, words: readonly Word[], start: number, length: number): Repeated | undefined {
  const end = words[start + length - 1]
  const last = words[start + 2 * length - 1]
  if (!end?.isParted || !last) return undefined
  for (let index = start; index < start + length; index++) {
    const [one, other] = [words[index], words[index + length]]
    if (!one || !other || !(length === 1 ? one.lower === other.lower : isSameWord(one.lower, other.lower))) {
      return undefined
    }
  }
  return { phrase: text.slice(words[start]?.from, end.to), from: end.to, to: last.to }
}

/** Same word, perhaps in another case: a common beginning of four letters, short endings. */
function isSameWord(one: string, other: string): boolean {
  if (one === other) return true
  let same = 0
  while (same < one.length && one[same] === other[same]) same++
  return same >= 4 && one.length - same <= MOST_ENDING && other.length - same <= MOST_ENDING
}
