/** Mends what the end of a page cut in two. */

const WORD = /[\p{L}\p{M}]+/gu

/** How often each word stands in the table; made only when a cut is met. */
export function countWords(texts: Iterable<string>): Map<string, number> {
  const words = new Map<string, number>()
  for (const text of texts) {
    for (const [word] of text.normalize('NFC').toLowerCase().matchAll(WORD)) words.set(word, (words.get(word) ?? 0) + 1)
  }
  return words
}

/** What stands between the two parts and, where a word was cut, that word. */
export type Join = { separator: '' | ' '; word: string | null }

/**
 * Decides whether the cut went through a word. It did when
 * - the first part ends in a hyphen that touches its word («нормативно-|правовых»); the hyphen stays;
 * - the second part begins as no Russian word does: with «ь», «ъ», or «й» before no vowel («Муниципальны|й»);
 * - the whole word stands elsewhere in the table and neither half does.
 * In the last two the second part must begin with a small letter. Otherwise the cut went between words: a space.
 */
export function joinOf(before: string, after: string, words: () => Map<string, number>): Join {
  // Only the edges are looked at, so a cell of a megabyte costs nothing.
  const tail = before.slice(-100).normalize('NFC')
  const head = after.slice(0, 100).normalize('NFC')
  const last = /[\p{L}\p{M}]{1,60}$/u.exec(tail)?.[0]
  const first = /^[\p{L}\p{M}]{1,60}/u.exec(head)?.[0]
  if (!first) return { separator: ' ', word: null }
  const hyphened = /[\p{L}\p{M}]{1,60}-$/u.exec(tail)?.[0]
  if (hyphened) return { separator: '', word: hyphened + first }
  if (!last || !/^\p{Ll}/u.test(first)) return { separator: ' ', word: null }
  const whole = last + first
  if (/^(?:[ьъ]|й(?![аеёиоуыэюя]))/u.test(first)) return { separator: '', word: whole }
  const count = (word: string) => words().get(word.toLowerCase()) ?? 0
  const isCut = count(whole) > 0 && count(last) <= 1 && count(first) <= 1
  return isCut ? { separator: '', word: whole } : { separator: ' ', word: null }
}
