import type { CheckedMeasure } from '@/lib/order/check-plan'
import { type Finding, warning } from '@/lib/order/finding'
import { longDate } from '@/lib/shared/dates'
import { comparable } from '@/lib/shared/text'

/**
 * A measure due before another on which it depends (domain §6: the expertise of documents before their upload). Dependencies are
 * those that people stated, and those seen in the words: documents of one monitoring are first placed, then examined.
 */
export function checkDependencies(measures: readonly CheckedMeasure[]): Finding[] {
  const byKey = new Map(measures.map((measure) => [measure.key, measure]))
  const placed = latestPlacements(measures)
  const found: Finding[] = []
  for (const measure of measures) {
    const stated = measure.planned.plan?.dependsOn ?? []
    const seen = examinedBy(measure).flatMap((subject) => placed.get(subject) ?? [])
    const first = new Set([...stated.flatMap((key) => byKey.get(key) ?? []), ...seen])
    for (const other of first) {
      if (other.key === measure.key || !isBefore(measure, other)) continue
      found.push(
        warning({
          code: 'due_before_dependency',
          place: measure.place,
          text:
            `Срок (${longDate(dueOf(measure) ?? '')}) раньше срока ${other.place} (${longDate(dueOf(other) ?? '')}), ` +
            `от которого мероприятие зависит: «${shortened(other.title)}».`,
          wayOut: `Перенесите срок ${measure.place} на более поздний или срок ${other.place} на более ранний.`,
          mend: 'measure',
          measureKey: measure.key,
        }),
      )
    }
    if (stated.some((key) => !byKey.has(key))) {
      found.push(
        warning({
          code: 'dependency_lost',
          place: measure.place,
          text: 'Мероприятие зависит от строки, которой в карте больше нет.',
          wayOut: 'Исправьте зависимость.',
          mend: 'reading',
          measureKey: measure.key,
        }),
      )
    }
  }
  return found
}

/** Only terms that end on a named day can be compared; a thing repeated through the year has no one day. */
const dueOf = ({ planned: { reading } }: CheckedMeasure): string | null =>
  reading.kind === 'whole' || reading.recurrence !== null ? null : reading.due

function isBefore(measure: CheckedMeasure, other: CheckedMeasure): boolean {
  const [own, theirs] = [dueOf(measure), dueOf(other)]
  return own !== null && theirs !== null && own < theirs
}

const PLACING = /размещ|загруз|представлен|предоставлен|сбор|направлен/
const EXAMINING = /эксперти|провер|рассмотрен|рецензи|оценк/
/** What comes out of the examination and is itself placed later. */
const OUTCOME = /результат|итог|заключени|рекомендаци|справк|приказ/
const MATERIAL = /данн|документ|материал|отч[её]т|анкет/

const ORDINALS: readonly [RegExp, number][] = [
  [/^(?:1|i|перв\p{L}*)$/u, 1],
  [/^(?:2|ii|втор\p{L}*)$/u, 2],
  [/^(?:3|iii|трет\p{L}*)$/u, 3],
  [/^(?:4|iv|четв[её]рт\p{L}*)$/u, 4],
]

/** Things that come by numbers, each with its own documents. */
const NUMBERED = ['мониторинг', 'диагностик', 'самообследован']

/** «мониторинг 2» for «второго этапа мониторинга», «2-го мониторинга», «мониторинга (II этап)». */
function subjectsOf(title: string): string[] {
  const words = comparable(title)
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
  const found: string[] = []
  for (const [index, word] of words.entries()) {
    const thing = NUMBERED.find((one) => word.startsWith(one))
    if (!thing) continue
    const near = [...words.slice(Math.max(0, index - 2), index).reverse(), ...words.slice(index + 1, index + 3)]
    const number = near.flatMap((one) => ORDINALS.find(([form]) => form.test(one))?.[1] ?? [])[0]
    if (number !== undefined) found.push(`${thing} ${number}`)
  }
  return [...new Set(found)]
}

/** The stage that a measure's title names first. */
function stageOf(title: string): 'placing' | 'examining' | null {
  const lower = comparable(title).toLowerCase()
  const [placing, examining] = [lower.search(PLACING), lower.search(EXAMINING)]
  if (placing < 0 && examining < 0) return null
  if (examining >= 0 && (placing < 0 || examining < placing)) return 'examining'
  return MATERIAL.test(lower) && !OUTCOME.test(lower) ? 'placing' : null
}

/** The last placement of the documents of each numbered thing. */
function latestPlacements(measures: readonly CheckedMeasure[]): Map<string, CheckedMeasure> {
  const latest = new Map<string, CheckedMeasure>()
  for (const measure of measures) {
    if (stageOf(measure.title) !== 'placing' || dueOf(measure) === null) continue
    for (const subject of subjectsOf(measure.title)) {
      const known = latest.get(subject)
      if (!known || isBefore(known, measure)) latest.set(subject, measure)
    }
  }
  return latest
}

const examinedBy = ({ title }: CheckedMeasure): string[] => (stageOf(title) === 'examining' ? subjectsOf(title) : [])

const shortened = (text: string): string => {
  const plain = comparable(text)
  return [...plain].length > 90 ? `${[...plain].slice(0, 90).join('').trimEnd()}…` : plain
}
