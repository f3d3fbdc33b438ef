/** How names of executors are compared: what Russian and typing do to a name is taken off on both sides alike. */

/** Invisible signs that come with copied text. */
const INVISIBLE = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g

/** Latin letters that look like Cyrillic ones: «OУ» typed on the wrong keyboard is «ОУ». */
const LOOK_ALIKE: Record<string, string> = {
  a: 'а',
  b: 'в',
  c: 'с',
  e: 'е',
  h: 'н',
  k: 'к',
  m: 'м',
  o: 'о',
  p: 'р',
  t: 'т',
  x: 'х',
  y: 'у',
}

/** Endings of nouns and adjectives, the longer ones first. */
const ENDING =
  /(?:иями|ями|ами|ыми|ими|ого|его|ому|ему|ией|иях|иям|ием|ях|ах|ям|ам|ев|ов|ый|ий|ой|ая|яя|ое|ее|ые|ие|ую|юю|ых|их|ым|им|ом|ем|ей|ии|ия|ию|[аяоеуюыиьй])$/

/** What must be left of a word: «МОУО» must not become «МОУ». */
const SHORTEST_STEM = 4

function stemOf(word: string): string {
  const stem = word.replace(ENDING, '')
  return stem.length >= SHORTEST_STEM ? stem : word
}

/** Without case, invisible signs, quotes, dots, the difference of «ё» and «е»; dashes as spaces. */
export const plainName = (text: string): string =>
  text
    .replace(INVISIBLE, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[abcehkmoptxy]/g, (letter) => LOOK_ALIKE[letter] ?? letter)
    .replace(/[«»"“”„'’.…:*•·]/g, ' ')
    .replace(/[-‐‑‒–—−_]/g, ' ')
    .replace(/(\d) (?=\+)/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()

/** Two names with the same key are the same name in another case or number: «школ участниц», «Школы-участницы». */
export const nameKey = (text: string): string => plainName(text).split(' ').map(stemOf).join(' ')
