import type { OrderKind, OrderPurpose } from '@/lib/order/rules'

/** Texts from which a card is composed: patterns with fields in braces, and words that stand as they are. */
export type ActTemplate = {
  titlePattern: string
  /** «в целях …» of the preamble; may be empty. */
  aim: string
  /** «обязывает:»; may be empty. */
  operativeWord: string
  points: string[]
}

/** What each field puts in. A field that an act cannot have (the changed act of an approval) is not offered for it. */
export const TEMPLATE_FIELDS = {
  карты: 'название приложения в родительном падеже: «Дорожной карты …»',
  карту: 'название приложения в винительном падеже: «Дорожную карту …»',
  контроль: 'на кого возложен контроль: из карточки, иначе из формулировок муниципалитета',
  год: 'год дорожной карты, а без неё текущий',
  вид: 'вид этого акта: «распоряжение»',
  вида: 'вид этого акта в родительном падеже: «распоряжения»',
  виду: 'вид этого акта в дательном падеже: «распоряжению»',
  акт: 'изменяемый акт с датой, номером и названием в винительном падеже',
  акта: 'изменяемый акт в родительном падеже',
  актом: 'изменяемый акт в творительном падеже',
  изменения: 'первый пункт об изменениях: что и в чём меняется',
  отмена: 'первый пункт об утрате силы: какие акты её теряют',
} as const
export type TemplateField = keyof typeof TEMPLATE_FIELDS

const COMMON: TemplateField[] = ['карты', 'карту', 'контроль', 'год', 'вид', 'вида', 'виду']
const OF_PURPOSE: Record<OrderPurpose, TemplateField[]> = {
  approval: COMMON,
  curators: COMMON,
  amendment: [...COMMON, 'акт', 'акта', 'актом', 'изменения'],
  repeal: ['контроль', 'год', 'вид', 'вида', 'виду', 'акт', 'акта', 'актом', 'отмена'],
}

export const fieldsOf = (purpose: OrderPurpose): readonly TemplateField[] => OF_PURPOSE[purpose]

/** Russian letters in one pair of braces; «{{», «${» and Latin names are letters of the text (hostile 28). */
const FIELD = /(?<![{$])\{([а-яё_]+)\}(?!\})/giu

/** Fields written in a text that this purpose does not know, without repeats, as typed. */
export function unknownFields(text: string, purpose: OrderPurpose): string[] {
  const known: readonly string[] = OF_PURPOSE[purpose]
  const written = [...text.matchAll(FIELD)].map((match) => match[1] ?? '')
  return [...new Set(written.filter((name) => !known.includes(name.toLowerCase())))]
}

/** The text with its fields filled, letter by letter and once: braces inside a value are letters. A field without a value stays. */
export const filled = (text: string, values: Partial<Record<TemplateField, string>>): string =>
  text.replace(FIELD, (whole, name: string) => values[name.toLowerCase() as TemplateField] ?? whole)

const OPERATIVE: Record<OrderKind, string> = {
  directive: 'обязывает:',
  resolution: 'ПОСТАНОВЛЯЕТ:',
  ordinance: 'ПРИКАЗЫВАЮ:',
}
const THIS_ACT: Record<OrderKind, string> = {
  directive: 'Настоящее распоряжение',
  resolution: 'Настоящее постановление',
  ordinance: 'Настоящий приказ',
}
const CONTROL = 'Контроль за исполнением настоящего {вида} {контроль}.'

const DEFAULTS: Record<OrderPurpose, { titlePattern: string; aim: string; points: string[] }> = {
  approval: {
    titlePattern: 'Об утверждении {карты}',
    aim: '',
    points: [
      'Утвердить {карту}.',
      'Руководителям общеобразовательных учреждений обеспечить участие в реализации мероприятий Дорожной карты.',
    ],
  },
  curators: {
    titlePattern: 'О назначении кураторов общеобразовательных организаций',
    aim: 'в целях оказания методической помощи общеобразовательным организациям',
    points: [
      'Назначить кураторов общеобразовательных организаций согласно приложению.',
      'Кураторам обеспечить методическое сопровождение закреплённых за ними общеобразовательных организаций.',
    ],
  },
  amendment: { titlePattern: 'О внесении изменений в {акт}', aim: '', points: ['{изменения}'] },
  repeal: { titlePattern: 'О признании утратившим силу {акта}', aim: '', points: ['{отмена}'] },
}

/** The program's own template, for a municipality that has none of its own for this purpose and kind. */
export function defaultTemplate(purpose: OrderPurpose, kind: OrderKind): ActTemplate {
  const { titlePattern, aim, points } = DEFAULTS[purpose]
  return {
    titlePattern,
    aim,
    operativeWord: OPERATIVE[kind],
    points: [...points, `${THIS_ACT[kind]} разместить на официальном сайте.`, CONTROL],
  }
}

/** What an annex is called until its author names it otherwise; null where a map names it. */
export const defaultAnnexTitle = (purpose: OrderPurpose, year: number): string =>
  purpose === 'curators' ? `Список общеобразовательных организаций и их кураторов на ${year} год` : ''
