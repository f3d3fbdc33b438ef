import { CASES, type NameForms } from '@/lib/grammar/cases'
import { inflectBody } from '@/lib/grammar/name'
import { type NamedBearer, surnameIn } from '@/lib/grammar/surname'
import type { OrderCard } from '@/lib/order/compose'
import { type Finding, type RepairTarget, warning } from '@/lib/order/finding'
import { peopleIn, personKey } from '@/lib/order/named-people'
import { isInForce, type LocalDate, shortDate } from '@/lib/shared/dates'
import { comparable } from '@/lib/shared/text'

type Period = { from: LocalDate | null; to: LocalDate | null }
/** A person of the municipality; `posts` are those that he ever held. */
export type OfficePerson = NamedBearer & { hasLeft: boolean; posts: (Period & { name: string })[] }
/** A name of a body, valid from–to; former names stay. */
export type OfficeBody = Period & { name: string; nameGenitive: string; forms: NameForms }

/** What the municipality's lists say of its bodies and people on the day of the act. */
export type OfficeFacts = {
  date: LocalDate
  people: readonly OfficePerson[]
  bodies: readonly OfficeBody[]
  /** «А.В. Мочалов», or empty. */
  signatory: string
}

type Text = { place: string; target: RepairTarget; text: string }

/**
 * Warnings of names that the text gives to bodies and people: a name that is not valid on the day, a person who has left his post,
 * control laid on the very one who signs, an executor in the wrong case. What the lists do not know is not judged.
 */
export function checkOffice(card: OrderCard, office: OfficeFacts): Finding[] {
  const texts: Text[] = [
    { place: 'Заголовок', target: { part: 'card', field: 'title' }, text: card.title },
    { place: 'Преамбула', target: { part: 'card', field: 'preamble' }, text: card.preamble },
    ...card.points.map(
      (text, index): Text => ({ place: `Пункт ${index + 1}`, target: { part: 'point', index }, text }),
    ),
  ]
  return texts.flatMap((text) => [
    ...ofBodies(text, office),
    ...ofPeople(text, office),
    ...ofSignatory(text, office),
    ...ofExecutorsCase(text, office),
  ])
}

const plain = (text: string): string =>
  comparable(text)
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[«»"„“”]/g, '')

/** Every form in which a text may name the body, longest first. */
function namesOf({ name, nameGenitive, forms }: OfficeBody): string[] {
  const found = [name, nameGenitive, ...CASES.map((form) => inflectBody(name, form, forms) ?? '')].map(plain)
  return [...new Set(found.filter(Boolean))].sort((one, other) => other.length - one.length)
}

function ofBodies({ place, text }: Text, { bodies, date }: OfficeFacts): Finding[] {
  const valid = bodies.filter((body) => isInForce(date, body.from, body.to))
  const former = bodies.filter((body) => !isInForce(date, body.from, body.to))
  if (former.length === 0) return []
  // A valid name may hold a former one: «Управление образования района» after «Управление образования».
  let rest = plain(text)
  for (const name of valid.flatMap(namesOf).sort((one, other) => other.length - one.length)) {
    rest = rest.replaceAll(name, ' ')
  }
  const isNamed = (name: string) => {
    const at = rest.indexOf(name)
    return at >= 0 && !/[а-я]/.test(rest.charAt(at - 1)) && !/[а-я]/.test(rest.charAt(at + name.length))
  }
  return former
    .filter((body) => namesOf(body).some(isNamed))
    .map((body) =>
      warning({
        code: 'body_not_in_force',
        place,
        text: `Название «${comparable(body.name)}» на ${shortDate(date)} не действует: ${periodWords(body)}.`,
        wayOut: 'Назовите орган так, как он называется в день акта; названия с датами ведутся в настройках.',
        mend: 'card',
      }),
    )
}

const periodWords = ({ from, to }: Period): string =>
  [from ? `с ${shortDate(from)}` : '', to ? `по ${shortDate(to)}` : ''].filter(Boolean).join(' ')

/** People of the lists who may be meant by a name with initials. */
const meant = (people: readonly OfficePerson[], key: string): OfficePerson[] =>
  people.filter((one) => keyOf(one) === key)

const keyOf = ({ surname, givenName, patronymic }: OfficePerson): string =>
  personKey(surname, [givenName, patronymic].map((name) => (name ? `${[...name][0]}.` : '')).join(''))

function ofPeople({ place, text }: Text, { people, date }: OfficeFacts): Finding[] {
  return peopleIn(text).flatMap((named) => {
    const known = meant(people, named.key)
    // Of namesakes one in post is enough.
    if (known.length === 0 || known.some((one) => isInPost(one, date))) return []
    const left = known.every((one) => one.hasLeft)
    return [
      warning({
        code: 'person_not_in_post',
        place,
        text: left
          ? `${named.surname} ${named.initials}: этот сотрудник больше не работает.`
          : `${named.surname} ${named.initials} на ${shortDate(date)} не занимает должности.`,
        wayOut: 'Назовите того, кто в должности; люди и должности с датами ведутся в списках.',
        mend: 'card',
      }),
    ]
  })
}

/** A person whose posts nobody entered is not judged by them. */
const isInPost = ({ hasLeft, posts }: OfficePerson, date: LocalDate): boolean =>
  !hasLeft && (posts.length === 0 || posts.some((post) => isInForce(date, post.from, post.to)))

function ofSignatory({ place, text }: Text, { signatory }: OfficeFacts): Finding[] {
  const [signer] = peopleIn(signatory)
  if (!signer || !/контроль/i.test(text)) return []
  if (!peopleIn(text).some((named) => named.key === signer.key)) return []
  return [
    warning({
      code: 'controller_is_signatory',
      place,
      text: 'Контроль возложен на того, кто подписывает акт.',
      wayOut: 'Пишут «оставляю за собой»; или назовите другого.',
      mend: 'card',
    }),
  ]
}

/** «Управлению образованием (Иванова Н.Г.)»: the person in brackets stands in the case of his body, which here is the dative. */
function ofExecutorsCase({ place, target, text }: Text, { people, bodies }: OfficeFacts): Finding[] {
  const datives = bodies.map((body) => plain(inflectBody(body.name, 'dative', body.forms) ?? '')).filter(Boolean)
  return peopleIn(text).flatMap((named) => {
    const before = text.slice(0, named.at)
    if (!/\($/.test(before) || !datives.some((name) => plain(before.replace(/\s*\($/, '')).endsWith(name))) return []
    const known = meant(people, named.key)
    const [person] = known
    if (!person || known.length > 1 || person.surname !== named.surname) return []
    const dative = surnameIn(person, 'dative')
    if (dative === null || dative === named.surname) return []
    return [
      warning({
        code: 'executor_case',
        place,
        text: `Орган назван в дательном падеже, а имя в скобках в именительном: «${named.surname} ${named.initials}».`,
        wayOut: `Напишите «${dative} ${named.initials}».`,
        mend: 'card',
        repair: {
          label: `Поставить «${dative}»`,
          target,
          before: text,
          after: text.slice(0, named.at) + dative + text.slice(named.to),
        },
      }),
    ]
  })
}
