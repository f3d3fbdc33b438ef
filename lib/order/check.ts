import { type AnnexFacts, checkAnnex } from '@/lib/order/check-annex'
import { checkCard } from '@/lib/order/check-card'
import { type CheckedContent, contentErrors } from '@/lib/order/check-content'
import { checkDependencies } from '@/lib/order/check-dependencies'
import { checkRoleNames, checkUnknownExecutors } from '@/lib/order/check-executors'
import { checkIndicator } from '@/lib/order/check-indicators'
import { checkCells, checkCopies, checkNumbers } from '@/lib/order/check-measures'
import { checkOffice, type OfficeFacts } from '@/lib/order/check-office'
import type { CheckedMeasure, CheckedPlan } from '@/lib/order/check-plan'
import { checkTerm } from '@/lib/order/check-terms'
import type { OrderCard } from '@/lib/order/compose'
import { type Finding, type Mend, warning } from '@/lib/order/finding'
import { placesOf } from '@/lib/road-map/row-place'
import type { MeasureText, RoadMapColumn } from '@/lib/road-map/rules'
import { isBlank } from '@/lib/shared/text'

export type { Finding } from '@/lib/order/finding'

/** What makes an act possible at all. */
export type ErrorInput = CheckedContent & { card: OrderCard; hasBody: boolean; hasSignatory: boolean }

export type CheckInput = ErrorInput & {
  columns: readonly RoadMapColumn[]
  sections: { key: string; number: string; title: string }[]
  measures: (MeasureText & { key: string; sectionKey: string })[]
  /** null for an act without a road map. */
  plan: CheckedPlan | null
  /** The municipality's people in the nominative: «Иванова Н.Г.». */
  people: readonly string[]
  /** What the lists of bodies and people say on the day; without it names are not judged by dates. */
  office?: OfficeFacts
  /** For the stamp and the day of force; without it neither is judged. */
  stamp?: Omit<AnnexFacts, 'hasAnnex'>
}

/**
 * The check before approval (rulings A6): an error makes the act impossible and stops sending; a warning wants a word of reason.
 * Order: errors, the order's text, the rows in the order of the table, the plan as a whole. Linear in the rows.
 */
export function checkPackage(input: CheckInput): Finding[] {
  const { plan } = input
  const ofMap = plan ? [...checkRows({ ...input, plan }), ...checkYear(plan)] : []
  const { card, people, office, stamp = { effectiveOn: null, body: null } } = input
  return [
    ...errorsOf(input),
    ...checkCard(card, people),
    ...checkAnnex(card, { ...stamp, hasAnnex: hasAnnex(input) }),
    ...(office ? checkOffice(card, office) : []),
    ...ofMap,
  ]
}

/** Only what makes the act impossible; all that signing and an old act ask. */
export function errorsOf({ card, hasBody, hasSignatory, ...content }: ErrorInput): Finding[] {
  const found: Finding[] = []
  const error = (code: string, place: string, text: string, wayOut: string, mend: Mend = 'card') =>
    found.push({ level: 'error', code, place, text, wayOut, mend })
  if (isBlank(card.title))
    error('title_missing', 'Заголовок', 'Нет заголовка.', 'Напишите его в карточке распоряжения: «Об утверждении …».')
  if (isBlank(card.annexTitle) && hasAnnex(content))
    error('annex_missing', 'Приложение', 'Нет названия приложения.', 'Напишите его в карточке: «Дорожная карта …».')
  if (card.points.every(isBlank))
    error('points_missing', 'Пункты', 'Нет ни одного пункта.', 'Составьте текст в карточке распоряжения.')
  if (!hasBody)
    error(
      'body_missing',
      'Орган',
      'Не выбран действующий орган, от имени которого издаётся акт.',
      'Выберите его в карточке; если списка нет, орган вносит администратор.',
    )
  if (!hasSignatory)
    error(
      'signatory_missing',
      'Подпись',
      'На сегодня нет выбранного должностного лица с правом подписи.',
      'Выберите его в карточке; замещение вносят в разделе «Замещения».',
    )
  return [...found, ...contentErrors(content)]
}

/** A repeal and an amendment written row by row attach nothing. */
const hasAnnex = ({ purpose, rows }: CheckedContent): boolean =>
  purpose === 'approval' || purpose === 'curators' || rows > 0

type MapInput = CheckInput & { plan: CheckedPlan }

function checkRows({ sections, measures, columns, plan }: MapInput): Finding[] {
  const places = placesOf(sections, measures)
  const rows = measures.map((row): CheckedMeasure => {
    return { ...row, place: places.get(row.key) ?? '', planned: plan.measure(row) }
  })
  const fields = new Set(columns.map((column) => column.field))
  // What the table has no column for is not missing in its rows.
  const has = (field: MeasureField) => columns.length === 0 || fields.has(field)
  const byRow = new Map<string, Finding[]>(rows.map((row) => [row.key, []]))
  const whole: Finding[] = []
  const across = [...checkCopies(rows), ...checkDependencies(rows), ...checkNumbers(sections, rows)]
  for (const row of rows) {
    byRow
      .get(row.key)
      ?.push(...checkCells(row, has), ...checkTerm(row, plan), ...checkUnknownExecutors(row), ...checkIndicator(row))
  }
  for (const finding of across) {
    const own = finding.measureKey === undefined ? undefined : byRow.get(finding.measureKey)
    ;(own ?? whole).push(finding)
  }
  return [...rows.flatMap((row) => byRow.get(row.key) ?? []), ...whole, ...checkRoleNames(rows, plan)]
}

type MeasureField = RoadMapColumn['field']

function checkYear({ facts }: CheckedPlan): Finding[] {
  if (facts.approvedOn !== null || facts.today <= `${facts.year}-12-31`) return []
  return [
    warning({
      code: 'year_past',
      place: 'Дорожная карта',
      text: `${facts.year} год программы уже закончился.`,
      wayOut: 'Если готовите карту на новый год, заведите её «Из прошлого года»: сроки перенесутся.',
      mend: 'map',
    }),
  ]
}
