/** A term's text made comparable letter by letter; `at[i]` is the place in the typed text that letter `i` came from. */
export type Letters = { text: string; at: number[] }

const INVISIBLE =
  /[\u0000-\u0008\u000E-\u001F\u007F-\u009F\u00AD\u200B\u200C\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF]|\uFE0E|\uFE0F|\u200D|\u0300|\u0301|\u0308/
const DASH = /[-\u058A\u2010-\u2015\u2043\u2212\u2E3A\u2E3B\u30FC\uFE58\uFE63\uFF0D]/
const FOOTNOTE = /[*\u2020\u2021\u00B2\u00B3\u00B9\u2070-\u2079]/
const QUOTE = /["\u00AB\u00BB\u201C-\u201F\u2033]/
const APOSTROPHE = /['\u02BC\u2018\u2019\u2032]/

/**
 * What a person cannot see, or types in several ways, made one: cases, dashes, spaces, quotes, ё and decomposed й.
 * One pass and no `normalize` of the whole, so that a year found in the letters can be rewritten where it was typed.
 */
export function lettersOf(typed: string): Letters {
  const text: string[] = []
  const at: number[] = []
  const put = (letter: string, place: number) => {
    text.push(letter)
    at.push(place)
  }
  for (let place = 0; place < typed.length; place++) {
    const letter = typed[place] ?? ''
    if (letter === '\u0306') {
      if (text.at(-1) === 'и') text[text.length - 1] = 'й'
    } else if (letter === '\n' || letter === '\r' || letter === '\u2028' || letter === '\u2029') put('\n', place)
    else if (INVISIBLE.test(letter)) continue
    else if (/\s/.test(letter)) put(' ', place)
    else if (FOOTNOTE.test(letter)) put('*', place)
    else if (DASH.test(letter)) put('-', place)
    else if (QUOTE.test(letter)) put('"', place)
    else if (APOSTROPHE.test(letter)) put("'", place)
    else for (const plain of plainLetters(letter)) put(plain, place)
  }
  return { text: text.join(''), at }
}

/** Lower case, «ё» as «е», and «Ⅳ» or «２» as the letters they stand for. */
function plainLetters(letter: string): string {
  // «№» would become «no».
  if (letter === '№' || (letter >= '\uD800' && letter <= '\uDFFF')) return letter
  const plain = letter.normalize('NFKC').toLowerCase()
  return plain === 'ё' ? 'е' : plain
}

const LATIN = 'abcehikmoptxy'
const CYRILLIC = 'авсенікмортху'

/** Latin letters that look like Cyrillic ones, in a word that is Cyrillic otherwise or made of such letters only. */
export function asCyrillic(word: string): string {
  if (!/[a-z]/.test(word)) return word
  return [...word].map((letter) => CYRILLIC[LATIN.indexOf(letter)] ?? letter).join('')
}

/** 1–12 for a Roman numeral in Latin or Cyrillic letters («ІІІ», «IУ»); null for any other word. */
export function romanNumber(word: string): number | null {
  const latin = word.replace(/[іl]/g, 'i').replace(/х/g, 'x').replace(/у/g, 'v')
  if (word === 'у' || !/^[ivx]+$/.test(latin)) return null
  const found = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii'].indexOf(latin)
  return found < 0 ? null : found + 1
}
