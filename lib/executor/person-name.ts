/** «Иванова Н.Г.», «Н. Г. Ивановой», «Иванова Наталья Геннадьевна» as surname and initials, for comparing. */
export type PersonName = { surname: string; initials: string }

const WORD = '[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?'
const SURNAME_FIRST = new RegExp(`^(${WORD}) ?([А-ЯЁ])\\. ?(?:([А-ЯЁ])\\.?)?$`, 'u')
const INITIALS_FIRST = new RegExp(`^([А-ЯЁ])\\. ?(?:([А-ЯЁ])\\.)? ?(${WORD})$`, 'u')
const IN_FULL = new RegExp(
  `^(${WORD}) ([А-ЯЁ])[а-яё]+ ([А-ЯЁ])[а-яё]+(?:вич|вна|ична|вича|вны|вичу|вне|вичем|вной)$`,
  'u',
)

/** Null for what is no person's name. */
export function personName(text: string): PersonName | null {
  const clean = text
    .normalize('NFC')
    .replace(/[\s\u00A0\u202F]+/g, ' ')
    .trim()
  if (clean.length > 120) return null
  const first = SURNAME_FIRST.exec(clean) ?? IN_FULL.exec(clean)
  if (first) return { surname: fold(first[1] ?? ''), initials: `${first[2]}${first[3] ?? ''}` }
  const last = INITIALS_FIRST.exec(clean)
  return last ? { surname: fold(last[3] ?? ''), initials: `${last[1]}${last[2] ?? ''}` } : null
}

const fold = (surname: string): string => surname.toLowerCase().replaceAll('ё', 'е')

const initialsMeet = (one: string, other: string): boolean => one.startsWith(other) || other.startsWith(one)

/** The same surname letter for letter, and initials of which one may be shorter. */
export const isSamePerson = (one: PersonName, other: PersonName): boolean =>
  one.surname === other.surname && initialsMeet(one.initials, other.initials)

/** Endings that a surname has in no nominative; «Петрова» is none of them, it may be a woman's name or «Петров» in the genitive. */
const OBLIQUE = /(?:ого|ому|ой|ым|ом|ою|у|ю|е)$/
const NOMINATIVE = /(?:ая|ый|ий|а|я|й|ь)$/

/** «Ивановой Н.Г.» for «Иванова Н.Г.»: another case of the same surname. */
export const isSameInflected = (typed: PersonName, known: PersonName): boolean =>
  OBLIQUE.test(typed.surname) &&
  typed.surname.replace(OBLIQUE, '') === known.surname.replace(NOMINATIVE, '') &&
  initialsMeet(typed.initials, known.initials)
