import { describe, expect, it } from 'vitest'
import { readRoadMapText } from '@/lib/road-map/import'
import { roadMapOfTable, suggestChoice } from '@/lib/road-map/import-file'
import { keyHeading, rowKey } from '@/lib/table-file/document'
import { readTableHtml } from '@/lib/table-file/html'
import { openTableFile } from '@/lib/table-file/open'
import { docxOf, excelRowOf, rowOf, run, table, xlsxOf } from '@/lib/table-file/testing/office-files'
import { escapeXml } from '@/lib/table-file/xml-events'

const utf8 = (text: string) => new TextEncoder().encode(text)
const wide = (text: string) => Buffer.from(text, 'utf16le')
const LETTERS = 'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя'

/** Node has no encoder for windows-1251; this much of it is enough here. */
const windows = (text: string) =>
  Uint8Array.from(text, (sign) => {
    const own = { Ё: 0xa8, ё: 0xb8, '№': 0xb9, '«': 0xab, '»': 0xbb, '–': 0x96 }[sign]
    return own ?? (LETTERS.includes(sign) ? 0xc0 + LETTERS.indexOf(sign) : sign.charCodeAt(0))
  })

const rowsOf = async (bytes: Uint8Array, name = 'план.csv') =>
  (await openTableFile(bytes, name)).tables[0]?.rows.map((row) => row.cells)

describe('what looks like a formula or a program', () => {
  const odd = [
    '=СУММ(A1)',
    '+7 914 000',
    '@cmd',
    "-1+1|' /C calc'!A0",
    '<img src=x onerror=alert(1)>',
    '{{7*7}} %00 ＝1',
  ]

  it('stays text, letter for letter, in every format', async () => {
    const lines = [['№', 'Мероприятие', 'Срок'], ...odd.map((text, index) => [String(index + 1), text, 'май'])]
    const html = escapeXml(lines.map((cells) => cells.join('\u0001')).join('\u0002'))
      .split('\u0002')
      .map((line) => `<tr><td>${line.replaceAll('\u0001', '<td>')}`)
    const sheet = `<sheetData>${lines.map((cells, at) => excelRowOf(at + 1, ...cells)).join('')}</sheetData>`
    const files: [string, Uint8Array][] = [
      ['план.csv', utf8(lines.map((cells) => cells.join(';')).join('\n'))],
      ['план.txt', utf8(lines.map((cells) => cells.join('\t')).join('\n'))],
      ['план.html', utf8(`<table>${html.join('')}</table>`)],
      ['план.docx', await docxOf(table(...lines.map((cells) => rowOf(...cells.map((text) => run(text))))))],
      ['план.xlsx', await xlsxOf([{ name: 'План', xml: sheet }])],
    ]
    for (const [name, bytes] of files) {
      const document = await openTableFile(bytes, name)
      const map = roadMapOfTable(document, suggestChoice(document))
      expect(
        map.sections[0]?.measures.map((measure) => measure.title),
        name,
      ).toEqual(odd)
    }
  })
})

describe('CSV', () => {
  const lines = ['№;Мероприятие;Срок', '1;Слёт «Лидер», сбор;май', '2;"Итог; отчёт\nза год ""500+""";до 25.05']
  const cells = [
    ['№', 'Мероприятие', 'Срок'],
    ['1', 'Слёт «Лидер», сбор', 'май'],
    ['2', 'Итог; отчёт\nза год "500+"', 'до 25.05'],
  ]
  const text = lines.join('\r\n')

  it.each([
    ['UTF-8', utf8(text), 0],
    ['UTF-8 with its mark', utf8(`\uFEFF${text}`), 0],
    ['windows-1251', windows(text), 1],
    ['UTF-16', wide(`\uFEFF${text}`), 0],
    ['UTF-16, the high byte first', wide(`\uFEFF${text}`).swap16(), 0],
    ['UTF-16 without a mark', wide(text), 1],
    ['UTF-16 without a mark, the high byte first', wide(text).swap16(), 1],
  ])('in %s', async (_name, bytes, doubts) => {
    const document = await openTableFile(new Uint8Array(bytes), 'план.csv')
    expect(document.format).toBe('csv')
    expect(document.tables[0]?.rows.map((row) => row.cells)).toEqual(cells)
    expect(document.doubts).toHaveLength(doubts)
  })

  it.each([',', '\t', ';'])('divided by %j', async (sign) => {
    const rows = [
      ['№', 'Мероприятие', 'Срок'],
      ['1', `Слёт${sign}сбор`, 'май'],
      ['2', 'Точка "Рост" в школе', ''],
    ]
    const quoted = (cell: string) => (/[,;\t]/.test(cell) ? `"${cell}"` : cell)
    expect(await rowsOf(utf8(rows.map((row) => row.map(quoted).join(sign)).join('\n')))).toEqual(rows)
  })

  it('is known by its content under any name, with lines above and below, with the sign named', async () => {
    const plan = `sep=;\nПлан мероприятий;;\n;;\n${lines.join('\n')}\n;;\nИсполнитель: Петрова;;\n`
    expect(await rowsOf(utf8(plan), 'план.docx')).toHaveLength(5)
    const document = await openTableFile(utf8(plan), 'план.txt')
    const map = roadMapOfTable(document, suggestChoice(document))
    expect(map.title).toBe('План мероприятий')
    expect(map.sections[0]?.measures).toHaveLength(2)
    expect(map.doubts.at(-1)?.text).toMatch(/После таблицы есть текст/)
  })

  it('of our own export brings ids back', async () => {
    const [map, row] = [
      '10000000-0000-4000-8000-000000000001',
      rowKey('measure', '20000000-0000-4000-8000-000000000002', 3),
    ]
    const document = await openTableFile(utf8(`№;Мероприятие;${keyHeading(map)}\n1;Слёт;${row}\n2;Сбор;`), 'п.csv')
    expect(document.ids.roadMap).toBe(map)
    expect(document.tables[0]?.rows.map((each) => [each.cells, each.key])).toEqual([
      [['№', 'Мероприятие'], undefined],
      [['1', 'Слёт'], row],
      [['2', 'Сбор'], undefined],
    ])
  })
})

describe('plain text', () => {
  const text = 'Дорожная карта\n\n№\tМероприятие\tСрок\n\t1. Начало\t\n1\tСлёт\tмай\n\n\tлидеров\t\n'

  it('gives what pasting it gives, whole or column by column', async () => {
    const document = await openTableFile(utf8(text), 'план.txt')
    expect(document.format).toBe('text')
    expect(roadMapOfTable(document, { table: 0 })).toEqual(readRoadMapText(text))
    expect(roadMapOfTable(document, suggestChoice(document))).toEqual(readRoadMapText(text))
  })
})

describe('HTML', () => {
  const page = (rows: string) => `<table><tr><td>№<td>Мероприятие<td>Срок</tr>${rows}</table>`
  const cellOf = (html: string) => readTableHtml(page(`<tr><td>1<td>${html}<td>май`)).tables[0]?.rows[1]?.cells[1]

  it.each([
    ['lines', '10<br>20<p>30</p>40', '10\n20\n30\n40'],
    ['white space of the source', ' Слёт\n   и   сбор ', 'Слёт и сбор'],
    ['NBSP', 'а&nbsp;б', 'а\u00A0б'],
    ['spaces as Word writes them', "а<span style='mso-spacerun:yes'>&nbsp; </span>б", 'а  б'],
    ['a list', '<ul><li>один</li><li>два</li></ul>', '• один\n• два'],
    ['an ordered list', '<ol start=3><li>один<li>два</ol>', '3. один\n4. два'],
    [
      'scripts, pictures and hidden words',
      'а<script>alert(1)</script><img src=x onerror=alert(1)><span style="display:none">б</span>',
      'а',
    ],
    ['conditional comments', 'а<!--[if gte mso 9]><b>нет</b><![endif]-->', 'а'],
    ['tracked changes', '<ins>новое</ins><del>старое</del>', 'новое'],
    ['a table inside', 'а<table><tr><td>б<td>в</table>', 'а\nб в'],
    ['signs of HTML', '&lt;b&gt; &amp;', '<b> &'],
  ])('with %s', (_name, html, text) => {
    expect(cellOf(html)).toBe(text)
  })

  it('lays merged cells out', () => {
    const html = page('<tr><td colspan=3>Раздел<tr><td>1<td>Слёт<td rowspan=2>май<tr><td>2<td>Сбор')
    const rows = readTableHtml(html).tables[0]?.rows
    expect(rows?.map((row) => row.cells)).toEqual([
      ['№', 'Мероприятие', 'Срок'],
      ['Раздел', '', ''],
      ['1', 'Слёт', 'май'],
      ['2', 'Сбор', 'май'],
    ])
    expect(rows?.[3]?.inherited).toEqual([2])
  })

  it('leaves hidden rows out, with a doubt, and keeps to bounds whatever the spans say', () => {
    const html = page('<tr style="display:none"><td>1<td>Нет<td>май<tr><td>2<td colspan=100000 rowspan=100000>Сбор')
    const document = readTableHtml(html)
    expect(document.tables[0]?.rows.map((row) => row.cells[1])).toEqual(['Мероприятие', 'Сбор'])
    expect(document.doubts[0]).toMatch(/Скрытые строки/)
  })
})
