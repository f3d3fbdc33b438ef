import type { ActChange, AnnexTable } from '@/lib/order/document'
import { joined, labelOf, type References, referencesOf } from '@/lib/road-map/amendment-reference'
import {
  type Place,
  type Row,
  type RowStep,
  type SectionStep,
  stepsOf,
  type VersionRows,
} from '@/lib/road-map/amendment-steps'
import type { RoadMapColumn } from '@/lib/road-map/rules'
import { annexTable, sectionHeading } from '@/lib/road-map/table'

export type { VersionRows } from '@/lib/road-map/amendment-steps'

/**
 * What an amending act says that becomes other, in the order of the table; empty when nothing does (domain §6, «изложить в
 * следующей редакции»). Each row that differs is named once, by its label in the edition that is being changed; what is written
 * anew stands in a table with the annex's headers, word for word. Sentences end with «;», the last with «.»; one with a table
 * ends with «:», and whoever prints it closes it after the table.
 */
export function changesOf(before: VersionRows, after: VersionRows, columns: readonly RoadMapColumn[]): ActChange[] {
  const [was, now] = [printed(before), printed(after)]
  const words = wordsFor(referencesOf(was), referencesOf(now), columns)
  const changes = stepsOf(was, now, columns).flatMap((step) => sectionChanges(step, words))
  return changes.map(({ text, table }, index) =>
    table ? { text: `${text}:`, table } : { text: `${text}${index === changes.length - 1 ? '.' : ';'}` },
  )
}

/** A section without words and rows is on no paper. */
function printed({ sections, measures }: VersionRows): VersionRows {
  const filled = new Set(measures.map((row) => row.sectionKey))
  return { sections: sections.filter((one) => filled.has(one.key) || sectionHeading(one).trim() !== ''), measures }
}

type Words = ReturnType<typeof wordsFor>

function wordsFor(was: References, now: References, columns: readonly RoadMapColumn[]) {
  const genitive = (key: string) => (was.isPlain ? '' : ` раздела ${was.section(key)}`)
  const tableOf = (rows: readonly Row[], section?: { key: string; number: string; title: string }): AnnexTable =>
    annexTable(
      columns,
      [section ?? { key: '', number: '', title: '' }],
      rows.map((row) => ({ ...row, sectionKey: section?.key ?? '' })),
    )
  return { was, now, genitive, tableOf }
}

function sectionChanges(step: SectionStep, words: Words): ActChange[] {
  const { was, now } = step
  if (!now) return was ? [{ text: `раздел ${words.was.section(was.key)} исключить` }] : []
  if (!was)
    return [
      newSection(step, now, words),
      ...rowChanges(
        step.rows.filter((row) => row.op !== 'add'),
        now.key,
        words,
      ),
    ]
  const heading: ActChange[] = []
  const name = words.was.section(was.key)
  if (step.isMoved)
    heading.push({ text: `раздел ${name} поместить${sectionPlace(step.place ?? null, words) || ' в конец'}` })
  if (step.isRetitled) heading.push({ text: retitled(was, now, words.was.isPlain ? null : name) })
  return [...heading, ...rowChanges(step.rows, now.key, words)]
}

function retitled(
  was: NonNullable<SectionStep['was']>,
  now: NonNullable<SectionStep['now']>,
  name: string | null,
): string {
  if (name === null) return `таблицу дополнить заголовком раздела «${sectionHeading(now)}»`
  if (sectionHeading(now).trim() === '') return `заголовок раздела ${name} исключить`
  if (sectionHeading(was).trim() === '') return `раздел ${name} дополнить заголовком «${sectionHeading(now)}»`
  if (was.title === now.title && labelOf(was) && labelOf(now)) return `раздел ${name} считать разделом ${labelOf(now)}`
  return `заголовок раздела ${name} изложить в следующей редакции: «${sectionHeading(now)}»`
}

function newSection({ place, rows }: SectionStep, now: NonNullable<SectionStep['now']>, words: Words): ActChange {
  const at = sectionPlace(place ?? null, words).trimStart()
  const own = rows.flatMap((row) => (row.op === 'add' ? [row.now] : []))
  const name = labelOf(now) ? ` ${labelOf(now)}` : ''
  return {
    text: `${at ? `${at} ` : ''}дополнить разделом${name} следующего содержания`,
    table: words.tableOf(own, now),
  }
}

function sectionPlace(place: Place, { was, now }: Words): string {
  if (!place) return ''
  const name = (key: string) => was.section(key) || now.section(key)
  return 'after' in place ? ` после раздела ${name(place.after)}` : ` перед разделом ${name(place.before)}`
}

/** Adjacent rows to which the same thing happened are told together. */
function rowChanges(steps: readonly RowStep[], sectionKey: string, words: Words): ActChange[] {
  const runs: RowStep[][] = []
  for (const step of steps) {
    const run = runs.at(-1)
    if (run && isAlike(run.at(-1), step)) run.push(step)
    else runs.push([step])
  }
  return runs.flatMap((run) => runChange(run, sectionKey, words))
}

function isAlike(one: RowStep | undefined, other: RowStep): boolean {
  if (one?.op !== other.op) return false
  if ((one.op === 'carry' || one.op === 'move') && (other.op === 'carry' || other.op === 'move'))
    return one.was.sectionKey === other.was.sectionKey && one.isRestated === other.isRestated
  return true
}

function runChange(run: readonly RowStep[], sectionKey: string, words: Words): ActChange[] {
  const [first] = run
  if (!first || first.op === 'same') return []
  const was = run.flatMap((step) => ('was' in step ? [step.was] : []))
  const now = run.flatMap((step) => ('now' in step ? [step.now] : []))
  const isOne = run.length === 1
  const rows = `${isOne ? 'строку' : 'строки'} ${joined(was.map((row) => words.was.row(row.key)))}`
  const from = `${rows}${words.genitive(was[0]?.sectionKey ?? '')}`
  switch (first.op) {
    case 'remove':
      return [{ text: `${from} исключить` }]
    case 'renumber': {
      const labels = joined(now.map(labelOf))
      return [{ text: `${from} считать ${isOne ? `строкой ${labels}` : `соответственно строками ${labels}`}` }]
    }
    case 'restate':
      return [{ text: `${from} изложить в следующей редакции`, table: words.tableOf(now) }]
    case 'add':
      return [{ text: added(now, first.place, sectionKey, words), table: words.tableOf(now) }]
    case 'move':
    case 'carry': {
      const verb = first.op === 'carry' ? `перенести в раздел ${targetName(sectionKey, words)}` : 'поместить'
      const place = rowPlace(first.place, sectionKey, words) || (first.op === 'move' ? ' в конец раздела' : '')
      const text = `${from} ${verb}${place}`
      return [
        first.isRestated ? { text: `${text} и изложить в следующей редакции`, table: words.tableOf(now) } : { text },
      ]
    }
  }
}

function added(rows: readonly Row[], place: Place, sectionKey: string, words: Words): string {
  const names = rows.map(labelOf).filter((name) => name !== '')
  const named = names.length === rows.length ? ` ${joined(names)}` : ''
  const section = words.was.isPlain ? '' : `раздел ${targetName(sectionKey, words)}`
  const at = `${section}${rowPlace(place, sectionKey, words)}`.trimStart()
  return `${at ? `${at} ` : ''}дополнить ${rows.length === 1 ? 'строкой' : 'строками'}${named} следующего содержания`
}

const targetName = (key: string, { was, now }: Words): string => was.section(key) || now.section(key)

function rowPlace(place: Place, sectionKey: string, { was, now }: Words): string {
  if (!place) return ''
  const name = (key: string) => was.rowIn(key, sectionKey) || now.row(key)
  return 'after' in place ? ` после строки ${name(place.after)}` : ` перед строкой ${name(place.before)}`
}
