import type { MeasureText, RoadMapColumn } from '@/lib/road-map/rules'
import { settledOf } from '@/lib/road-map/settled'
import { cellOf, sectionHeading } from '@/lib/road-map/table'
import { isBlank } from '@/lib/shared/text'

/** Living rows of one version, in the order of the table. */
export type VersionRows = {
  sections: { key: string; number: string; title: string }[]
  measures: (MeasureText & { key: string; sectionKey: string })[]
}
type Section = VersionRows['sections'][number]
export type Row = VersionRows['measures'][number]

/** What happened to one row. `restate`: its words; `renumber`: nothing but its label; `move`: its place in its section; `carry`: its section. */
export type RowStep =
  | { op: 'same' }
  | { op: 'restate' | 'renumber'; was: Row; now: Row }
  | { op: 'move' | 'carry'; was: Row; now: Row; isRestated: boolean; place: Place }
  | { op: 'add'; now: Row; place: Place }
  | { op: 'remove'; was: Row }

/** Where something stands: after another, before another, or at the end (nothing need be said). */
export type Place = { after: string } | { before: string } | null

export type SectionStep = {
  was: Section | null
  now: Section | null
  /** Set where the section is new or stands among the others in another order. */
  place?: Place
  isMoved: boolean
  isRetitled: boolean
  rows: RowStep[]
}

/** What became other between two versions, by keys, in the order of the new table; what was removed stands where it stood. */
export function stepsOf(before: VersionRows, after: VersionRows, columns: readonly RoadMapColumn[]): SectionStep[] {
  const oldRows = new Map(before.measures.map((row) => [row.key, row]))
  const living = new Set(after.measures.map((row) => row.key))
  const [oldParts, newParts] = [rowsBySection(before), rowsBySection(after)]
  const oldSections = new Map(before.sections.map((section) => [section.key, section]))
  const settled = settledOf(keysOf(before.sections), keysOf(after.sections))
  const placeAt = placer(after.sections, settled)
  return interleaved(before.sections, after.sections).map(({ item, index }) => {
    const was = oldSections.get(item.key) ?? null
    if (index < 0) return { was, now: null, isMoved: false, isRetitled: false, rows: [] }
    const [oldOnes, newOnes] = [oldParts.get(item.key) ?? [], newParts.get(item.key) ?? []]
    const isMoved = was !== null && !settled.has(item.key)
    return {
      was,
      now: item,
      isMoved,
      isRetitled: was !== null && sectionHeading(was) !== sectionHeading(item),
      ...(was === null || isMoved ? { place: placeAt(index) } : {}),
      rows: rowSteps(oldOnes, newOnes, { oldRows, living, columns }),
    }
  })
}

type Known = { oldRows: ReadonlyMap<string, Row>; living: ReadonlySet<string>; columns: readonly RoadMapColumn[] }

function rowSteps(oldOnes: readonly Row[], newOnes: readonly Row[], { oldRows, living, columns }: Known): RowStep[] {
  const settled = settledOf(keysOf(oldOnes), keysOf(newOnes))
  const placeAt = placer(newOnes, settled)
  return interleaved(oldOnes, newOnes).flatMap(({ item, index }): RowStep[] => {
    // A row that stands in another section now is told there.
    if (index < 0) return living.has(item.key) ? [{ op: 'same' }] : [{ op: 'remove', was: item }]
    const was = oldRows.get(item.key)
    if (!was) return [{ op: 'add', now: item, place: placeAt(index) }]
    const isCarried = was.sectionKey !== item.sectionKey
    const differing = columns.filter((column) => cellOf(was, column) !== cellOf(item, column))
    const isRestated = differing.length > 0
    if (isCarried || !settled.has(item.key))
      return [{ op: isCarried ? 'carry' : 'move', was, now: item, isRestated, place: placeAt(index) }]
    if (!isRestated) return [{ op: 'same' }]
    const isLabelOnly = differing.every((column) => column.field === 'number')
    const isNamed = !isBlank(was.number) && !isBlank(item.number)
    return [{ op: isLabelOnly && isNamed ? 'renumber' : 'restate', was, now: item }]
  })
}

/** The new order, with what is gone put in after its former neighbour: `index` −1. */
function interleaved<Item extends { key: string }>(before: readonly Item[], after: readonly Item[]) {
  const present = new Set(keysOf(after))
  const gone = new Map<string | null, { item: Item; index: number }[]>()
  let neighbour: string | null = null
  for (const item of before) {
    if (present.has(item.key)) neighbour = item.key
    else {
      const lost = gone.get(neighbour)
      if (lost) lost.push({ item, index: -1 })
      else gone.set(neighbour, [{ item, index: -1 }])
    }
  }
  return [
    ...(gone.get(null) ?? []),
    ...after.flatMap((item, index) => [{ item, index }, ...(gone.get(item.key) ?? [])]),
  ]
}

/** A place is said by its neighbour: the one above, or at the beginning the first that kept its own; at the end nothing is said. */
function placer(items: readonly { key: string }[], settled: ReadonlySet<string>): (index: number) => Place {
  const last = items.findLastIndex((one) => settled.has(one.key))
  const first = items.find((one) => settled.has(one.key))
  return (index) => {
    if (index > last) return null
    const above = items[index - 1]
    return above ? { after: above.key } : first ? { before: first.key } : null
  }
}

const keysOf = (items: readonly { key: string }[]): string[] => items.map((item) => item.key)

function rowsBySection({ sections, measures }: VersionRows): Map<string, Row[]> {
  const rows = new Map<string, Row[]>(sections.map((section) => [section.key, []]))
  for (const row of measures) rows.get(row.sectionKey)?.push(row)
  return rows
}
