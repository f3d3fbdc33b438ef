import type { MunicipalitySettings } from '@/lib/municipality/settings'
import { actNamed, amendmentPoint1, type NamedAct, repealPoint1 } from '@/lib/order/amending-text'
import type {
  ActChange,
  Annex,
  AnnexTable,
  FrozenDocument,
  OrderDocument,
  PageProfile,
  SignatureMark,
} from '@/lib/order/document'
import { approvalWord, titleIn } from '@/lib/order/grammar'
import { ORDER_KIND_WORDS } from '@/lib/order/labels'
import { cited } from '@/lib/order/quotes'
import type { AmendmentForm, OrderKind, OrderPurpose } from '@/lib/order/rules'
import { type ActTemplate, defaultTemplate, filled, type TemplateField } from '@/lib/order/template'
import { type LocalDate, longDate, shortDate } from '@/lib/shared/dates'
import { isBlank } from '@/lib/shared/text'

/** Ground of an act as the card holds it: kind, whose (genitive), date, number, title (order-standard C37). */
export type Basis = { kind: string; issuer: string; date: string; number: string; title: string }

/** What the author typed on the order's card. */
export type OrderCard = {
  kind: OrderKind
  title: string
  preamble: string
  operativeWord: string
  points: string[]
  annexTitle: string
}

const INSTRUMENTAL: Record<string, string> = {
  приказ: 'приказом',
  распоряжение: 'распоряжением',
  постановление: 'постановлением',
  письмо: 'письмом',
  закон: 'законом',
  решение: 'решением',
  указ: 'указом',
  'техническое задание': 'техническим заданием',
}

const inInstrumental = (kind: string): string => INSTRUMENTAL[kind.trim().toLowerCase()] ?? kind.trim()

/** «приказом Министерства … от 01.03.2022 № 160 «Об утверждении …»», pairs joined by U+00A0 (C37–C39). */
export function basisText(basis: Basis): string {
  const parts = [inInstrumental(basis.kind), basis.issuer.trim()]
  if (!isBlank(basis.date)) parts.push(`от\u00A0${basis.date.trim()}`)
  if (!isBlank(basis.number)) parts.push(`№\u00A0${basis.number.trim()}`)
  if (!isBlank(basis.title)) parts.push(cited(basis.title))
  return parts.filter((part) => part !== '').join(' ')
}

/** The preamble from the bases, the template's aim and the ground in the charter; without the operative word. */
export function composePreamble(
  bases: readonly Basis[],
  { aim, charterBasis }: { aim: string; charterBasis: string },
): string {
  const clauses: string[] = []
  if (bases.length > 0) clauses.push(`в соответствии с ${bases.map(basisText).join(', ')}`)
  if (!isBlank(aim)) clauses.push(aim.trim())
  if (!isBlank(charterBasis)) clauses.push(`на основании ${charterBasis.trim()}`)
  const text = clauses.join(', ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

export type ComposeInput = {
  /** Without it: an approval. */
  purpose?: OrderPurpose
  kind: OrderKind
  /** Without it: the program's own for this purpose and kind. */
  template?: ActTemplate
  annexTitle: string
  bases: readonly Basis[]
  /** What the card says of control; blank: as the municipality's wordings say. */
  control: string
  settings: MunicipalitySettings
  /** The act that an amendment changes or a repeal ends. */
  target?: NamedAct | null
  /** Acts that changed the target before, in the order of their dates. */
  editions?: readonly NamedAct[]
  form?: AmendmentForm
  /** The map's year, else the year of composing; for «{год}». */
  year?: number
}

/** A card's text from a template, typed parts put in letter by letter (rulings A7). */
export function composeCard(input: ComposeInput): OrderCard {
  const { kind, annexTitle, bases, settings, purpose = 'approval' } = input
  const template = input.template ?? defaultTemplate(purpose, kind)
  const values = fieldValues(input)
  return {
    kind,
    title: filled(template.titlePattern, values),
    preamble: composePreamble(bases, { aim: filled(template.aim, values), charterBasis: settings.charterBasis }),
    operativeWord: template.operativeWord,
    points: template.points.map((point) => filled(point, values)),
    annexTitle,
  }
}

function fieldValues(input: ComposeInput): Partial<Record<TemplateField, string>> {
  const { kind, annexTitle, control, settings, target, year, editions = [], form = 'rows' } = input
  const words = ORDER_KIND_WORDS[kind]
  return {
    карты: titleIn('genitive', annexTitle) ?? annexTitle,
    карту: isBlank(annexTitle) ? 'прилагаемую Дорожную карту' : (titleIn('accusative', annexTitle) ?? annexTitle),
    контроль: isBlank(control) ? settings.control : control.trim(),
    вид: words.nominative,
    вида: words.genitive,
    виду: words.dative,
    ...(year === undefined ? {} : { год: String(year) }),
    ...(target
      ? {
          акт: actNamed('nominative', target),
          акта: actNamed('genitive', target),
          актом: actNamed('instrumental', target),
          изменения: amendmentPoint1({ kind, annexTitle, target, editions, form }),
          отмена: repealPoint1(target, editions),
        }
      : {}),
  }
}

/** What stands on the annex's first sheet: «УТВЕРЖДЕНА распоряжением …» over what the act approves, «Приложение к …» over the rest. */
export type AnnexInput = {
  stamp: 'approved' | 'attached'
  table: AnnexTable
  /** The act that approved what is given anew, in the instrumental with date and number; printed under the first stamp. */
  formerly?: string
}

/** Everything the frozen text is made of: the card, the settings in force, the tables. */
export type FreezeInput = {
  card: OrderCard
  body: { name: string; nameGenitive: string; place: string }
  signature: { post: string; name: string }
  profile: PageProfile
  emblem: string | null
  annex: AnnexInput | null
  changes?: ActChange[]
}

/** The package's text as it will be signed, without number, date and mark. Typed text goes through unchanged (rulings A7). */
export function freeze(input: FreezeInput): FrozenDocument {
  const { card, body } = input
  const words = ORDER_KIND_WORDS[card.kind]
  return {
    template: '2026',
    profile: input.profile,
    emblem: input.emblem,
    body: body.name.split('\n'),
    kind: words.nominative.toUpperCase(),
    place: body.place,
    title: card.title,
    preamble: card.preamble,
    operativeWord: card.operativeWord,
    points: card.points,
    ...(input.changes ? { changes: input.changes } : {}),
    signature: input.signature,
    annex: input.annex && annexOf(card, body.nameGenitive, input.annex),
  }
}

function annexOf(card: OrderCard, issuer: string, { stamp, table, formerly }: AnnexInput): Annex {
  const words = ORDER_KIND_WORDS[card.kind]
  const lines = (first: string, rest: string) => [first, ...rest.split('\n')]
  return {
    approval:
      stamp === 'approved'
        ? lines(approvalWord(card.annexTitle), `${words.instrumental} ${issuer}`)
        : lines('Приложение', `к ${words.dative} ${issuer}`),
    ...(formerly ? { former: lines(approvalWord(card.annexTitle), formerly) } : {}),
    title: card.annexTitle,
    table,
  }
}

/** The date in the profile's one style for header and гриф (order-standard C24). */
export const printedDate = ({ profile }: FrozenDocument, date: LocalDate): string =>
  profile.dateStyle === 'words' ? longDate(date) : shortDate(date)

/** The frozen text with what the register gave. */
export function finish(
  frozen: FrozenDocument,
  given: {
    date: LocalDate
    number: string
    mark: SignatureMark | null
    watermark?: 'ПРОЕКТ' | null
    qr?: string | null
  },
): OrderDocument {
  return {
    ...frozen,
    date: printedDate(frozen, given.date),
    number: given.number,
    mark: given.mark,
    watermark: given.watermark ?? null,
    qr: given.qr ?? null,
  }
}

/** One text for one content, whatever the order of keys in storage: what the fingerprint is taken of. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined)
    return `{${entries
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`)
      .join(',')}}`
  }
  return JSON.stringify(value)
}
