import { describe, expect, it } from 'vitest'
import { roadMapOfTable, suggestChoice } from '@/lib/road-map/import-file'
import { bookmarkOf, rowKey } from '@/lib/table-file/document'
import { openTableFile } from '@/lib/table-file/open'
import {
  across,
  cell,
  docxOf,
  list,
  MERGE_BEGINS,
  MERGE_GOES_ON,
  numbered,
  paragraph,
  row,
  rowOf,
  run,
  table,
  useList,
} from '@/lib/table-file/testing/office-files'

const HEADER = rowOf('№', 'Мероприятие', 'Срок')
const read = async (body: string, parts = {}) => openTableFile(await docxOf(body, parts), 'план.docx')
const cellsOf = async (body: string, parts = {}) => (await read(body, parts)).tables[0]?.rows.map((each) => each.cells)
const one = async (content: string, parts = {}) =>
  (await cellsOf(table(HEADER, row([cell('1'), cell(content), cell('май')])), parts))?.[1]?.[1]

describe('the text of a cell', () => {
  it.each([
    ['10<w:br/>20', '<w:r><w:t>10</w:t><w:br/><w:t>20</w:t></w:r>', '10\n20'],
    ['a carriage return', '<w:r><w:t>10</w:t><w:cr/><w:t>20</w:t></w:r>', '10\n20'],
    ['several paragraphs', `${paragraph('первый')}${paragraph('второй')}`, 'первый\nвторой'],
    ['a tab', '<w:r><w:t>а</w:t><w:tab/><w:t>б</w:t></w:r>', 'а\tб'],
    [
      'a hyphen that does not break, and a soft one',
      '<w:r><w:t>план</w:t><w:noBreakHyphen/><w:t>гра</w:t><w:softHyphen/><w:t>фик</w:t></w:r>',
      'план\u2011гра\u00ADфик',
    ],
    ['letters parted over runs', `${run('Сл', '<w:b/>')}${run('ёт')}`, 'Слёт'],
    ['doubled spaces and NBSP', run('а  б\u00A0в'), 'а  б\u00A0в'],
    ['signs of XML', run('<b> & "я"'), '<b> & "я"'],
    ['hidden text', `${run('видно')}${run(' тайно', '<w:vanish/>')}${run('!', '<w:vanish w:val="0"/>')}`, 'видно!'],
    [
      'inserted and deleted text',
      `<w:ins w:id="1">${run('новое')}</w:ins><w:del w:id="2"><w:r><w:delText>старое</w:delText></w:r></w:del>`,
      'новое',
    ],
    [
      'text moved away and to here',
      `<w:moveFrom w:id="1">${run('было')}</w:moveFrom><w:moveTo w:id="2">${run('стало')}</w:moveTo>`,
      'стало',
    ],
    [
      'a former property',
      `<w:p><w:pPr><w:pPrChange w:id="1"><w:pPr>${numbered(1)}</w:pPr></w:pPrChange></w:pPr>${run('без номера')}</w:p>`,
      'без номера',
    ],
    [
      'a deleted end of a paragraph',
      `<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>${run('один ')}</w:p>${paragraph('абзац')}`,
      'один абзац',
    ],
    [
      'a field with its result',
      '<w:fldSimple w:instr="DATE"><w:r><w:t>01.11.2022</w:t></w:r></w:fldSimple>',
      '01.11.2022',
    ],
    [
      'a text box',
      '<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>в рамке</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>',
      'в рамке',
    ],
    ['a table inside', `${table(rowOf('а', 'б'), rowOf('в', 'г'))}${paragraph('после')}`, 'а б\nв г\nпосле'],
  ])('with %s', async (_name, content, text) => {
    expect(await one(content)).toBe(text)
  })
})

describe('automatic numbers', () => {
  const levels = [{ text: '%1.' }, { text: '%1.%2' }, { text: '%3)', format: 'russianLower' }]
  const numbering =
    list(1, levels) +
    list(2, [{ text: '%1', format: 'upperRoman' }]) +
    list(3, [{ text: '\uF0B7', format: 'bullet' }]) +
    useList(1, 1) +
    useList(2, 2) +
    useList(3, 3) +
    useList(4, 1, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')

  it('become the labels that Word shows, by level, restarted, after a deleted row', async () => {
    const labels = [
      numbered(1),
      numbered(1, 1),
      numbered(1, 1),
      numbered(1),
      numbered(1, 1),
      numbered(1, 2),
      numbered(2),
      numbered(2),
      numbered(4),
      numbered(4),
    ]
    const rows = labels.map((properties) => row([cell(paragraph('', properties)), cell('Слёт'), cell('май')]))
    const deleted = row([cell(paragraph('', numbered(1))), cell('Нет'), cell('май')], '<w:del w:id="1"/>')
    const cells = await cellsOf(table(HEADER, deleted, ...rows), { numbering })
    expect(cells?.slice(1).map(([label]) => label?.trim())).toEqual([
      '1.',
      '1.1',
      '1.2',
      '2.',
      '2.1',
      'а)',
      'I',
      'II',
      '1.',
      '2.',
    ])
  })

  it('come from a style, and a list without an order gets its sign', async () => {
    const styles = `<w:style w:type="paragraph" w:styleId="N"><w:name w:val="N"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="M"><w:name w:val="M"/><w:basedOn w:val="N"/></w:style>`
    const body = `${paragraph('первый', '<w:pStyle w:val="N"/>')}${paragraph('второй', '<w:pStyle w:val="M"/>')}${paragraph('знак', numbered(3))}`
    expect(await one(body, { numbering, styles })).toBe('1. первый\n2. второй\n• знак')
  })
})

describe('tables', () => {
  it('repeat a cell merged downwards and note it, leave the covered columns empty', async () => {
    const body = table(
      HEADER,
      row([cell('1'), cell('Слёт'), cell('май', MERGE_BEGINS)]),
      row([cell('2'), cell('Сбор'), cell('', MERGE_GOES_ON)]),
      row([cell('на всю ширину', across(3))]),
      row([cell('после пропуска', across(2))], '<w:gridBefore w:val="1"/>'),
      row([cell('3'), cell('нет', '<w:cellDel w:id="1"/>'), cell('Итог'), cell('июнь')]),
    )
    const rows = (await read(body)).tables[0]?.rows ?? []
    expect(rows.map((each) => each.cells)).toEqual([
      ['№', 'Мероприятие', 'Срок'],
      ['1', 'Слёт', 'май'],
      ['2', 'Сбор', 'май'],
      ['на всю ширину', '', ''],
      ['', 'после пропуска', ''],
      ['3', 'Итог', 'июнь'],
    ])
    expect(rows.map((each) => each.inherited)).toEqual([[], [], [2], [], [], []])
    expect(rows[3]?.spans).toEqual([3, 0, 0])
  })

  it('of one plan, parted by headings, are one; others stay apart', async () => {
    const body = [
      table(rowOf('21.04.2022', '№ 121')),
      paragraph('Дорожная карта'),
      table(HEADER, rowOf('1', 'Слёт', 'май')),
      paragraph(run('2. Кадры', '<w:b/>')),
      table(HEADER, rowOf('1', 'Сбор', 'июнь')),
      paragraph('Примечание'),
      table(rowOf('Школа', 'Директор'), rowOf('СОШ', 'Иванов')),
    ]
    const document = await read(body.join(''))
    expect(document.tables.map((each) => each.name)).toEqual(['Таблица 1', 'Таблица 2', 'Таблица 3'])
    expect(document.tables[1]?.above).toEqual(['', '21.04.2022', '№ 121', '', 'Дорожная карта'])
    const choice = suggestChoice(document)
    expect(choice.table).toBe(1)
    expect(
      roadMapOfTable(document, choice).sections.map(({ number, title, measures }) => [number, title, measures.length]),
    ).toEqual([
      ['', '', 1],
      ['2', 'Кадры', 1],
    ])
  })

  it('of our own export bring the ids of their rows', async () => {
    const [map = '', one = '', two = ''] = [1, 2, 3].map(
      (digit) => `${digit}0000000-0000-4000-8000-00000000000${digit}`,
    )
    const [first, second] = [rowKey('section', one, 2), rowKey('measure', two, 7)]
    const mark = (of: 'row' | 'map', id = '') =>
      `<w:bookmarkStart w:id="1" w:name="${bookmarkOf(of, id)}"/><w:bookmarkEnd w:id="1"/>`
    const body = table(
      row([cell(`${mark('map', map)}${run('№')}`), cell('Мероприятие'), cell('Срок')]),
      row([cell(`${mark('row', first)}${run('1. Начало')}`, across(3))]),
      row([cell(`${mark('row', second)}${run('1')}`), cell('Слёт'), cell('май')]),
      row([cell(`${mark('row', second)}${run('2')}`), cell('Слёт, копия'), cell('май')]),
    )
    const document = await read(body)
    expect(document.ids.roadMap).toBe(map)
    const [section] = roadMapOfTable(document, { table: 0 }).sections
    expect(section?.key).toBe(first)
    expect(section?.measures.map((measure) => measure.key)).toEqual([second, undefined])
  })

  it('written with another prefix are read, too', async () => {
    const bytes = docxOf('', {
      parts: {
        'word/document.xml': `<x:document xmlns:x="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><x:body><x:tbl>${[
          '№|Мероприятие',
          '1|Слёт',
        ]
          .map(
            (line) =>
              `<x:tr>${line
                .split('|')
                .map((text) => `<x:tc><x:p><x:r><x:t>${text}</x:t></x:r></x:p></x:tc>`)
                .join('')}</x:tr>`,
          )
          .join('')}</x:tbl></x:body></x:document>`,
      },
    })
    expect((await openTableFile(await bytes, 'a.docx')).tables[0]?.rows[1]?.cells).toEqual(['1', 'Слёт'])
  })
})
