import type { MeasureField, MeasureText } from '@/lib/road-map/rules'

/** What a reader of road maps gives back. Nothing of it is saved until the person has seen it. */

/** Texts are as typed; only the ends of cells are trimmed. An absent column gives empty texts. */
export type ImportedMeasure = MeasureText & {
  /** Id of the measure that our own export wrote beside the row. */
  key?: string
}

/** `number` and `title` are empty for measures that stand under no heading. */
export type ImportedSection = {
  number: string
  title: string
  measures: ImportedMeasure[]
  /** As a measure's. */
  key?: string
}

/** What only the person knows: does this measure without a term share the one above it? Places as in `Doubt`. */
export type ImportQuestion = { section: number; measure: number; kind: 'inherit_term'; proposal: string }

/** What the reader did or could not decide: `text` is a whole Russian sentence; the places are null where it is about more. */
export type Doubt = {
  text: string
  /** Index in `sections`. */
  section: number | null
  /** Index in the section's `measures`. */
  measure: number | null
  /** The heading of the column, as typed. */
  column: string | null
}

/** Facts of the order's letterhead, as typed; a fact that is not plainly there is absent. */
export type ImportedOrder = {
  kind?: string
  number?: string
  /** `YYYY-MM-DD`. */
  date?: string
  title?: string
  /** Without the operative word. */
  preamble?: string
  /** «обязывает:». */
  operativeWord?: string
  /** Without their numbers. */
  points?: string[]
}

export type ImportedRoadMap = {
  /** Headings of the columns in the order of the table. */
  headers: string[]
  /** What each heading was taken for; same length as `headers`. */
  fields: (MeasureField | 'extra')[]
  sections: ImportedSection[]
  doubts: Doubt[]
  /** Absent where there is nothing to ask; `applyAnswers` takes the answers. */
  questions?: ImportQuestion[]
  /** The title above the table, where one was found. */
  title?: string
  order?: ImportedOrder
}

/** The operator's JSON: places of doubts are left out, they stand in the sentences; ids of an export are nobody's business. */
export function importedJson(map: ImportedRoadMap) {
  const sections = map.sections.map(({ key: _, ...section }) => ({
    ...section,
    measures: section.measures.map(({ key: __, ...measure }) => measure),
  }))
  return { headers: map.headers, sections, doubts: map.doubts.map((doubt) => doubt.text) }
}

/** A row of cells as it stood in the source. */
export type RawRow = {
  cells: string[]
  /** An empty line stood before it: the usual trace of a page's end. */
  afterGap: boolean
  /** Columns whose text belongs to a merged cell that begins above. */
  inherited?: number[]
  key?: string
  /** A cell over most of the columns: a section's heading. */
  heading?: { number: string; title: string }
}

/** True when something visible stands in the text. */
export const hasText = (text: string): boolean => /[^\s\u200B\uFEFF]/.test(text)

/** Enough of a long text to recognise it. */
export function excerpt(text: string, length = 120): string {
  const start = text
    .slice(0, length * 2)
    .replace(/\s+/g, ' ')
    .trim()
  const letters = [...start]
  return letters.length > length || text.length > length * 2 ? `${letters.slice(0, length).join('').trim()}…` : start
}

/** The text without the marks of bold type that wrap it whole: «<b>…</b>», «**…**». */
export function withoutBold(text: string): string {
  const inner = /^(?:<(?:b|strong)>([\s\S]*)<\/(?:b|strong)>|\*\*([\s\S]*)\*\*)$/i.exec(text.trim())
  return (inner?.[1] ?? inner?.[2] ?? text).trim()
}
