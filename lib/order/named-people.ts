import { genderOf, inflectSurname } from '@/lib/grammar/surname'

/** A person as a text names him: «Ивановой Н.Г.» or «Н.Г. Иванова»; `at` and `to` bound the surname. */
export type NamedPerson = { surname: string; initials: string; key: string; at: number; to: number }

const SURNAME_FIRST = /(?<!\p{L})(\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?)[ \u00A0]+(\p{Lu}\.[ \u00A0]?\p{Lu}\.)(?!\p{L})/gu
const INITIALS_FIRST =
  /(?<![\p{L}.])(\p{Lu}\.[ \u00A0]?\p{Lu}\.)[ \u00A0]?(\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?)(?!\p{L})/gu
/** Endings of surnames in any case; what remains is the same for all of them. */
const ENDING = /(?:ого|ому|ыми|ими|ой|ую|юю|ая|яя|ым|им|ом|ем|ый|ий|ей|у|ю|а|я|е|ы|и|ь|й)$/

/** The same for every case of a surname with the same initials: «Иванова Н.Г.» and «Ивановой Н. Г.». */
export const personKey = (surname: string, initials: string): string =>
  `${surname.toLowerCase().replaceAll('ё', 'е').replace(ENDING, '')} ${initials.replace(/[\s\u00A0]/g, '')}`

/** Everybody whom a text names with both initials, in the order of the text. */
export function peopleIn(text: string): NamedPerson[] {
  const found: NamedPerson[] = []
  for (const match of text.matchAll(SURNAME_FIRST)) {
    const [surname = '', initials = ''] = [match[1], match[2]]
    found.push({
      surname,
      initials,
      key: personKey(surname, initials),
      at: match.index,
      to: match.index + surname.length,
    })
  }
  for (const match of text.matchAll(INITIALS_FIRST)) {
    const [initials = '', surname = ''] = [match[1], match[2]]
    const to = match.index + match[0].length
    if (found.some((one) => one.at < to && one.to > match.index)) continue
    found.push({ surname, initials, key: personKey(surname, initials), at: to - surname.length, to })
  }
  return found.sort((one, other) => one.at - other.at)
}

/** The accusative of a surname in the nominative, told by its form alone; null where it is the same or the form does not tell. */
export function accusativeOf(surname: string): string | null {
  const accusative = inflectSurname(surname, genderOf({ surname, patronymic: '' }), 'accusative')
  return accusative === surname ? null : accusative
}

const FEMALE = /(?:(?:ов|ев|ёв|ин|ын)(?:ой)|(?:ск|цк|н)(?:ой|ую|ая))$/

/**
 * True where `named` is surely in the nominative. «Иванова» may be a woman's nominative or a man's accusative: another mention
 * in the order («Ивановой») or the municipality's list of people («Иванова Н.Г.») decides; nothing said, nothing claimed.
 */
export function isNominative(
  named: NamedPerson,
  others: readonly NamedPerson[],
  people: ReadonlyMap<string, ReadonlySet<string>>,
): boolean {
  if (/(?:ов|ев|ёв|ин|ын|ский|цкий|ый|ая|яя)$/.test(named.surname)) return true
  if (accusativeOf(named.surname) === null) return false
  const known = people.get(named.key)
  if (known?.size) return known.size === 1 && known.has(named.surname)
  return others.some((one) => one.key === named.key && FEMALE.test(one.surname))
}
