import { getMiddlenameGender, inclineLastname } from 'lvovich'
import type { Case, NameForms } from '@/lib/grammar/cases'

export type PersonGender = 'male' | 'female'

/** Who bears a name; `forms` are the surname's cases that somebody typed himself. */
export type NamedBearer = { surname: string; givenName: string; patronymic: string; forms?: NameForms }

const FEMALE = /(?:ова|ева|ёва|ина|ына|ская|цкая|ая|яя)$/
const MALE = /(?:[а-яё]{2}(?:ов|ев|ёв|ин|ын)|ский|цкий|ый)$/
/** The same in every case, whoever bears them: «Седых», «Шевченко», «Хитрово», «Ли», «Кюндэ». */
const UNCHANGING = /(?:[ыи]х|[оеуюыиэё]|аго|яго)$/
const LETTERS = /^[А-ЯЁ][а-яё]+$/

/**
 * By the patronymic, else by a surname that tells it («Иванова», «Раевский»); null where neither does. A given name is not asked:
 * those of the peoples of Siberia («Цырендолгор») do not end as Russian ones.
 */
export function genderOf({ surname, patronymic }: Pick<NamedBearer, 'surname' | 'patronymic'>): PersonGender | null {
  const told = patronymic ? getMiddlenameGender(patronymic) : null
  if (told === 'male' || told === 'female') return told
  if (/\s(?:оглы|уулу)$/i.test(patronymic)) return 'male'
  if (/\s(?:кызы|гызы)$/i.test(patronymic)) return 'female'
  const last = surname.split('-').at(-1) ?? ''
  if (FEMALE.test(last)) return 'female'
  return MALE.test(last) ? 'male' : null
}

/**
 * A surname in a case; null where the rules of the language leave a doubt (fleeting vowels, stress, the letters of another language):
 * then a person types the form. Both parts of a double surname are declined.
 */
export function inflectSurname(surname: string, gender: PersonGender | null, form: Case): string | null {
  const parts = surname.split('-')
  if (parts.length > 2 || parts.some((part) => !LETTERS.test(part))) return null
  const inflected = parts.map((part, index) => {
    // «Тугана-» or «Туган-Барановского»: usage differs where the first part is no surname by its form.
    if (index === 0 && parts.length > 1 && !UNCHANGING.test(part) && !FEMALE.test(part) && !MALE.test(part)) {
      return gender === 'female' ? part : null
    }
    return onePart(part, gender, form)
  })
  return inflected.every((part) => part !== null) ? inflected.join('-') : null
}

function onePart(part: string, gender: PersonGender | null, form: Case): string | null {
  if (UNCHANGING.test(part)) return part
  if (gender === null) return null
  if (gender === 'female' && /[бвгджзйклмнпрстфхцчшщь]$/.test(part)) return part
  if (isDoubtful(part, gender, form)) return null
  return inclineLastname(part, form, gender)
}

/** What the library answers wrongly, or what only stress or custom decides. */
function isDoubtful(part: string, gender: PersonGender, form: Case): boolean {
  if (gender === 'male') {
    // Fleeting vowels: «Швец», «Заяц», «Соловей», «Лев», «Бережок»; «Сухой» is «Сухим».
    if (/(?:ец|яц|ей|[её]к|ок|[оеё]л|[гкхжшщч]ой)$/.test(part) || part.length <= 3) return true
    if (/ий$/.test(part) && !/(?:ский|цкий|ний|чий|щий|кий)$/.test(part)) return true
  }
  // «Сова», «Щука»: short ones in -ова and -ина are nouns as often as surnames.
  if (/^.{0,2}(?:ова|ева|ина|ына)$/.test(part)) return true
  if (/[аоеёуиыэюя]а$|[оеёуыэюя]я$|ья$/.test(part) || (gender === 'male' && /[ая]я$/.test(part))) return true
  if (gender === 'female' && /[аоеёуыэюя]на$/.test(part) && !/(?:ина|ына)$/.test(part)) return true
  return form === 'instrumental' && /[жшщчц]а?$/.test(part)
}

/** «Иванову\u00A0Н.Г.»: the surname in a case, the initials as they are. Null where the surname's form is not known. */
export function inflectPerson(person: NamedBearer, form: Case): string | null {
  const surname = surnameIn(person, form)
  const initials = [person.givenName, person.patronymic].filter(Boolean).map((name) => `${[...name][0]}.`)
  return surname === null ? null : `${surname}\u00A0${initials.join('')}`
}

/** The surname in a case: what somebody typed for it, else what the rules make of it. */
export function surnameIn(person: NamedBearer, form: Case): string | null {
  return person.forms?.[form] || inflectSurname(person.surname, genderOf(person), form)
}
