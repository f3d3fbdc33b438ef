import type { CheckedMeasure, CheckedSection } from '@/lib/order/check-plan'
import { faultsOf } from '@/lib/order/check-text'
import { type Finding, type RepairTarget, warning } from '@/lib/order/finding'
import { sectionHeading } from '@/lib/road-map/table'
import { comparable, isBlank } from '@/lib/shared/text'

/** What a row lacks; one line for each empty cell. */
const EMPTY = [
  ['title', 'Нет названия мероприятия.', 'Напишите, что будет сделано.'],
  ['term', 'Не указан срок.', 'Напишите срок, хотя бы месяц.'],
  ['executors', 'Не указан исполнитель.', 'Назовите того, кто отвечает.'],
  ['tasks', 'Не указана задача.', 'Напишите, зачем это делается.'],
  ['indicator', 'Не указан показатель.', 'Напишите, по чему будет видно, что сделано.'],
] as const

const TYPED = [
  ['title', 'Мероприятие'],
  ['executors', 'Исполнители'],
  ['tasks', 'Задачи'],
  ['indicator', 'Показатель'],
] as const

export function checkCells(measure: CheckedMeasure, has: (field: (typeof EMPTY)[number][0]) => boolean): Finding[] {
  const { place, key } = measure
  const found: Finding[] = EMPTY.filter(([field]) => has(field) && isBlank(measure[field])).map(
    ([field, text, wayOut]) =>
      warning({ code: `${field}_empty`, place, text, wayOut, mend: 'measure', measureKey: key }),
  )
  for (const [field, name] of TYPED) {
    const before = measure[field]
    const target: RepairTarget = { part: 'measure', key, field }
    for (const { text, after, label = '', ...fault } of faultsOf(before, { straightQuotes: false })) {
      found.push(
        warning({
          ...fault,
          place,
          text: `«${name}»: ${text}`,
          mend: 'measure',
          measureKey: key,
          ...(after === undefined ? {} : { repair: { label, target, before, after } }),
        }),
      )
    }
  }
  return found
}

/** Indicators as long as this are written for one measure; «Протокол», «100 % школ» may honestly stand in many rows. */
const OWN_WORDS = 6

/** A measure without its numbers and case: «экспертиза … 1 мониторинга» and «… 2 мониторинга» are one work done twice. */
const workOf = (title: string): string =>
  comparable(title)
    .toLowerCase()
    .replace(/\d+|(?<!\p{L})(?:перв|втор|трет|четв[её]рт)\p{L}*|(?<![\p{L}])[ivx]+(?!\p{L})/gu, '#')

/** Rows that repeat another row: the whole of it, or its long indicator under another measure. */
export function checkCopies(measures: readonly CheckedMeasure[]): Finding[] {
  const found: Finding[] = []
  const rows = new Map<string, string>()
  const indicators = new Map<string, { work: string; place: string }[]>()
  for (const measure of measures) {
    const { key, place } = measure
    const same = (text: string) => comparable(text).toLowerCase()
    if (!isBlank(measure.title)) {
      const row = [measure.title, measure.term, measure.executors].map(same).join('\n')
      const first = rows.get(row)
      if (first === undefined) rows.set(row, place)
      else {
        found.push(
          warning({
            code: 'measure_repeated',
            place,
            text: `Мероприятие повторяет ${first}: те же название, срок и исполнители.`,
            wayOut: 'Удалите лишнюю строку или уточните, чем она отличается.',
            mend: 'measure',
            measureKey: key,
          }),
        )
        continue
      }
    }
    const indicator = same(measure.indicator)
    if (indicator.split(' ').length < OWN_WORDS) continue
    const work = workOf(measure.title)
    const group = indicators.get(indicator)
    if (!group) indicators.set(indicator, [{ work, place }])
    else if (group[0] && group[0].work !== work) {
      found.push(
        warning({
          code: 'indicator_copied',
          place,
          text: `Показатель слово в слово повторяет показатель ${group[0].place}, а мероприятия разные.`,
          wayOut: `Напишите для ${place} свой показатель.`,
          mend: 'measure',
          measureKey: key,
        }),
      )
    }
  }
  return found
}

/** Labels of rows and sections are as typed; the check only says where they repeat or go astray (order-standard C53). */
export function checkNumbers(sections: readonly CheckedSection[], measures: readonly CheckedMeasure[]): Finding[] {
  const found: Finding[] = []
  const wayOut = 'Поправьте номер или нажмите «Перенумеровать» в карте.'
  const bySection = new Map<string, CheckedMeasure[]>(sections.map((section) => [section.key, []]))
  for (const measure of measures) bySection.get(measure.sectionKey)?.push(measure)
  const labels = new Set<string>()
  for (const section of sections) {
    const place = sectionHeading(section) || 'Раздел без названия'
    const add = (code: string, text: string, way: string, mend: 'section' | 'map') =>
      found.push(warning({ code, place, text, wayOut: way, mend, sectionKey: section.key }))
    if (section.number && labels.has(section.number)) {
      add('section_number_repeated', `Номер раздела «${section.number}» уже есть.`, wayOut, 'section')
    }
    labels.add(section.number)
    const rows = bySection.get(section.key) ?? []
    if (rows.length === 0) {
      add('section_empty', 'В разделе нет ни одного мероприятия.', 'Внесите мероприятия или удалите раздел.', 'map')
    }
    for (const fault of faultsOf(section.title)) {
      const { after, label = '', ...words } = fault
      const target: RepairTarget = { part: 'section', key: section.key }
      found.push(
        warning({
          ...words,
          place,
          mend: 'section',
          sectionKey: section.key,
          ...(after === undefined ? {} : { repair: { label, target, before: section.title, after } }),
        }),
      )
    }
    found.push(...numbersOf(rows, wayOut))
  }
  return found
}

const lastNumber = (label: string): number => Number(/(\d+)\D*$/.exec(label)?.[1] ?? Number.NaN)

function numbersOf(rows: readonly CheckedMeasure[], wayOut: string): Finding[] {
  const found: Finding[] = []
  const seen = new Set<string>()
  let before: CheckedMeasure | undefined
  let isAstray = false
  const add = (code: string, { place, key }: CheckedMeasure, text: string) =>
    found.push(warning({ code, place, text, wayOut, mend: 'map', measureKey: key }))
  const isNumbered = rows.some((row) => !isBlank(row.number))
  for (const row of rows) {
    const label = comparable(row.number)
    if (label === '') {
      if (isNumbered) add('number_missing', row, 'У строки нет номера, а у других в разделе есть.')
    } else if (seen.has(label)) add('number_repeated', row, `Номер «${label}» в разделе уже есть.`)
    else if (before && !isAstray && lastNumber(label) !== lastNumber(before.number) + 1) {
      // Said once for a section: one wrong number would make every next one wrong.
      isAstray = !Number.isNaN(lastNumber(label)) && !Number.isNaN(lastNumber(before.number))
      if (isAstray) add('number_order', row, `После «${comparable(before.number)}» идёт «${label}».`)
    }
    seen.add(label)
    if (label !== '') before = row
  }
  return found
}
