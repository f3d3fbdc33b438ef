import ExcelJS, { type Worksheet } from 'exceljs'
import JSZip from 'jszip'
import { describe, expect, it } from 'vitest'
import { questionnaireList, questionnaireMatrix } from '@/lib/risk-profile/questionnaire-export'
import { readQuestionnaireFile } from '@/lib/risk-profile/questionnaire-file'
import { isUnchangedPlan, planQuestionnaires } from '@/lib/risk-profile/questionnaire-plan'
import { openTableFile } from '@/lib/table-file/open'
import { readTableFile } from '@/lib/table-file/read'
import { writeTableXlsx } from '@/lib/table-file/write-table-xlsx'

const TODAY = '2026-04-21'
const NAMES = ['Низкий уровень оснащения школы', 'Дефицит педагогических кадров', '=HYPERLINK("http://x";"Кадры")']
const factors = NAMES.map((name, position) => ({
  id: `f${position}`,
  name,
  position,
  order: position + 1,
  endedAt: null,
}))
const school = (id: string, shortName: string, more: object = {}) => ({
  id,
  name: `Полное имя ${shortName}`,
  shortName,
  validFrom: null,
  validTo: null,
  ...more,
})
const schools = [school('a', 'МОУ «СОШ № 1»'), school('b', '+7 школа'), school('c', 'Ушла', { validTo: '2026-01-31' })]
const known = { schools, factors }
const DAY = '2026-02-10'

async function workbook(fill: (sheet: Worksheet, book: ExcelJS.Workbook) => void): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  fill(book.addWorksheet('Анкеты'), book)
  return new Uint8Array(await book.xlsx.writeBuffer())
}

async function read(bytes: Uint8Array, fileName = 'анкеты.xlsx') {
  const { tables, doubts } = await openTableFile(bytes, fileName, 'any')
  const shown = tables
    .filter((table) => !table.isHidden)
    .map(({ name, rows }) => ({ name, rows: rows.map((row) => row.cells) }))
  return { doubts, ...readQuestionnaireFile(shown, known, TODAY) }
}
const csv = (text: string) => read(new TextEncoder().encode(text), 'анкеты.csv')

describe('questionnaires from a table school × factor', () => {
  it('are read with words, values or both, by short and by full names, and blanks say nothing', async () => {
    const found = await read(
      await workbook((sheet) => {
        sheet.addRow(['Анкеты школ района'])
        sheet.addRow([
          '№',
          'Школа',
          'Дата',
          '1. Низкий уровень оснащения школы',
          'дефицит  педагогических кадров',
          'Директор',
        ])
        sheet.addRow([1, 'моу "СОШ №\u00A01"', new Date('2026-02-11T00:00:00Z'), 'Высокая (72)', ''])
        sheet.addRow([2, 'Полное имя +7 школа', '', 55, 'не выявлен'])
      }),
    )
    expect(found.rows).toEqual([
      { schoolId: 'a', questionnaireOn: '2026-02-11', marks: [{ position: 0, significance: 'high', value: 72 }] },
      {
        schoolId: 'b',
        questionnaireOn: null,
        marks: [
          { position: 0, value: 55 },
          { position: 1, significance: 'absent' },
        ],
      },
    ])
    expect(found.problems).toEqual(['Колонка «Директор» не прочитана: такого фактора в словаре программы нет.'])
  })

  it('name the cell of what is not understood, and take the rest', async () => {
    const found = await read(
      await workbook((sheet) => {
        sheet.addRow(['Школа', 'Дата', NAMES[0], NAMES[1]])
        sheet.addRow(['МОУ «СОШ № 1»', '31.02.2026', 'высокая', 'низкая'])
        sheet.addRow(['+7 школа', '', 'да', 'низкая'])
        sheet.addRow(['МОУ «COШ № 1»', '', 'низкая', '']) // Latin letters
        sheet.addRow(['', '', 'низкая', ''])
        sheet.addRow(['Ушла', '10.02.2026', 'низкая', ''])
        sheet.addRow(['+7 школа', '', '', 'высокая'])
      }),
    )
    expect(found.rows).toEqual([])
    for (const words of [
      'Строка 2 (МОУ «СОШ № 1»), колонка «Дата»: «31.02.2026» — не дата',
      `Строка 3 (+7 школа), колонка «${NAMES[0]}»: «да» не понято`,
      'Строка 4: «МОУ «COШ № 1»» — такой школы нет',
      'Строка 5: не указана школа',
      'Строка 6 (Ушла), колонка «Дата»: 10.02.2026 школа не действовала',
      'школа встречается дважды с разными ответами',
    ])
      expect(found.problems).toContainEqual(expect.stringContaining(words))
  })

  it('survive the oddities of Excel: formulas, dates for numbers, merged cells, hidden sheets, a million empty rows', async () => {
    const found = await read(
      await workbook((sheet, book) => {
        sheet.addRow(['Школа', 'Факторы риска', ''])
        sheet.addRow(['', NAMES[0], NAMES[1]])
        sheet.mergeCells('A1:A2')
        sheet.mergeCells('B1:C1')
        const row = sheet.addRow(['МОУ «СОШ № 1»'])
        row.getCell(2).value = { formula: '30+42', result: 72 }
        row.getCell(3).value = new Date('1900-02-15T00:00:00Z')
        sheet.addRow(['+7 школа']).getCell(2).value = { formula: 'A1' } as never
        sheet.getCell('A1000000').value = ' '
        const hidden = book.addWorksheet('Черновик', { state: 'hidden' })
        hidden.addRow(['Школа', NAMES[0]])
        hidden.addRow(['+7 школа', 'высокая'])
      }),
    )
    expect(found.rows).toEqual([{ schoolId: 'a', questionnaireOn: null, marks: [{ position: 0, value: 72 }] }])
    expect(found.problems).toContainEqual(expect.stringContaining('«15.02.1900» не понято'))
    expect(found.doubts.join(' ')).toMatch(
      /нет сохранённого результата.*B4.*скрытые листы, они не прочитаны: «Черновик»/,
    )
  })

  it('say that the row of headings was not found', async () => {
    const found = await csv('Фамилия;Имя\nИванова;Нина\n')
    expect(found.rows).toEqual([])
    expect(found.problems[0]).toContain('Не найдена строка с заголовками')
  })
})

describe('questionnaires from a list', () => {
  it('are read of CSV with either sign, in windows-1251 too, factors by name or by number', async () => {
    for (const sign of [';', ',', '\t']) {
      const line = (...cells: string[]) => cells.join(sign)
      const found = await csv(
        [
          line('Школа', 'Фактор', 'Значимость', 'Значение'),
          line('МОУ «СОШ № 1»', '2', 'средняя', '40'),
          line('МОУ «СОШ № 1»', 'Низкий уровень оснащения школы', '', '7'),
          line('МОУ «СОШ № 1»', 'Такого нет', 'высокая', ''),
          line('+7 школа', '1', '', '101'),
        ].join('\r\n'),
      )
      expect(found.rows, sign).toEqual([
        {
          schoolId: 'a',
          questionnaireOn: null,
          marks: [
            { position: 1, significance: 'medium', value: 40 },
            { position: 0, value: 7 },
          ],
        },
      ])
      expect(found.problems.join('\n')).toMatch(/Такого нет.*словаре нет[\s\S]*«101» — нужно целое число/)
    }
    const ansi = Buffer.from([0xd8, 0xea, 0xee, 0xeb, 0xe0]) // «Школа»
    const body = Buffer.from(';1;2\n+7 ', 'latin1')
    const rest = Buffer.from([0xf8, 0xea, 0xee, 0xeb, 0xe0]) // «школа»
    const found = await read(new Uint8Array(Buffer.concat([ansi, body, rest, Buffer.from(';50;60\n')])), 'a.csv')
    expect(found.rows).toEqual([
      {
        schoolId: 'b',
        questionnaireOn: null,
        marks: [
          { position: 0, value: 50 },
          { position: 1, value: 60 },
        ],
      },
    ])
  })
})

describe('questionnaires that the program wrote', () => {
  const profiles = new Map([
    [
      'a',
      {
        questionnaireOn: DAY,
        marks: [
          { factorId: 'f0', initial: 'high' as const, initialValue: 0, isVerified: true },
          { factorId: 'f1', initial: 'unassessed' as const, initialValue: null, isVerified: false },
          { factorId: 'f2', initial: 'low' as const, initialValue: null, isVerified: false },
        ],
      },
    ],
  ])

  it.each([
    ['as a table', questionnaireMatrix],
    ['as a list', questionnaireList],
  ])('%s come back without a change, and hold not one formula', async (_, write) => {
    const bytes = await writeTableXlsx({ title: '=1+1', sheet: 'Анкеты', ...write({ ...known, profiles }) })
    const zip = await JSZip.loadAsync(bytes)
    const xml = (await zip.file('xl/worksheets/sheet1.xml')?.async('string')) ?? ''
    expect(xml).not.toContain('<f>')
    expect([...xml.matchAll(/<c [^>]*>(?=<v>)/g)].filter(([cell]) => !/t="s"|s="\d+"/.test(cell))).toEqual([])
    const found = await read(bytes)
    expect(found.problems).toEqual([])
    const { plans, problems } = planQuestionnaires(found.rows, { schools, factors, profiles }, TODAY)
    expect(problems).toEqual([])
    expect(plans.map((plan) => [plan.schoolId, isUnchangedPlan(plan)])).toEqual([['a', true]])
  })
})

it('plain tables are read in the thread with limits', async () => {
  const bytes = new TextEncoder().encode('Школа;1\n+7 школа;50\n')
  expect((await readTableFile(bytes, 'анкеты.csv', { kind: 'any' })).tables[0]?.rows).toHaveLength(2)
  await expect(readTableFile(bytes, 'анкеты.csv', { kind: 'any', timeMs: 1 })).rejects.toMatchObject({
    code: 'invalid',
  })
})
