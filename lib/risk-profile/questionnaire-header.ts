import { plainName } from '@/lib/risk-profile/grade-text'
import { isBlank } from '@/lib/shared/text'

/** A wording of a factor; rows of one `position` are one factor. `order` counts the factors in force from 1, null of an ended one. */
export type FileFactor = { id: string; name: string; position: number; order: number | null }

/** Where the columns stand in a table of questionnaires; `row` is the index of the row of headings. */
export type Header = { row: number; school: number; date: number | null; problems: string[] } & (
  | { kind: 'matrix'; factors: { column: number; position: number; heading: string }[] }
  | {
      kind: 'list'
      factor: number
      significance: number | null
      value: number | null
      /** The place of the factor that a cell names, null for none. */
      find: (text: string) => number | null
    }
)

/** Headings stand near the top; further down are data. */
const ROWS_LOOKED_AT = 50

const SCHOOL =
  /^(?:наименование |название |краткое название |полное название )?(?:школ[аы]|оо|оу|общеобразовательн\S+ (?:организаци|учреждени)\S+|образовательн\S+ (?:организаци|учреждени)\S+)(?: \(.*\))?$/
const DATE = /^(?:дата|день)/
const FACTOR = /^(?:рисковый )?фактор/
const SIGNIFICANCE = /^(?:значимость|уровень)/
const VALUE = /^(?:значение|балл|показатель)/

/** The first row that names the school and either factors or the columns «Фактор» and «Значимость» or «Значение». */
export function findHeader(rows: readonly string[][], factors: readonly FileFactor[]): Header | null {
  const find = finder(factors)
  for (const [row, cells] of rows.slice(0, ROWS_LOOKED_AT).entries()) {
    const plain = cells.map(plainName)
    const at = (words: RegExp) => plain.findIndex((cell) => words.test(cell))
    const orNone = (words: RegExp) => (at(words) === -1 ? null : at(words))
    const school = at(SCHOOL)
    if (school === -1) continue
    const date = orNone(DATE)
    const [factor, significance, value] = [at(FACTOR), orNone(SIGNIFICANCE), orNone(VALUE)]
    if (factor !== -1 && (significance !== null || value !== null))
      return { kind: 'list', row, school, date, factor, significance, value, find, problems: [] }
    const found = cells.flatMap((heading, column) => {
      const position = column === school || column === date ? null : find(heading)
      return position === null ? [] : [{ column, position, heading }]
    })
    if (found.length === 0) continue
    const problems = cells.flatMap((heading, column) => {
      const isKnown = column === school || column === date || found.some((one) => one.column === column)
      return isKnown || isBlank(heading) || /^(?:№|n|п ?п|№ п\/п)$/.test(plain[column] ?? '')
        ? []
        : [`Колонка «${heading.trim().slice(0, 80)}» не прочитана: такого фактора в словаре программы нет.`]
    })
    const twice = found.filter((one, index) => found.findIndex((other) => other.position === one.position) !== index)
    problems.push(
      ...twice.map(({ heading }) => `Колонка «${heading.trim().slice(0, 80)}» встречается дважды: взята первая.`),
    )
    return { kind: 'matrix', row, school, date, factors: found.filter((one) => !twice.includes(one)), problems }
  }
  return null
}

/** A factor is named by its wording, with or without its number, or by the number alone: its place in the dictionary as shown. */
function finder(factors: readonly FileFactor[]): (text: string) => number | null {
  const byName = new Map<string, number>()
  // Wordings in force win over ended ones of the same words.
  for (const factor of [...factors].sort((one, other) => Number(one.order !== null) - Number(other.order !== null)))
    byName.set(plainName(factor.name), factor.position)
  const byOrder = new Map(
    factors.flatMap(({ order, position }) => (order === null ? [] : [[order, position] as const])),
  )
  return (text) => {
    const plain = plainName(text)
    if (plain === '') return null
    const known = byName.get(plain) ?? byName.get(plain.replace(/^(?:№ ?)?\d{1,2}[.)]? ?/, ''))
    if (known !== undefined) return known
    const order = /^(?:№ ?)?(\d{1,2})$/.exec(plain)?.[1]
    return order === undefined ? null : (byOrder.get(Number(order)) ?? null)
  }
}
