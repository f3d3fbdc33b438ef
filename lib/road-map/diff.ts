import type { Package, PackageMeasure } from '@/lib/approval/package'
import { canonical } from '@/lib/order/compose'
import type { FrozenDocument } from '@/lib/order/document'
import { cellOf, sectionHeading } from '@/lib/road-map/table'

/** One difference between two packages; null where there was, or is, nothing. */
export type Change = { place: string; was: string | null; became: string | null; measureKey?: string }

/**
 * What changed from one frozen package to another, in reading order: the order's text, then rows by their keys: added, deleted,
 * moved and changed cell by cell. Empty when nothing did.
 */
export function comparePackages(was: Package, became: Package): Change[] {
  return [...changesOfText(was, became), ...changesOfRows(was, became)]
}

const stampOf = ({ annex }: FrozenDocument): string => [...(annex?.approval ?? []), ...(annex?.former ?? [])].join('\n')
const headersOf = ({ annex }: FrozenDocument): string => annex?.table.headers.join(' | ') ?? ''
/** What an amendment says, one change a line. */
const changesText = ({ changes = [] }: FrozenDocument): string =>
  changes
    .map(({ text, table }) => [text, ...(table?.sections.flatMap(({ rows }) => rows.flat()) ?? [])].join(' '))
    .join('\n')

function changesOfText(was: Package, became: Package): Change[] {
  const one = was.document
  const other = became.document
  const texts: [string, string, string][] = [
    ['Вид акта', one.kind, other.kind],
    ['Орган', one.body.join('\n'), other.body.join('\n')],
    ['Место', one.place, other.place],
    ['Заголовок', one.title, other.title],
    ['Преамбула', `${one.preamble} ${one.operativeWord}`, `${other.preamble} ${other.operativeWord}`],
    ['Подпись', `${one.signature.post} ${one.signature.name}`, `${other.signature.post} ${other.signature.name}`],
    ['Гриф приложения', stampOf(one), stampOf(other)],
    ['Название приложения', one.annex?.title ?? '', other.annex?.title ?? ''],
    ['Колонки приложения', headersOf(one), headersOf(other)],
    ['Изменения', changesText(one), changesText(other)],
  ]
  // No words of the act, but part of what is signed: «изменений нет» must not be said of another paper.
  const looks: [string, unknown, unknown][] = [
    ['Герб', one.emblem, other.emblem],
    ['Оформление страницы', one.profile, other.profile],
  ]
  for (const [place, a, b] of looks) if (canonical(a) !== canonical(b)) texts.push([place, 'прежнее', 'изменено'])
  const changes: Change[] = texts.filter(([, a, b]) => a !== b).map(([place, a, b]) => ({ place, was: a, became: b }))
  for (let index = 0; index < Math.max(one.points.length, other.points.length); index++) {
    const [a, b] = [one.points[index] ?? null, other.points[index] ?? null]
    if (a !== b) changes.push({ place: `Пункт ${index + 1}`, was: a, became: b })
  }
  return changes
}

function changesOfRows(was: Package, became: Package): Change[] {
  const before = new Map(was.measures.map((measure, index) => [measure.key, { measure, index }]))
  const after = new Set(became.measures.map((measure) => measure.key))
  const headings = headingsOf(became)
  const changes: Change[] = changesOfSections(was, became)
  for (const measure of became.measures) {
    const place = placeOf(measure, headings)
    const old = before.get(measure.key)?.measure
    if (!old) {
      changes.push({ place, was: null, became: textOf(became, measure), measureKey: measure.key })
      continue
    }
    if (old.sectionKey !== measure.sectionKey) {
      changes.push({
        place: `${place}: раздел`,
        was: headingsOf(was).get(old.sectionKey) ?? '',
        became: headings.get(measure.sectionKey) ?? '',
        measureKey: measure.key,
      })
    }
    for (const column of became.columns) {
      const [a, b] = [cellOf(old, column), cellOf(measure, column)]
      if (a !== b) changes.push({ place: `${place}: ${column.header}`, was: a, became: b, measureKey: measure.key })
    }
  }
  for (const { measure } of before.values()) {
    if (!after.has(measure.key))
      changes.push({ place: placeOf(measure, headingsOf(was)), was: textOf(was, measure), became: null })
  }
  const areSectionsMoved = sectionsOf(was) !== sectionsOf(became)
  if (changes.length === 0 && areSectionsMoved) {
    changes.push({
      place: 'Порядок разделов',
      was: [...headingsOf(was).values()].join('\n'),
      became: [...headings.values()].join('\n'),
    })
  } else if (changes.length === 0 && orderOf(was) !== orderOf(became)) {
    changes.push({ place: 'Порядок строк', was: numbersOf(was), became: numbersOf(became) })
  }
  return changes
}

function changesOfSections(was: Package, became: Package): Change[] {
  const before = headingsOf(was)
  const after = headingsOf(became)
  const changes: Change[] = []
  for (const [key, heading] of after) {
    const old = before.get(key)
    if (old !== heading) changes.push({ place: 'Раздел', was: old ?? null, became: heading })
  }
  for (const [key, heading] of before)
    if (!after.has(key)) changes.push({ place: 'Раздел', was: heading, became: null })
  return changes
}

const headingsOf = (one: Package): Map<string, string> =>
  new Map(one.sections.map((section) => [section.key, sectionHeading(section)]))
const placeOf = (measure: PackageMeasure, headings: Map<string, string>): string =>
  `${headings.get(measure.sectionKey) || 'Без раздела'}, строка ${measure.number || '—'}`
const textOf = (one: Package, measure: PackageMeasure): string =>
  one.columns
    .map((column) => cellOf(measure, column))
    .filter(Boolean)
    .join(' · ')
const orderOf = (one: Package): string => one.measures.map((measure) => measure.key).join()
const sectionsOf = (one: Package): string => one.sections.map((section) => section.key).join()
const numbersOf = (one: Package): string =>
  one.measures.map((measure) => `${measure.number} ${measure.title}`).join('\n')
