import type { ImportedMeasure, ImportedRoadMap, ImportedSection } from '@/lib/road-map/import-shape'
import { MEASURE_FIELDS, type MeasureField, type MeasureText, type RoadMapColumn } from '@/lib/road-map/rules'
import { sectionHeading } from '@/lib/road-map/table'
import { comparable } from '@/lib/shared/text'
import { readRowKey } from '@/lib/table-file/document'

/** A draft as it stands, deleted rows among them: a file may still bear them. Rows in the order of the table. */
export type MergeTarget = {
  columns: RoadMapColumn[]
  sections: { id: string; key: string; revision: number; number: string; title: string; isDeleted: boolean }[]
  measures: (MeasureText & { id: string; key: string; revision: number; sectionId: string; isDeleted: boolean })[]
}
type Stored = MergeTarget['measures'][number]

/**
 * What a file changes in a draft. `conflicts` are rows that differ although they were changed or deleted in the program after the
 * file was made: the person takes one of the two texts. `missing` rows are only in the program.
 */
export type MergePlan = {
  same: number
  edits: { row: Stored; after: MeasureText }[]
  conflicts: { row: Stored; after: MeasureText }[]
  added: { heading: string; text: MeasureText }[]
  missing: Stored[]
  headings: { id: string; before: string; after: { number: string; title: string } }[]
  /** Columns of the file that the map does not have: they are left out. */
  foreignColumns: string[]
  /** Sections in the order of the file; `id` null: a new one. Rows by id, or the text of a new one. */
  layout: { id: string | null; number: string; title: string; rows: (Stored | MeasureText)[] }[]
}

/** Compares what was read with a draft. Rows are found by the ids of our own export, else by their text, else by their title. */
export function planMerge(target: MergeTarget, imported: ImportedRoadMap): MergePlan {
  const columns = sharedColumns(target.columns, imported)
  const find = rowFinder(target, imported, columns.shared)
  const sectionOf = sectionFinder(target)
  const plan: MergePlan = {
    same: 0,
    edits: [],
    conflicts: [],
    added: [],
    missing: [],
    headings: [],
    foreignColumns: columns.foreign,
    layout: [],
  }
  const seen = new Set<string>()
  for (const section of imported.sections) {
    const own = sectionOf(section)
    const rows: MergePlan['layout'][number]['rows'] = []
    for (const measure of section.measures) {
      const found = find(measure)
      if (!found || seen.has(found.row.id)) {
        const text = mergedText(EMPTY, measure, columns.shared, target.columns)
        plan.added.push({ heading: sectionHeading(section), text })
        rows.push(text)
        continue
      }
      seen.add(found.row.id)
      const after = mergedText(found.row, measure, columns.shared, target.columns)
      const isSame = isSameText(found.row, after)
      if (found.row.isDeleted || (!isSame && !found.isFresh)) plan.conflicts.push({ row: found.row, after })
      else if (isSame) plan.same += 1
      else plan.edits.push({ row: found.row, after })
      rows.push(found.row)
    }
    if (own?.isRenamed)
      plan.headings.push({
        id: own.section.id,
        before: sectionHeading(own.section),
        after: { number: section.number, title: section.title },
      })
    plan.layout.push({ id: own?.section.id ?? null, number: section.number, title: section.title, rows })
  }
  plan.missing = target.measures.filter((row) => !row.isDeleted && !seen.has(row.id))
  return plan
}

export const isUnchanged = (plan: MergePlan): boolean =>
  [plan.edits, plan.conflicts, plan.added, plan.missing, plan.headings].every((list) => list.length === 0)

export const isStored = (row: Stored | MeasureText): row is Stored => 'id' in row

const EMPTY: MeasureText = { number: '', title: '', term: '', executors: '', tasks: '', indicator: '', extra: [] }

/** The readers trim the ends of cells: such a difference is none, and the stored text stays. */
const plain = (text: string): string => text.replace(/\r\n?/g, '\n').trim()
const isSame = (one: string, other: string): boolean => plain(one) === plain(other)

const extraText = (measure: MeasureText, header: string): string =>
  measure.extra.find((item) => item.header === header)?.text ?? ''

const isSameText = (one: MeasureText, other: MeasureText): boolean =>
  MEASURE_FIELDS.every((field) => isSame(one[field], other[field])) &&
  other.extra.every((item) => isSame(item.text, extraText(one, item.header)))

type Shared = { field: MeasureField | 'extra'; header: string }

function sharedColumns(columns: readonly RoadMapColumn[], imported: ImportedRoadMap) {
  const shared: Shared[] = []
  const foreign: string[] = []
  imported.headers.forEach((header, index) => {
    const field = imported.fields[index] ?? 'extra'
    const own = columns.find((column) => column.field === field && (field !== 'extra' || column.header === header))
    if (own) shared.push({ field, header: own.header })
    else foreign.push(header)
  })
  return { shared, foreign }
}

/** The stored row with the file's cells; columns that the file lacks keep what they have. */
function mergedText(
  row: MeasureText,
  measure: ImportedMeasure,
  shared: readonly Shared[],
  columns: readonly RoadMapColumn[],
): MeasureText {
  const text: MeasureText = {
    ...EMPTY,
    ...Object.fromEntries(MEASURE_FIELDS.map((field) => [field, row[field]])),
    extra: columns
      .filter((column) => column.field === 'extra')
      .map(({ header }) => ({ header, text: extraText(row, header) })),
  }
  for (const { field, header } of shared) {
    if (field !== 'extra') {
      if (!isSame(text[field], measure[field])) text[field] = measure[field]
      continue
    }
    const own = text.extra.find((item) => item.header === header)
    if (own && !isSame(own.text, extraText(measure, header))) own.text = extraText(measure, header)
  }
  return text
}

/** `isFresh`: nobody has changed the row since the file was made, as far as the file can tell. */
function rowFinder(target: MergeTarget, imported: ImportedRoadMap, shared: readonly Shared[]) {
  const byKey = new Map(target.measures.map((row) => [row.key, row]))
  const keyed = new Set(
    imported.sections.flatMap((section) =>
      section.measures.flatMap((measure) => readRowKey(measure.key ?? '')?.key ?? []),
    ),
  )
  const cells = (row: MeasureText): string =>
    JSON.stringify(shared.map(({ field, header }) => plain(field === 'extra' ? extraText(row, header) : row[field])))
  const byText = new Map<string, Stored[]>()
  const byTitle = new Map<string, Stored[]>()
  for (const row of target.measures) {
    if (row.isDeleted || keyed.has(row.key)) continue
    add(byText, cells(row), row)
    add(byTitle, comparable(row.title), row)
  }
  const taken = new Set<string>()
  return (measure: ImportedMeasure): { row: Stored; isFresh: boolean } | undefined => {
    const key = readRowKey(measure.key ?? '')
    const known = key?.of === 'measure' ? byKey.get(key.key) : undefined
    if (known) return { row: known, isFresh: key?.revision === known.revision }
    const alike = byText.get(cells(measure))?.find((row) => !taken.has(row.id))
    const titled = byTitle.get(comparable(measure.title)) ?? []
    const row =
      alike ?? (titled.length === 1 && measure.title !== '' ? titled.find((one) => !taken.has(one.id)) : undefined)
    if (!row) return undefined
    taken.add(row.id)
    // Beside rows with ids, one without was typed into the file: nothing tells when its twin here was changed.
    return { row, isFresh: keyed.size === 0 }
  }
}

function add(groups: Map<string, Stored[]>, name: string, row: Stored): void {
  const own = groups.get(name)
  if (own) own.push(row)
  else groups.set(name, [row])
}

/** A heading that somebody renamed in the program after the file was made stays as it is there. */
function sectionFinder(target: MergeTarget) {
  const living = target.sections.filter((section) => !section.isDeleted)
  const byKey = new Map(living.map((section) => [section.key, section]))
  const taken = new Set<string>()
  return (section: ImportedSection) => {
    const key = readRowKey(section.key ?? '')
    const known = key?.of === 'section' ? byKey.get(key.key) : undefined
    const heading = sectionHeading(section)
    const found =
      known && !taken.has(known.id)
        ? known
        : living.find((one) => !taken.has(one.id) && isSame(sectionHeading(one), heading))
    if (!found) return undefined
    taken.add(found.id)
    const isRenamed = !isSame(sectionHeading(found), heading) && key?.revision === found.revision
    return { section: found, isRenamed }
  }
}
