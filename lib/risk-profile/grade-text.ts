import type { Significance } from '@/lib/risk-profile/rules'
import { comparable } from '@/lib/shared/text'

/** For comparing names and words of files: case, «ё», quotes, kinds of dashes, invisible signs and the end's full stop do not matter. */
export const plainName = (text: string): string =>
  comparable(text.replace(/[\u200B-\u200F\u2060\u00AD\uFEFF]/g, ''))
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/["'«»„“”‘’`]/g, '')
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/\s*-\s*/g, '-')
    .replace(/[.;:]+$/, '')
    .trim()

const WORDS: [RegExp, Significance][] = [
  [/^высок(?:ая|ий|ое|\.)?/, 'high'],
  [/^средн(?:яя|ий|ее|\.)?/, 'medium'],
  [/^низк(?:ая|ий|ое|\.)?/, 'low'],
  [/^не выявлен(?:а|о|ы)?/, 'absent'],
  [/^не оценен(?:а|о|ы)?|^не оценивал(?:ся|ась|ось)/, 'unassessed'],
]

/** What a cell says of a factor; what it is silent about is undefined. */
export type ReadGrade = { significance?: Significance; value?: number }

/** «высокая», «Средняя (55)», «72», «72 %»; undefined for an empty cell, null for what is neither a word nor a whole number 0–100. */
export function readGrade(text: string): ReadGrade | undefined | null {
  const plain = plainName(text)
  if (plain === '') return undefined
  const found = WORDS.map(([word, significance]) => ({ match: word.exec(plain)?.[0], significance })).find(
    ({ match }) => match !== undefined,
  )
  const rest = found?.match === undefined ? plain : plain.slice(found.match.length)
  const inner = found ? rest.replace(/^[\s,(:=-]+|[\s)]+$/g, '') : rest
  if (found && inner === '') return /[\p{L}\d]/u.test(rest) ? null : { significance: found.significance }
  const value = readValue(inner)
  // «высокаястепень» or «высокая20x» is no answer.
  if (value === null || (found && /^[\p{L}\d]/u.test(rest))) return null
  return found ? { significance: found.significance, value } : { value }
}

/** A whole number from 0 to 100, also «72,0» and «72 %» as Excel shows them. */
export function readValue(text: string): number | null {
  const digits = /^(\d{1,3})(?:[.,]0+)?\s?%?$/.exec(comparable(text))?.[1]
  return digits !== undefined && Number(digits) <= 100 ? Number(digits) : null
}
