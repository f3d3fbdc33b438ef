import { plainName, readGrade, readValue } from '@/lib/risk-profile/grade-text'
import { type FileFactor, findHeader, type Header } from '@/lib/risk-profile/questionnaire-header'
import type { Significance } from '@/lib/risk-profile/rules'
import { isInForce, type LocalDate, readDate, shortDate } from '@/lib/shared/dates'
import { isBlank } from '@/lib/shared/text'

export type SheetTable = { name: string; rows: string[][] }

export type FileSchool = {
  id: string
  name: string
  shortName: string
  validFrom: LocalDate | null
  validTo: LocalDate | null
}
export type FileMark = { position: number; significance?: Significance; value?: number }
export type FileRow = { schoolId: string; questionnaireOn: LocalDate | null; marks: FileMark[] }

export type ReadFile = {
  rows: FileRow[]
  /** Whole Russian sentences that name the cell: what was not understood and will not be saved. */
  problems: string[]
}

/** A table of more rows is of another country. */
const MOST_ROWS = 20_000
/** Problems told; more are counted. */
const MOST_PROBLEMS = 200

/**
 * Reads the questionnaires of many schools from the tables of a file (visible sheets): a table school × factor, or a row for each
 * school and factor. Empty cells say nothing. `today` bounds the days that can be.
 */
export function readQuestionnaireFile(
  tables: readonly SheetTable[],
  known: { schools: readonly FileSchool[]; factors: readonly FileFactor[] },
  today: LocalDate,
): ReadFile {
  const problems: string[] = []
  const answers = new Map<string, Answers>()
  const schools = schoolsByName(known.schools)
  const headers = tables.map((table) => findHeader(table.rows, known.factors))
  const isMany = headers.filter(Boolean).length > 1
  for (const [at, table] of tables.entries()) {
    const header = headers[at]
    const sheet = isMany ? `лист «${table.name}», ` : ''
    if (!header) {
      if (tables.length > 1 && headers.some(Boolean))
        problems.push(`Лист «${table.name}» не прочитан: в нём нет строки с заголовком «Школа» и факторами.`)
      continue
    }
    problems.push(...header.problems)
    for (const [index, cells] of table.rows.slice(0, MOST_ROWS).entries()) {
      if (index <= header.row || !cells.some((cell) => !isBlank(cell))) continue
      const place = `${sheet}строка ${index + 1}`
      readRow({ cells, header, place, schools, today }, answers, problems)
    }
  }
  if (!headers.some(Boolean))
    problems.push(
      'Не найдена строка с заголовками. В таблице должна быть колонка «Школа» и колонки с названиями факторов или колонки «Фактор», «Значимость», «Значение».',
    )
  const rows = [...answers].map(([schoolId, { day, marks }]) => ({
    schoolId,
    questionnaireOn: day,
    marks: [...marks.values()].flatMap((mark) => (mark === 'doubtful' ? [] : [mark])),
  }))
  const told =
    problems.length > MOST_PROBLEMS
      ? [...problems.slice(0, MOST_PROBLEMS), `И ещё замечаний: ${problems.length - MOST_PROBLEMS}.`]
      : problems
  return { rows: rows.filter((row) => row.marks.length > 0), problems: told }
}

type Answers = { day: LocalDate | null; marks: Map<number, FileMark | 'doubtful'> }
type SchoolsByName = ReadonlyMap<string, FileSchool[]>

/** By full and by short name; a name of two schools names none. */
function schoolsByName(schools: readonly FileSchool[]): SchoolsByName {
  const found = new Map<string, FileSchool[]>()
  for (const school of schools)
    for (const name of new Set([plainName(school.name), plainName(school.shortName)]))
      found.set(name, [...(found.get(name) ?? []), school])
  return found
}

type Row = { cells: string[]; header: Header; place: string; schools: SchoolsByName; today: LocalDate }

function readRow(
  { cells, header, place, schools, today }: Row,
  answers: Map<string, Answers>,
  problems: string[],
): void {
  const name = cells[header.school] ?? ''
  if (isBlank(name)) {
    problems.push(`${capital(place)}: не указана школа.`)
    return
  }
  const found = schools.get(plainName(name)) ?? []
  const [school] = found
  const shown = excerpt(name)
  if (!school || found.length > 1) {
    const why = school
      ? 'так называются две школы; напишите полное название'
      : 'такой школы нет среди ваших школ программы'
    problems.push(`${capital(place)}: «${shown}» — ${why}.`)
    return
  }
  const own = answers.get(school.id) ?? { day: null, marks: new Map() }
  const tell = (column: string, text: string) => problems.push(`${capital(place)} (${shown}), ${column}: ${text}`)
  if (!readDay(cells, header, school, today, own, tell)) return
  for (const { position, column, heading, mark } of marksOfRow(cells, header, tell)) {
    const before = own.marks.get(position)
    if (before === undefined) own.marks.set(position, mark)
    else if (before !== 'doubtful' && !isSame(before, mark)) {
      own.marks.set(position, 'doubtful')
      tell(column, `по фактору «${heading}» школа встречается дважды с разными ответами. Не взят ни один.`)
    }
  }
  answers.set(school.id, own)
}

const isSame = (one: FileMark, other: FileMark): boolean =>
  one.significance === other.significance && one.value === other.value

/** False where the day of the row cannot be: then the row is not taken. */
function readDay(
  cells: string[],
  header: Header,
  school: FileSchool,
  today: LocalDate,
  own: Answers,
  tell: (column: string, text: string) => void,
): boolean {
  const text = header.date === null ? '' : (cells[header.date] ?? '')
  if (isBlank(text)) return true
  const day = readDate(text)
  const why =
    day === null
      ? `«${excerpt(text)}» — не дата`
      : day > today
        ? `${shortDate(day)} ещё не наступило`
        : isInForce(day, school.validFrom, school.validTo)
          ? null
          : `${shortDate(day)} школа не действовала`
  if (why === null) own.day = day
  else tell('колонка «Дата»', `${why}. Строка не взята.`)
  return why === null
}

type Found = { position: number; column: string; heading: string; mark: FileMark }

function marksOfRow(cells: string[], header: Header, tell: (column: string, text: string) => void): Found[] {
  if (header.kind === 'matrix') {
    return header.factors.flatMap(({ column, position, heading }) => {
      const said = `колонка «${excerpt(heading)}»`
      const grade = readGrade(cells[column] ?? '')
      if (grade === null) tell(said, notUnderstood(cells[column] ?? ''))
      return grade ? [{ position, column: said, heading, mark: { position, ...grade } }] : []
    })
  }
  const text = cells[header.factor] ?? ''
  const position = header.find(text)
  if (position === null) {
    tell('колонка «Фактор»', isBlank(text) ? 'фактор не указан.' : `«${excerpt(text)}» — такого фактора в словаре нет.`)
    return []
  }
  const said = `колонка «Значимость»`
  const grade = header.significance === null ? undefined : readGrade(cells[header.significance] ?? '')
  if (grade === null) tell(said, notUnderstood(cells[header.significance ?? 0] ?? ''))
  const typed = header.value === null ? '' : (cells[header.value] ?? '')
  const value = isBlank(typed) ? undefined : readValue(typed)
  if (value === null) tell('колонка «Значение»', `«${excerpt(typed)}» — нужно целое число от 0 до 100.`)
  if (grade === null || value === null) return []
  const mark = { position, ...grade, ...(value === undefined ? {} : { value }) }
  const isSilent = mark.significance === undefined && mark.value === undefined
  return isSilent ? [] : [{ position, column: said, heading: text, mark }]
}

const notUnderstood = (text: string): string =>
  `«${excerpt(text)}» не понято. Нужно: высокая, средняя, низкая, не выявлен, не оценён или число от 0 до 100.`

const excerpt = (text: string): string => {
  const letters = [...text.replace(/\s+/g, ' ').trim()]
  return letters.length > 80 ? `${letters.slice(0, 79).join('')}…` : letters.join('')
}
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
