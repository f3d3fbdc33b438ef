import { bareName, type NamedSchool } from '@/lib/execution/schedule-lines'
import { periodText } from '@/lib/person/labels'
import { isInForce, type LocalDate, readDate, shortDate } from '@/lib/shared/dates'
import { comparable, isBlank } from '@/lib/shared/text'
import type { FileTable } from '@/lib/table-file/document'
import { VISIT_KIND_LABELS } from '@/lib/visit/labels'
import { VISIT_KINDS, type VisitKind } from '@/lib/visit/rules'

/** A school in the days of its part in the programme, both inclusive. */
export type PlannedSchool = NamedSchool & { validFrom: LocalDate | null; validTo: LocalDate | null }

/** A curator of a school in the days of his assignment, both inclusive. */
export type SchoolCurator = {
  schoolId: string
  userId: string
  /** Surname, given name, patronymic. */
  name: string
  validFrom: LocalDate | null
  validTo: LocalDate | null
}

export type PlannedRow = {
  /** The row in the table, from 1, as a person counts it. */
  line: number
  /** The row's words as they stand in the table. */
  said: string
  visit: { schoolId: string; curatorId: string; plannedOn: LocalDate; kind: VisitKind } | null
  /** Why it cannot be taken, with the way out; null where it can. */
  problem: string | null
}

const COLUMNS = {
  school: /школ|организац|^оу$|^оо$/i,
  date: /дата|день|срок|когда/i,
  kind: /вид|тип/i,
  curator: /куратор|кто/i,
}
type Column = keyof typeof COLUMNS
/** Rows in which the headings are looked for: a title may stand above them. */
const MOST_ABOVE = 10
const ORDER: readonly Column[] = ['school', 'date', 'kind', 'curator']

/** Rows of «школа; дата; вид; куратор», in any order under these headings, in this order without headings. */
export function readVisitTable(
  tables: readonly FileTable[],
  year: number,
  schools: readonly PlannedSchool[],
  curators: readonly SchoolCurator[],
): PlannedRow[] {
  const rows = tables.find((table) => !table.isHidden && table.rows.length > 0)?.rows.map((row) => row.cells) ?? []
  const at = rows.slice(0, MOST_ABOVE).findIndex((cells) => headingsOf(cells) !== null)
  const headings = at < 0 ? null : headingsOf(rows[at] ?? [])
  const calledOn = namesByDay(schools)
  return rows.slice(at + 1).flatMap((cells, index): PlannedRow[] => {
    if (cells.every(isBlank)) return []
    const cell = (column: Column): string =>
      comparable(cells[headings ? headings[column] : ORDER.indexOf(column)] ?? '')
    const line = at + index + 2
    const said = cells.map(comparable).filter(Boolean).join('; ')
    const read = readRow(cell, year, calledOn, curators)
    return [
      typeof read === 'string'
        ? { line, said, visit: null, problem: read }
        : { line, said, visit: read, problem: null },
    ]
  })
}

/** Where each column stands; null when the row is no row of headings. */
function headingsOf(cells: readonly string[]): Record<Column, number> | null {
  const at = (column: Column) => cells.findIndex((cell) => COLUMNS[column].test(comparable(cell)))
  const found = { school: at('school'), date: at('date'), kind: at('kind'), curator: at('curator') }
  const isDated = cells.some((cell) => readDay(comparable(cell), 2000) !== null)
  return found.school >= 0 && found.date >= 0 && !isDated ? found : null
}

function readRow(
  cell: (column: Column) => string,
  year: number,
  calledOn: ReturnType<typeof namesByDay>,
  curators: readonly SchoolCurator[],
): NonNullable<PlannedRow['visit']> | string {
  const plannedOn = readDay(cell('date'), year)
  if (!plannedOn) return `«${cell('date').slice(0, 60)}» не дата. Напишите, например, 12.03.${year}.`
  const school = calledOn(bareName(cell('school')), plannedOn)
  if (school === null) return `Школ с таким названием несколько: «${cell('school').slice(0, 100)}».`
  if (school === undefined)
    return `Такой школы в списке нет: «${cell('school').slice(0, 100)}». Напишите название, как в списке школ.`
  if (!isInForce(plannedOn, school.validFrom, school.validTo))
    return `${school.shortName} участвует ${periodText(school)}: ${shortDate(plannedOn)} посетить её нельзя.`
  const kind = readKind(cell('kind'))
  if (!kind)
    return `Вид посещения не понят: «${cell('kind').slice(0, 60)}». Бывает: ${Object.values(VISIT_KIND_LABELS).join(', ')}.`
  const own = curators.filter((one) => one.schoolId === school.id && isInForce(plannedOn, one.validFrom, one.validTo))
  const named = isBlank(cell('curator')) ? own : own.filter((one) => isCalled(one.name, cell('curator')))
  const ids = [...new Set(named.map((one) => one.userId))]
  if (ids.length === 1 && ids[0]) return { schoolId: school.id, curatorId: ids[0], plannedOn, kind }
  if (own.length === 0) return 'В этот день за школой не закреплён ни один куратор. Сначала закрепите его.'
  if (ids.length === 0) return `Этот человек в этот день не куратор школы: «${cell('curator').slice(0, 100)}».`
  return 'У школы несколько кураторов. Напишите, кто из них посещает.'
}

/** What a name means on a day: of several schools those that take part then; null where that is still not one, undefined where none is so called. */
function namesByDay(
  schools: readonly PlannedSchool[],
): (name: string, day: LocalDate) => PlannedSchool | null | undefined {
  const byName = new Map<string, PlannedSchool[]>()
  for (const school of schools)
    for (const name of new Set([bareName(school.shortName), bareName(school.name)]))
      byName.set(name, [...(byName.get(name) ?? []), school])
  return (name, day) => {
    const called = byName.get(name) ?? []
    const then = called.filter((school) => isInForce(day, school.validFrom, school.validTo))
    const [only, ...others] = then.length > 0 ? then : called
    return others.length > 0 ? null : only
  }
}

function readDay(text: string, year: number): LocalDate | null {
  const short = /^(\d{1,2})\.(\d{1,2})\.?$/.exec(text)
  return readDate(short ? `${short[1]}.${short[2]}.${year}` : text)
}

function readKind(text: string): VisitKind | null {
  const word = text.toLowerCase().replace(/ё/g, 'е')
  if (word === '') return 'planned'
  if (/^перв/.test(word)) return 'first'
  if (/десант/.test(word)) return 'landing'
  return VISIT_KINDS.find((kind) => VISIT_KIND_LABELS[kind].slice(0, 5) === word.slice(0, 5)) ?? null
}

/** «Дашиева Баирма Цыреновна», «Дашиева Б.Ц.», «Б.Ц. Дашиева» and «Дашиева» are one person. */
function isCalled(name: string, typed: string): boolean {
  const plain = (text: string) => comparable(text).toLowerCase().replace(/ё/g, 'е')
  const [surname = '', ...given] = plain(name).split(' ')
  const words = plain(typed)
    .split(/[\s.]+/)
    .filter(Boolean)
  if (!words.includes(surname)) return false
  const others = words.filter((word) => word !== surname)
  return others.every((word, index) => given[index]?.startsWith(word) === true)
}
