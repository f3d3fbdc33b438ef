import { lettersOf } from '@/lib/term/letters'
import { LONGEST_TERM } from '@/lib/term/read'
import { type Token, tokensOf, type YearPlace } from '@/lib/term/tokens'

/**
 * The term's text with every year in it moved by `by` years: «до 25.05.2022» → «до 25.05.2023», «2022/2023» → «2023/2024»; «февраль»
 * and everything else stays as typed, to the last space. The date of a paper («приказ от 01.03.2022 № 160») is no term and stays:
 * next year's plan still rests on that paper. 29.02.2024 becomes 29.02.2025, which no calendar has: `readTerm` says so and the
 * person decides. Nothing is moved where a year would leave 1900–2199, or 2000–2099 in two digits, so that moving back always gives the same text.
 */
export function moveTermYears(text: string, by: number): string {
  if (by === 0 || !Number.isInteger(by) || text.length > LONGEST_TERM) return text
  const letters = lettersOf(text)
  const tokens = tokensOf(letters)
  const places = tokens.flatMap((token, index) => placesIn(token, tokens[index - 1]))
  const moved = [...text.split('')]
  for (const { year, place } of places) {
    const later = year + by
    // Two digits are always of this century.
    if (later < (place.size === 2 ? 2000 : 1900) || later > (place.size === 2 ? 2099 : 2199)) return text
    const digits = String(later).slice(-place.size)
    for (let index = 0; index < place.size; index++) moved[letters.at[place.from + index] ?? -1] = digits[index] ?? ''
  }
  return moved.join('')
}

function placesIn(token: Token, before: Token | undefined): { year: number; place: YearPlace }[] {
  if (!('place' in token) || before?.text === 'от' || before?.text === '№') return []
  return [{ year: token.year, place: token.place }]
}
