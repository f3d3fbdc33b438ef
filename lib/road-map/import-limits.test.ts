import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readRoadMapText } from '@/lib/road-map/import'
import { growthOf, NEARLY_SQUARE } from '@/lib/shared/growth.testing'
import { Refusal } from '@/lib/shared/refusal'

const HEADER = '№\tМероприятие\tСрок\tИсполнители\tЗадачи\tПоказатель'

function refusalOf(text: string): Refusal {
  try {
    readRoadMapText(text)
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error('read without a refusal')
}

const readOrRefuse = (text: string) => {
  try {
    return readRoadMapText(text)
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

describe('refusals say what is wrong and the way out', () => {
  it.each([
    ['', /поле пусто/],
    [' \n\t\u00A0\u200B\n', /поле пусто/],
    ['Просто письмо\nо дорожной карте.', /нет таблицы.*Word/],
    ['№ 121\t21 апреля\nГлава\tМочалов', /нет строки заголовков/],
    [HEADER, /нет ни одного мероприятия/],
    [`${HEADER}\n\t1. Организация\t\t\t\t\n2. Кадры\t\t\t\t\t`, /нет ни одного мероприятия/],
    [`${HEADER}\n${'1\tСлёт\tмай\t\t\t\n'.repeat(20_001)}`, /больше 20 000 строк/],
    [`${HEADER}\n1\t${'я'.repeat(8 * 1024 * 1024)}`, /больше 16 МБ/],
    [`${HEADER}\n1\tСлёт${'\tх'.repeat(300)}`, /больше 200 столбцов/],
  ])('%#', (text, message) => {
    const refusal = refusalOf(text)
    expect(refusal.code).toBe('invalid')
    expect(refusal.message).toMatch(message)
  })
})

describe('size', () => {
  it('5,000 measures are read at once', async () => {
    const row = (_: unknown, index: number) =>
      `${index + 1}\tМероприятие\tмай\tк\tз\tп${index % 3 ? '' : '\n\n\tи далее\t\tпо\t\t'}`
    const table = (rows: number) => [HEADER, ...Array.from({ length: rows }, row)].join('\n')
    expect(readRoadMapText(table(5_000)).sections[0]?.measures).toHaveLength(5_000)
    expect(await growthOf(5_000, table, readRoadMapText)).toBeLessThan(NEARLY_SQUARE)
  })

  it('a cell of 1 MB is kept whole, cut by a page or not', () => {
    const long = 'длинный текст 7 '.repeat(37_000).trim()
    const map = readRoadMapText(`${HEADER}\n1\t${long}\tмай\tк\tз\tп\n\t${long}\t\t\t\t`)
    expect(map.sections[0]?.measures[0]?.title).toBe(`${long} ${long}`)
  })

  it.each([
    ['tabs', (size: number) => `${HEADER}\n1\tа${'\t'.repeat(size)}`],
    ['quotation marks', (size: number) => `${HEADER}\n${'1\t"а\n'.repeat(size / 8)}`],
    ['open quotations over lines', (size: number) => `${HEADER}\n1\tа\t"б\n${'в\n'.repeat(size / 2)}`],
    [
      'one row going on',
      (size: number) => `${HEADER}\n1\tа\tб\n${'\tпродолжение\n'.repeat(Math.min(size / 16, 19_000))}`,
    ],
    ['a word of one letter', (size: number) => `${HEADER}\n1\t${'а'.repeat(size)}\tб\n\tа\t\t\t\t`],
    ['spaces', (size: number) => `${HEADER}\n1\tа${' '.repeat(size)}б\t${' '.repeat(size)}`],
    ['digits and dots', (size: number) => `${HEADER}\n${'1.'.repeat(size / 2)}\tа\tб\n${'1.'.repeat(size / 2)}\t\t\t`],
    ['capitals', (size: number) => `${HEADER}\n1\tа\n\t${'А '.repeat(size / 2)}`],
    ['bars', (size: number) => `|№|Мероприятие|Срок|\n|1|а|${'\\|'.repeat(size / 2)}|`],
    ['text above', (size: number) => `${'№ 1 от г. '.repeat(size / 10)}\nУТВЕРЖДЕНА\n${HEADER}\n1\tа\tб`],
  ])('time grows with the length only: %s', async (_name, make) => {
    expect(await growthOf(400_000, make, readOrRefuse)).toBeLessThan(NEARLY_SQUARE)
  })
})

describe('any text', () => {
  // Pieces of tables meet each other far more often than in strings of random letters.
  const piece = fc.constantFrom(
    '\t',
    '\t',
    '\n',
    '\n\n',
    '\r\n',
    '"',
    '""',
    '|',
    '№',
    '1',
    '2.',
    '1.1',
    'Мероприятие',
    'Срок',
    'Раздел 1.',
    '<b>',
    '</b>',
    '**',
    'й',
    'слово',
    'Слово ',
    HEADER,
    `\n${HEADER}\n`,
    '\u0000',
    '\u2028',
    '\ud800',
    'УТВЕРЖДЕНА',
    '№ 121',
    'от 31.02.2022',
  )
  const pasted = fc.array(
    fc.oneof({ weight: 6, arbitrary: piece }, { weight: 1, arbitrary: fc.string({ unit: 'binary' }) }),
    { maxLength: 60 },
  )

  it('is read or refused, never a fault', () => {
    fc.assert(
      fc.property(pasted, fc.boolean(), (pieces, withHeader) => {
        try {
          const map = readRoadMapText((withHeader ? `${HEADER}\n` : '') + pieces.join(''))
          expect(map.fields).toHaveLength(map.headers.length)
          for (const doubt of map.doubts) {
            if (doubt.section !== null) expect(map.sections[doubt.section]).toBeDefined()
            if (doubt.section !== null && doubt.measure !== null)
              expect(map.sections[doubt.section]?.measures[doubt.measure]).toBeDefined()
          }
        } catch (error) {
          if (!(error instanceof Refusal)) throw error
          expect(error.code).toBe('invalid')
        }
      }),
      { numRuns: 500 },
    )
  })

  it('in the cells of a table stays to the last visible character, in its place', () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => text.replace(/[\t\n\r"\u0000|]/g, '·'))
    const row = fc.tuple(
      cell.map((text) => `М${text}`),
      cell,
      cell,
      cell,
      cell,
    )
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 12 }), (rows) => {
        const text = [HEADER, ...rows.map((cells, index) => [index + 1, ...cells].join('\t'))].join('\n')
        const map = readRoadMapText(text)
        expect(
          map.sections[0]?.measures.map((measure) => [
            measure.title,
            measure.term,
            measure.executors,
            measure.tasks,
            measure.indicator,
          ]),
        ).toEqual(rows.map((cells) => cells.map((each) => each.trim())))
      }),
      { numRuns: 300 },
    )
  })

  it('in rows of any shape loses no letter', () => {
    const cell = fc.oneof(fc.constant(''), fc.stringMatching(/^[а-яА-Я0-9 .,«»-]{0,20}$/))
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 6 }), { minLength: 1, maxLength: 8 })
    const letters = (text: string) => [...text.replace(/[^\p{L}]/gu, '')].sort().join('')
    fc.assert(
      fc.property(rows, (cells) => {
        const last = '99\tПоследнее\tмай\tк\tз\tп'
        const map = readRoadMapText([HEADER, ...cells.map((row) => row.join('\t')), last].join('\n'))
        const kept = map.sections
          .map(
            (section) =>
              section.number +
              section.title +
              section.measures
                .map(({ extra, ...fields }) => Object.values(fields).join('') + extra.map((each) => each.text).join(''))
                .join(''),
          )
          .join('')
        // A merged cell that the source repeats in three columns or more is one heading: its copies are not lost text.
        const once = cells.map((row) => {
          const [first = '', ...more] = row.map((text) => text.trim()).filter(Boolean)
          const isRepeated = more.length > 1 && more.every((text) => text === first)
          return isRepeated && first.length > 3 && /\p{L}{2}/u.test(first) ? [first] : row
        })
        expect(letters(kept)).toBe(letters(once.flat().join('') + last))
      }),
      { numRuns: 1000 },
    )
  })
})
