import type { VersionRows } from '@/lib/road-map/amendment-steps'
import { isBlank } from '@/lib/shared/text'

type Section = VersionRows['sections'][number]
type Row = VersionRows['measures'][number]
/** How an act calls rows of one section: by their labels, by their titles, or by their place where neither tells them apart. */
export type RowNames = ReadonlyMap<string, string>

const plain = (text: string): string => text.replace(/\s+/g, ' ').trim()
/** «3.2.» in the table is «3.2» in a sentence. */
const label = (number: string): string => plain(number).replace(/\.$/, '')

function namesOf<Item extends { key: string; number: string; title: string }>(items: readonly Item[]): RowNames {
  const numbers = countOf(items.map((item) => label(item.number)))
  const titles = countOf(items.map((item) => plain(item.title)))
  return new Map(
    items.map((item, index) => {
      const [number, title] = [label(item.number), plain(item.title)]
      const isNumbered = number !== '' && numbers.get(number) === 1
      const isTitled = title !== '' && titles.get(title) === 1
      return [item.key, isNumbered ? number : isTitled ? `«${title}»` : `№\u00A0${index + 1} по порядку`]
    }),
  )
}

function countOf(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return counts
}

/** Names of every section and row of one version; rows within their section. */
export function referencesOf({ sections, measures }: VersionRows) {
  const rows = new Map<string, Row[]>(sections.map((section) => [section.key, []]))
  for (const row of measures) rows.get(row.sectionKey)?.push(row)
  const bySection = namesOf(sections)
  const byRow = new Map<string, string>()
  for (const own of rows.values()) for (const [key, name] of namesOf(own)) byRow.set(key, name)
  const homes = new Map(measures.map((row) => [row.key, row.sectionKey]))
  // A table without headings has no sections to name.
  const isPlain = sections.length === 1 && sections.every(({ number, title }) => isBlank(number) && isBlank(title))
  return {
    section: (key: string): string => bySection.get(key) ?? '',
    row: (key: string): string => byRow.get(key) ?? '',
    /** '' where the row stood in another section: there it bore another name. */
    rowIn: (key: string, sectionKey: string): string => (homes.get(key) === sectionKey ? (byRow.get(key) ?? '') : ''),
    isPlain,
  }
}
export type References = ReturnType<typeof referencesOf>

/** The label as typed where the row has one; '' where a new row is called by nothing but its text. */
export const labelOf = (item: Section | Row): string => label(item.number)

/** «3.2», «3.2 и 3.3», «3.2–3.4» where the labels follow each other, else «3.2, 3.4 и 3.7». */
export function joined(names: readonly string[]): string {
  const [first = '', last = ''] = [names[0], names.at(-1)]
  if (names.length > 2 && names.every((name, index) => index === 0 || follows(names[index - 1] ?? '', name))) {
    return `${first}–${last}`
  }
  return names.length < 2 ? first : `${names.slice(0, -1).join(', ')} и ${last}`
}

const LABEL = /^(.*?)(\d{1,9})$/
function follows(one: string, other: string): boolean {
  const [a, b] = [LABEL.exec(one), LABEL.exec(other)]
  return a !== null && b !== null && a[1] === b[1] && Number(b[2]) === Number(a[2]) + 1
}
