import { approvalWord, titleIn } from '@/lib/order/grammar'
import { ORDER_KIND_WORDS } from '@/lib/order/labels'
import type { AmendmentForm, OrderKind } from '@/lib/order/rules'
import { type LocalDate, shortDate } from '@/lib/shared/dates'
import { isBlank } from '@/lib/shared/text'

/** An act as another names it; `issuer` in the genitive and perhaps empty, `number` as printed: «№ 121-р». */
export type NamedAct = { kind: OrderKind; issuer: string; date: LocalDate; number: string; title: string }

/** «от 21.04.2022 № 121», pairs joined by U+00A0 (order-standard C39). */
const dated = ({ date, number }: NamedAct): string => `от\u00A0${shortDate(date)} ${number}`

/** Quotation marks inside a quoted title are „ “ (order-standard C38). */
const quoted = (title: string): string => `«${title.trim().replaceAll('«', '„').replaceAll('»', '“')}»`

/** Kind, body, date, number and title of an act (order-standard C37). The accusative is as the nominative. */
export function actNamed(form: 'nominative' | 'genitive' | 'instrumental', act: NamedAct): string {
  const parts = [ORDER_KIND_WORDS[act.kind][form], act.issuer.trim(), dated(act)]
  return [...parts, isBlank(act.title) ? '' : quoted(act.title)].filter((part) => part !== '').join(' ')
}

/** «распоряжения от 22.04.2022 № 122», «распоряжений от … № …, от … № …». */
function listed(acts: readonly NamedAct[]): string {
  const [first] = acts
  if (!first) return ''
  if (acts.some((act) => act.kind !== first.kind)) {
    return acts.map((act) => `${ORDER_KIND_WORDS[act.kind].genitive} ${dated(act)}`).join(', ')
  }
  const word = ORDER_KIND_WORDS[first.kind]
  return `${acts.length === 1 ? word.genitive : word.genitivePlural} ${acts.map(dated).join(', ')}`
}

/** The participle and the pronoun that agree with what was approved: «утверждённую … изложив её». */
const AGREED: Record<string, [participle: string, pronoun: string]> = {
  УТВЕРЖДЁН: ['утверждённый', 'его'],
  УТВЕРЖДЕНО: ['утверждённое', 'его'],
  УТВЕРЖДЕНЫ: ['утверждённые', 'их'],
  УТВЕРЖДЕНА: ['утверждённую', 'её'],
}

/**
 * Point 1 of an amendment (order-standard C81). It names the act that approved the map and, in brackets, the registered
 * amendments on which the new one builds, oldest first. Row by row the changes follow under it; otherwise the annex gives the
 * whole map anew.
 */
export function amendmentPoint1(input: {
  kind: OrderKind
  annexTitle: string
  target: NamedAct
  editions: readonly NamedAct[]
  form: AmendmentForm
}): string {
  const { kind, annexTitle, target, editions, form } = input
  const [participle, pronoun] = AGREED[approvalWord(annexTitle)] ?? ['утверждённую', 'её']
  const name = isBlank(annexTitle) ? 'Дорожную карту' : (titleIn('accusative', annexTitle) ?? annexTitle)
  const brackets = editions.length > 0 ? ` (в редакции ${listed(editions)})` : ''
  const named = `${name}, ${participle} ${actNamed('instrumental', target)}${brackets}`
  return form === 'rows'
    ? `Внести в ${named}, следующие изменения:`
    : `Внести изменения в ${named}, изложив ${pronoun} в новой редакции согласно приложению к настоящему ${ORDER_KIND_WORDS[kind].dative}.`
}

/** Point 1 of a repeal: the act and the acts by which it was changed, each with date and number. */
export function repealPoint1(target: NamedAct, amendments: readonly NamedAct[]): string {
  const [first] = amendments
  if (!first) return `Признать утратившим силу ${actNamed('nominative', target)}.`
  const named = (act: NamedAct) => `${ORDER_KIND_WORDS[act.kind].nominative} ${dated(act)}`
  const changing =
    amendments.length === 1
      ? `а также ${named(first)} о внесении в него изменений`
      : `а также акты о внесении в него изменений: ${amendments.map(named).join(', ')}`
  return `Признать утратившими силу ${actNamed('nominative', target)}, ${changing}.`
}
