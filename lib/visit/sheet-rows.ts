import { comparable, isBlank } from '@/lib/shared/text'
import type { RecommendationState } from '@/lib/visit/rules'

/** A recommendation as the sheet's form holds it; `id` is '' for a new one. */
export type RecommendationRow = { id: string; text: string; due: string; person: string }
export type StoredRow = RecommendationRow & { state: RecommendationState }

const FIELDS = { id: 'recId[]', text: 'recText[]', due: 'recDue[]', person: 'recPerson[]' } as const
export const RECOMMENDATION_FIELDS: readonly string[] = Object.values(FIELDS)

const EMPTY: RecommendationRow = { id: '', text: '', due: '', person: '' }
const isEmpty = ({ id, text, due, person }: RecommendationRow): boolean => id === '' && isBlank(text + due + person)

export function rowsOf(values: Record<string, readonly string[] | undefined>): RecommendationRow[] {
  const at = (field: keyof RecommendationRow, row: number) => values[FIELDS[field]]?.[row] ?? ''
  const most = Math.max(0, ...RECOMMENDATION_FIELDS.map((name) => values[name]?.length ?? 0))
  return [...Array(most).keys()].map((row) => ({
    id: at('id', row),
    text: at('text', row),
    due: at('due', row),
    person: at('person', row),
  }))
}

export const rowValues = (rows: readonly RecommendationRow[]): Record<string, string[]> => ({
  [FIELDS.id]: rows.map((row) => row.id),
  [FIELDS.text]: rows.map((row) => row.text),
  [FIELDS.due]: rows.map((row) => row.due),
  [FIELDS.person]: rows.map((row) => row.person),
})

/** Words of a recommendation, whatever stands for its day. */
type Words<Day> = { text: string; due: Day; person: string }

/** The same words typed once more. */
export const isSameWords = <Day>(one: Words<Day>, other: Words<Day>): boolean =>
  comparable(one.text) === comparable(other.text) &&
  one.due === other.due &&
  comparable(one.person) === comparable(other.person)

/**
 * The stored recommendation that a new row says again, for a sheet whose answer was lost is written twice: an open one by its text, one
 * that the school has answered only where nothing at all is new.
 */
export const findTwin = <Day, Row extends Words<Day> & { state: RecommendationState }>(
  row: Words<Day>,
  stored: readonly Row[],
): Row | undefined =>
  isBlank(row.text)
    ? undefined
    : stored.find(
        (one) =>
          (one.state === 'open' && comparable(one.text) === comparable(row.text)) ||
          (one.state === 'answered' && isSameWords(one, row)),
      )

/**
 * The rows that a form shows where typed text is put back into it. A typed row keeps its place and its own id, whatever the stored ones
 * have become since; one whose recommendation is answered or closed and whose words did not change leaves its place empty. Open ones that
 * the typed form has not known follow, unless a new row says the same.
 */
export function joinRows(typed: readonly RecommendationRow[], stored: readonly StoredRow[]): RecommendationRow[] {
  const named = new Set(typed.map((row) => row.id))
  const placed = typed.map((row) => {
    if (row.id !== '') {
      const own = stored.find((one) => one.id === row.id)
      return own && own.state !== 'open' && isSameWords(own, row) ? EMPTY : row
    }
    const twin = findTwin(
      row,
      stored.filter((one) => !named.has(one.id)),
    )
    if (!twin) return row
    named.add(twin.id)
    if (twin.state !== 'open') return EMPTY
    return { id: twin.id, text: row.text, due: row.due || twin.due, person: row.person || twin.person }
  })
  const fresh = stored.filter((one) => one.state === 'open' && !named.has(one.id))
  return [
    ...placed.slice(0, placed.findLastIndex((row) => !isEmpty(row)) + 1),
    ...fresh.map(({ id, text, due, person }) => ({ id, text, due, person })),
  ]
}

/**
 * The same rows in a drawing of `room` rows. Where there are more, the words of the last new ones are joined in one row rather than
 * lost, and never in the row of a recommendation that is stored.
 */
export function fitRows(rows: readonly RecommendationRow[], room: number): RecommendationRow[] {
  const empty = Array<RecommendationRow>(room).fill(EMPTY)
  if (rows.length <= room) return [...rows, ...empty].slice(0, room)
  const named = rows.filter((row) => row.id !== '')
  const stored = named.slice(0, room - 1)
  const others = [...named.slice(room - 1), ...rows.filter((row) => row.id === '' && !isEmpty(row))]
  const places = room - stored.length
  if (others.length <= places) return [...stored, ...others, ...empty].slice(0, room)
  const joined = others
    .slice(places - 1)
    .map(({ text, due, person }) => [text, due, person].filter((words) => !isBlank(words)).join(', '))
    .join('\n')
  return [...stored, ...others.slice(0, places - 1), { ...EMPTY, text: joined }]
}
