import { plainName } from '@/lib/executor/name-key'
import type { AnnexTable } from '@/lib/order/document'

/** The rows of a frozen annex that somebody is named in, word for word; sections left without a row go with their heading. */
export function extractTable(table: AnnexTable, keeps: (section: number, row: number) => boolean): AnnexTable {
  return {
    headers: table.headers,
    sections: table.sections.flatMap(({ heading, rows }, section) => {
      const kept = rows.filter((_, row) => keeps(section, row))
      return kept.length > 0 ? [{ heading, rows: kept }] : []
    }),
  }
}

export const rowsIn = (table: AnnexTable): number => table.sections.reduce((sum, { rows }) => sum + rows.length, 0)

/**
 * Says which school a name typed in an annex means: by its whole name or short name, else by the one name that begins or ends so
 * («МОУ СОШ № 1» for «СОШ № 1 пгт Забайкальск»). undefined where none or several would fit: nothing is guessed. Names of the list
 * are made comparable once: an annex of a thousand rows asks a thousand times.
 */
export function schoolFinder<School extends { name: string; shortName: string }>(
  schools: readonly School[],
): (typed: string) => School | undefined {
  const known = schools.map((school) => ({
    school,
    names: [school.name, school.shortName].map(keyOf).filter((name) => name !== ''),
  }))
  return (typed) => {
    const said = keyOf(typed)
    if (said === '') return undefined
    const same = known.filter(({ names }) => names.includes(said))
    const alike = () => known.filter(({ names }) => names.some((name) => holds(name, said) || holds(said, name)))
    const [found, ...others] = same.length > 0 ? same : alike()
    return others.length === 0 ? found?.school : undefined
  }
}

/** One name within another from a word's beginning to a word's end, with a number or two words at least: «СОШ № 1». */
const holds = (whole: string, part: string): boolean =>
  ` ${whole} `.includes(` ${part} `) && (/\d/.test(part) || part.includes(' '))

/** «№1» and «№ 1» are one. */
const keyOf = (name: string): string => plainName(name.replace(/№\s*/g, '№ '))
