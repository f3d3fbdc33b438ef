import { describe, expect, it } from 'vitest'
import type { FileTable } from '@/lib/table-file/document'
import { type PlannedSchool, readVisitTable, type SchoolCurator } from './plan-table'

const ALWAYS = { validFrom: null, validTo: null }
const SCHOOLS = [
  { id: 's1', name: 'Муниципальное учреждение «Школа № 1»', shortName: 'МОУ СОШ № 1', ...ALWAYS },
  { id: 's2', name: 'Муниципальное учреждение «Школа № 2»', shortName: 'МОУ СОШ № 2', ...ALWAYS },
]
const curator = (schoolId: string, userId: string, name: string, more: Partial<SchoolCurator> = {}) => ({
  schoolId,
  userId,
  name,
  validFrom: null,
  validTo: null,
  ...more,
})
const CURATORS = [
  curator('s1', 'c1', 'Дашиева Баирма Цыреновна'),
  curator('s2', 'c1', 'Дашиева Баирма Цыреновна', { validTo: '2026-04-30' }),
  curator('s2', 'c2', 'Кузнецов Павел Андреевич'),
]
const table = (...rows: string[][]): FileTable[] => [
  { name: 'Лист', isHidden: false, above: [], rows: rows.map((cells) => ({ cells, afterGap: false, inherited: [] })) },
]
const read = (...rows: string[][]) => readVisitTable(table(...rows), 2026, SCHOOLS, CURATORS)

describe('a table of planned visits', () => {
  it('is read under its headings in any order', () => {
    const rows = read(
      ['№', 'Куратор', 'Дата', 'Школа', 'Вид'],
      ['1', 'Дашиева Б.Ц.', '12.03', 'моу сош №1', 'первичное'],
    )
    expect(rows).toEqual([
      {
        line: 2,
        said: '1; Дашиева Б.Ц.; 12.03; моу сош №1; первичное',
        visit: { schoolId: 's1', curatorId: 'c1', plannedOn: '2026-03-12', kind: 'first' },
        problem: null,
      },
    ])
  })

  it('is read below a title', () => {
    expect(read(['График посещений'], ['ОУ', 'День'], ['МОУ СОШ № 1', '12.03'])).toMatchObject([
      { line: 3, visit: { schoolId: 's1', plannedOn: '2026-03-12' } },
    ])
  })

  it('is read without headings, the only curator and the kind «плановое» taken where nothing is said', () => {
    expect(read(['МОУ СОШ № 1', '12 марта 2026'], ['', '']).map((row) => row.visit)).toEqual([
      { schoolId: 's1', curatorId: 'c1', plannedOn: '2026-03-12', kind: 'planned' },
    ])
  })

  it.each([
    ['Б.Ц. Дашиева', 'c1'],
    ['Кузнецов', 'c2'],
    ['Кузнецов Павел', 'c2'],
  ])('knows a curator as «%s»', (name, id) => {
    expect(read(['МОУ СОШ № 2', '12.03.2026', '', name])[0]?.visit?.curatorId).toBe(id)
  })

  it('knows a school by its name on the day, also where another bore it before', () => {
    const called = { name: 'Школа', shortName: 'МОУ СОШ № 3' }
    const old: PlannedSchool = { id: 'old', ...called, validFrom: null, validTo: '2026-06-30' }
    const young: PlannedSchool = { id: 'young', ...called, validFrom: '2026-09-01', validTo: null }
    const curators = [curator('old', 'c1', 'Дашиева'), curator('young', 'c2', 'Кузнецов')]
    const rows = (...schools: PlannedSchool[]) =>
      readVisitTable(
        table(['МОУ СОШ № 3', '12.03'], ['МОУ СОШ № 3', '15.09'], ['МОУ СОШ № 3', '15.07']),
        2026,
        schools,
        curators,
      )
    expect(rows(old, young).map((row) => row.visit?.schoolId ?? row.problem)).toEqual([
      'old',
      'young',
      'Школ с таким названием несколько: «МОУ СОШ № 3».',
    ])
    expect(rows(young)[0]?.problem).toBe('МОУ СОШ № 3 участвует с 01.09.2026: 12.03.2026 посетить её нельзя.')
  })

  it.each([
    [['МОУ СОШ № 1', '31.02.2026'], 'не дата'],
    [['Школа на Луне', '12.03'], 'Такой школы'],
    [['МОУ СОШ № 1', '12.03', 'прогулка'], 'Вид посещения не понят'],
    [['МОУ СОШ № 2', '12.03'], 'несколько кураторов'],
    [['МОУ СОШ № 2', '12.05', '', 'Дашиева'], 'не куратор школы'],
    [['МОУ СОШ № 1', '12.05', '', 'Кузнецов'], 'не куратор школы'],
  ])('says what is wrong with %j', (row, problem) => {
    const [found] = read(row)
    expect(found?.visit).toBeNull()
    expect(found?.problem).toContain(problem)
  })
})
