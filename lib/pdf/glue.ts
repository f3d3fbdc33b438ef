import { MONTHS_GENITIVE } from '@/lib/shared/dates'

const MONTHS = MONTHS_GENITIVE.join('|')

/** Pairs that a line may not part (order-standard §1, C39): each pattern matches one space, which becomes U+00A0. */
const PAIRS: RegExp[] = [
  /(?<=№) (?=\S)/g,
  new RegExp(`(?<=(?<!\\d)\\d{1,2}) (?=(?:${MONTHS})(?![а-яё]))`, 'g'),
  new RegExp(`(?<=(?<!\\d)\\d{1,2}[ \\u00A0](?:${MONTHS})) (?=\\d{4})`, 'g'),
  /(?<=\d{4}) (?=(?:г\.|гг\.|год))/g,
  // Initials on either side of a surname: «А.В. Мочалов», «Мочалов А. В.».
  /(?<=(?<!\p{L})\p{Lu}\.) (?=\p{Lu}(?:\.|\p{Ll}))/gu,
  /(?<=\p{Lu}\p{Ll}{1,40}) (?=\p{Lu}\.(?: ?\p{Lu}\.)?(?!\p{L}))/gu,
  /(?<=(?<!\p{L})(?:ст|п|пп|ч|гл|и\.о)\.) (?=\S)/giu,
  /(?<=(?<!\p{L})(?:г|пгт|с|ул|д|им)\.) (?=\p{Lu})/gu,
  // A dash, a hyphen used as one or a lone «+» never begins a line.
  / (?=[—–-](?:\s|$))/g,
  / (?=\+(?:[\s)»,.;]|$))/g,
  /(?<=(?<!\d)\d{1,3}) (?=\d{3}(?!\d))/g,
]

/**
 * The text as it goes on paper: letters and signs untouched, only U+00A0 put inside pairs, line ends made `\n`,
 * tabs made spaces, and control characters, which show nothing, left out.
 */
export function forPaper(text: string): string {
  const plain = text
    .replace(/\r\n?|[\u2028\u2029\u0085\v\f]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(/[\u0000-\u0009\u000E-\u001F\u007F-\u009F]/g, '')
  return PAIRS.reduce((glued, pair) => glued.replace(pair, '\u00A0'), plain)
}
