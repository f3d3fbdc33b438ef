import type { OrderCard } from '@/lib/order/compose'
import { type Finding, warning } from '@/lib/order/finding'
import { titleIn } from '@/lib/order/grammar'
import { TEMPLATE_FIELDS } from '@/lib/order/template'
import { type LocalDate, longDate, shortDate } from '@/lib/shared/dates'
import { comparable, isBlank } from '@/lib/shared/text'

/** What the act attaches and when it is in force; «приложение» of an amendment row by row is none. */
export type AnnexFacts = {
  hasAnnex: boolean
  effectiveOn: LocalDate | null
  /** In the genitive, for the stamp; null where no body is chosen, which is an error of its own. */
  body: { name: string; nameGenitive: string } | null
}

const STAMP = /утвержд[её]н[аоы]?\s+(?:распоряжени|постановлени|приказ)|^\s*приложение(?:\s+№\s*\d*)?\s+к\s/i
const BLANK = /_{2,}/
const FIELD = new RegExp(`\\{(?:${Object.keys(TEMPLATE_FIELDS).join('|')})\\}`, 'i')

/** Warnings of the stamp, of the way the points name the annex, and of places left to be filled. */
export function checkAnnex(card: OrderCard, facts: AnnexFacts): Finding[] {
  return [...ofStamp(card, facts), ...ofReference(card, facts), ...ofForce(card, facts), ...ofBlanks(card)]
}

const said = (
  code: string,
  place: string,
  words: [text: string, wayOut: string],
  repair?: Finding['repair'],
): Finding => warning({ code, place, text: words[0], wayOut: words[1], mend: 'card', ...(repair ? { repair } : {}) })

/** The stamp is printed from the register: nothing of it is typed, nothing of it may be missing (order-standard C47, C48). */
function ofStamp({ annexTitle }: OrderCard, { hasAnnex, body }: AnnexFacts): Finding[] {
  if (!hasAnnex) return []
  const found: Finding[] = []
  if (STAMP.test(annexTitle)) {
    const words: [string, string] = [
      'В названии приложения набран гриф: гриф с датой и номером печатает программа.',
      'Оставьте одно название.',
    ]
    found.push(said('stamp_typed', 'Гриф', words))
  }
  if (body && isBlank(body.nameGenitive)) {
    const words: [string, string] = [
      'Гриф не назовёт органа: нет его названия в родительном падеже.',
      'Внесите его в настройках.',
    ]
    found.push(said('stamp_issuer_missing', 'Гриф', words))
  } else if (
    body &&
    comparable(body.nameGenitive) === comparable(body.name) &&
    titleIn('genitive', body.name) !== body.name
  ) {
    const words: [string, string] = [
      `В грифе орган встанет в именительном падеже: «распоряжением ${comparable(body.nameGenitive)}».`,
      'Исправьте родительный падеж в настройках.',
    ]
    found.push(said('stamp_issuer_nominative', 'Гриф', words))
  }
  return found
}

const ANNEX = /прило(?:жени|жен)|прилага/i

function ofReference({ annexTitle, points }: OrderCard, { hasAnnex }: AnnexFacts): Finding[] {
  const at = points.findIndex((text) => /согласно приложени|прилагаем|приложени[еюяи]\s+(?:№|к\s+настоящ)/i.test(text))
  if (!hasAnnex) {
    if (at < 0) return []
    const words: [string, string] = [
      'Пункт ссылается на приложение, а его нет.',
      'Уберите ссылку или приложите документ.',
    ]
    return [said('annex_absent', `Пункт ${at + 1}`, words)]
  }
  const names = [annexTitle, titleIn('accusative', annexTitle), titleIn('genitive', annexTitle)]
    .filter((name) => name !== null)
    .filter((name) => !isBlank(name))
    .map(plain)
  // A point that approves something names the annex, even if by other words: that is another finding.
  const isNamed = points.some(
    (text) =>
      ANNEX.test(text) || comparable(text).startsWith('Утвердить') || names.some((name) => plain(text).includes(name)),
  )
  if (isNamed) return []
  return [
    said('annex_unnamed', 'Пункты', [
      'Ни один пункт не называет приложения.',
      'Сошлитесь на него: «согласно приложению».',
    ]),
  ]
}

const plain = (text: string): string =>
  comparable(text)
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[«»"„“”]/g, '')

/** A day of force of one's own must be read in the act itself. */
function ofForce({ points }: OrderCard, { effectiveOn }: AnnexFacts): Finding[] {
  if (!effectiveOn) return []
  const days = [shortDate(effectiveOn), comparable(longDate(effectiveOn)).replace(/ г\.$/, '')]
  if (points.some((text) => days.some((day) => comparable(text).includes(day)))) return []
  const words: [string, string] = [
    `В карточке указано вступление в силу с ${shortDate(effectiveOn)}, а пункты этого не говорят.`,
    'Добавьте пункт: «вступает в силу с …».',
  ]
  return [said('effective_unnamed', 'Пункты', words)]
}

/** Places that were left to be filled: «____», a field of a template that had nothing to put in. */
function ofBlanks(card: OrderCard): Finding[] {
  const texts: [place: string, text: string][] = [
    ['Заголовок', card.title],
    ['Преамбула', card.preamble],
    ['Приложение', card.annexTitle],
    ...card.points.map((text, index): [string, string] => [`Пункт ${index + 1}`, text]),
  ]
  return texts.flatMap(([place, text]) => {
    const left = BLANK.exec(text)?.[0] ?? FIELD.exec(text)?.[0]
    if (left === undefined) return []
    return [said('blank_left', place, [`Осталось незаполненное место: «${left}».`, 'Впишите слова или уберите его.'])]
  })
}
