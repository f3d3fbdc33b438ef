import type { Row, VersionRows } from '@/lib/road-map/amendment-steps'
import { MEASURE_FIELDS, type MeasureField } from '@/lib/road-map/rules'
import { sectionHeading } from '@/lib/road-map/table'

/**
 * Where both the draft and the edition in force changed the same thing. `field` of a cell; `row`: one deleted what the other
 * changed (null on the side where it is gone); `heading`: a section's own words.
 */
export type RebaseConflict = {
  id: string
  key: string
  kind: 'cell' | 'row' | 'heading'
  field: MeasureField | 'extra' | null
  header: string
  mine: string | null
  theirs: string | null
}

export type Rebased = VersionRows & { conflicts: RebaseConflict[] }

/**
 * A draft carried over to another base: what only one side changed is taken, by keys and cells; in a conflict the draft's text
 * stands unless the conflict's id is in `takeTheirs` (rulings A9). A section lives on while a row of it does.
 */
export function rebase(
  base: VersionRows,
  mine: VersionRows,
  theirs: VersionRows,
  takeTheirs: ReadonlySet<string> = new Set(),
): Rebased {
  const conflicts: RebaseConflict[] = []
  const settle = (conflict: RebaseConflict): boolean => {
    conflicts.push(conflict)
    return takeTheirs.has(conflict.id)
  }
  const measures = mergedItems<Row>(
    [base.measures, mine.measures, theirs.measures],
    (rows) => mergedRow(rows, settle),
    (row) => row.sectionKey,
    settle,
  )
  const sections = mergedItems<Section>(
    [base.sections, mine.sections, theirs.sections],
    (parts) => mergedHeading(parts, settle),
    () => '',
    null,
    new Set(measures.map((row) => row.sectionKey)),
  )
  const place = new Map(sections.map((section, index) => [section.key, index]))
  const at = (row: Row): number => place.get(row.sectionKey) ?? sections.length
  return { sections, measures: measures.toSorted((one, other) => at(one) - at(other)), conflicts }
}

type Section = VersionRows['sections'][number]
type Three<Item> = [base: Item, mine: Item, theirs: Item]
type Settle = (conflict: RebaseConflict) => boolean

/** Three-way of one value: what only one side changed; undefined where both did, and differently. */
function agreed<Value>([base, mine, theirs]: Three<Value>): Value | undefined {
  if (same(mine, base)) return theirs
  return same(theirs, base) || same(theirs, mine) ? mine : undefined
}
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

function mergedRow([base, mine, theirs]: Three<Row>, settle: Settle): Row {
  const merged: Row = {
    ...mine,
    sectionKey: agreed([base.sectionKey, mine.sectionKey, theirs.sectionKey]) ?? mine.sectionKey,
  }
  for (const field of MEASURE_FIELDS) {
    merged[field] = settled([base[field], mine[field], theirs[field]], mine.key, { field, header: '' }, settle)
  }
  const headers = new Set([...mine.extra, ...theirs.extra].map((item) => item.header))
  merged.extra = [...headers].map((header) => ({
    header,
    text: settled(
      [extraOf(base, header), extraOf(mine, header), extraOf(theirs, header)],
      mine.key,
      { field: 'extra', header },
      settle,
    ),
  }))
  return merged
}

function settled(
  [base, mine, theirs]: Three<string>,
  key: string,
  { field, header }: { field: MeasureField | 'extra'; header: string },
  settle: Settle,
): string {
  const text = agreed([base, mine, theirs])
  if (text !== undefined) return text
  return settle({ id: `${key}:${field}:${header}`, key, kind: 'cell', field, header, mine, theirs }) ? theirs : mine
}

const extraOf = (row: Row, header: string): string => row.extra.find((item) => item.header === header)?.text ?? ''

function mergedHeading([base, mine, theirs]: Three<Section>, settle: Settle): Section {
  const words = ({ number, title }: Section) => ({ number, title })
  const heading = agreed([words(base), words(mine), words(theirs)])
  if (heading) return { ...mine, ...heading }
  const [own, other] = [sectionHeading(mine), sectionHeading(theirs)]
  const conflict = { id: `${mine.key}:heading`, key: mine.key, kind: 'heading' as const, field: null, header: '' }
  return settle({ ...conflict, mine: own, theirs: other }) ? theirs : mine
}

/**
 * Which items remain, in which order. Deleted by one side: gone, unless the other changed it (`settleLoss` is asked; null: what
 * either side still needs stays). The order is the draft's where the draft changed it, else that of the edition in force.
 */
function mergedItems<Item extends { key: string }>(
  [base, mine, theirs]: Three<readonly Item[]>,
  merge: (items: Three<Item>) => Item,
  groupOf: (item: Item) => string,
  settleLoss: Settle | null,
  needed: ReadonlySet<string> = new Set(),
): Item[] {
  const [was, own, other] = [byKey(base), byKey(mine), byKey(theirs)]
  const kept = new Map<string, Item>()
  for (const key of new Set([...own.keys(), ...other.keys()])) {
    const [b, m, t] = [was.get(key), own.get(key), other.get(key)]
    if (m && t) kept.set(key, merge([b ?? t, m, t]))
    else {
      const left = m ?? t
      if (!left) continue
      if (!b || needed.has(key)) kept.set(key, left)
      else if (settleLoss && !same(left, b)) {
        const [textOfMine, textOfTheirs] = [m ? rowText(m) : null, t ? rowText(t) : null]
        const conflict = { id: `${key}:row`, key, kind: 'row' as const, field: null, header: '' }
        const takesTheirs = settleLoss({ ...conflict, mine: textOfMine, theirs: textOfTheirs })
        if (takesTheirs === (t !== undefined)) kept.set(key, left)
      }
    }
  }
  const common = base.map((item) => item.key).filter((key) => own.has(key))
  const isReordered =
    mine
      .map((item) => item.key)
      .filter((key) => was.has(key))
      .join() !== common.join()
  const [first, second] = isReordered ? [mine, theirs] : [theirs, mine]
  return inOrder(kept, first, second, groupOf)
}

/** The first list's order; what only the second has stands after its neighbour there, within its group. */
function inOrder<Item extends { key: string }>(
  kept: ReadonlyMap<string, Item>,
  first: readonly Item[],
  second: readonly Item[],
  groupOf: (item: Item) => string,
): Item[] {
  const known = new Set(first.map((item) => item.key))
  const followers = new Map<string, Item[]>()
  const neighbour = new Map<string, string>()
  for (const { key } of second) {
    const item = kept.get(key)
    if (!item) continue
    const group = groupOf(item)
    if (known.has(key)) neighbour.set(group, key)
    else {
      const after = neighbour.get(group) ?? `start:${group}`
      const list = followers.get(after)
      if (list) list.push(item)
      else followers.set(after, [item])
    }
  }
  const groups = [
    ...new Set([...first, ...second].map(({ key }) => kept.get(key)).flatMap((item) => (item ? [groupOf(item)] : []))),
  ]
  const placed = new Map<string, Item[]>(groups.map((group) => [group, [...(followers.get(`start:${group}`) ?? [])]]))
  for (const { key } of first) {
    const item = kept.get(key)
    if (item) placed.get(groupOf(item))?.push(item)
    // What followed a row that is gone stays where the row stood.
    for (const follower of followers.get(key) ?? []) placed.get(groupOf(follower))?.push(follower)
  }
  return groups.flatMap((group) => placed.get(group) ?? [])
}

const byKey = <Item extends { key: string }>(items: readonly Item[]): Map<string, Item> =>
  new Map(items.map((item) => [item.key, item]))

const rowText = (item: object): string =>
  MEASURE_FIELDS.map((field) => (item as Partial<Row>)[field] ?? '')
    .filter((text) => text !== '')
    .join(' · ')
