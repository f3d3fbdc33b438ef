import { readFileSync } from 'node:fs'
import { ORDER_121_SECTIONS } from '@/lib/road-map/fixtures/order-121-2022.expected'
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
import { escapeXml } from '@/lib/table-file/xml-events'

/** The two real documents as Word files and as Word puts them on the clipboard. */

const fixture = (name: string) =>
  readFileSync(new URL(`../../road-map/fixtures/${name}`, import.meta.url), 'utf8').replaceAll('\r\n', '\n')

export const ORDER_HEADERS = [
  '№ п/п',
  'Мероприятие',
  'Срок',
  'Исполнители',
  'Задачи',
  'Муниципальный показатель реализации',
]
const HEADER_ROW = row(
  ORDER_HEADERS.map((text) => cell(paragraph(run(text, '<w:b/>')))),
  '<w:tblHeader/>',
)

/** The paragraphs of the order above its table. */
export const orderLines = (): string[] => {
  const text = fixture('order-121-2022.txt')
  return text.slice(0, text.indexOf('№ п/п')).split('\n')
}

const letterhead = orderLines()
  .map((line) => {
    const plain = line.replaceAll('**', '').trim()
    const isBold = line.trim().startsWith('**')
    return paragraph(plain ? run(plain, isBold ? '<w:b/>' : '') : '', isBold ? '<w:jc w:val="center"/>' : '')
  })
  .join('')

const changed = (text: string): string => {
  const at = text.indexOf(' ') + 1 || text.length
  return paragraph(
    `${run(text.slice(0, at))}<w:del w:id="1" w:author="А"><w:r><w:delText>старое </w:delText></w:r></w:del><w:ins w:id="2" w:author="А">${run(text.slice(at))}</w:ins>`,
  )
}

const noted = (text: string): string =>
  paragraph(
    `${run(text)}<w:r><w:footnoteReference w:id="5"/></w:r><w:commentRangeStart w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>`,
  )

/** Cuts a text at the last space before its middle. */
function halves(text: string): [string, string] {
  const at = text.lastIndexOf(' ', text.length / 2)
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

/**
 * The plan of 2022 with what Word does to such tables: numbers made by Word, a row cut in two by a page, headings merged
 * across, the row of headings repeated, the table itself cut in two, tracked changes, a deleted row, a comment, a footnote.
 */
export function order2022Docx(): Promise<Uint8Array> {
  const rows = ORDER_121_SECTIONS.map((section, at) => {
    const heading = row([cell(paragraph(run(`${section.number}. ${section.title}`, '<w:b/>')), across(6))])
    const measures = section.rows.flatMap((texts, index) => {
      const number = cell(paragraph('', numbered(at + 1)))
      const own = texts.slice(1)
      if (at === 0 && index === 2) {
        const cut = own.map((text, column) => (column === 0 || column === 4 ? halves(text) : ([text, ''] as const)))
        return [
          row([number, ...cut.map(([first]) => cell(first))]),
          row([cell(''), ...cut.map(([, second]) => cell(second))]),
        ]
      }
      if (at === 0 && index === 4) {
        const [title = '', ...others] = own
        const deleted = row([number, ...own.map((text) => cell(text))], '<w:del w:id="9" w:author="А"/>')
        return [deleted, row([number, cell(changed(title)), ...others.map((text) => cell(text))])]
      }
      if (at === 1 && index === 0) {
        const [title = '', ...others] = own
        return [row([number, cell(noted(title)), ...others.map((text) => cell(text))])]
      }
      return [row([number, ...own.map((text) => cell(text))])]
    })
    return [heading, ...measures]
  })
  const [first = [], second = [], third = []] = rows
  const body = [
    letterhead,
    table(HEADER_ROW, ...first, HEADER_ROW, ...second),
    paragraph(''),
    table(...third),
    paragraph('Глава муниципального района А.В. Мочалов'),
  ]
  const numbering = [1, 2, 3].map((id) => list(id, [{ text: '%1' }])).join('')
  return docxOf(body.join(''), { numbering: numbering + [1, 2, 3].map((id) => useList(id, id)).join('') })
}

/** Number, measure and term of the 27 rows of 2021, as typed. */
export const assignmentRows = (): string[][] =>
  fixture('assignment-2021.txt')
    .split('\n')
    .filter((line) => /^\d+\.?\t/.test(line))
    .map((line) => line.split('\t'))

export const ASSIGNMENT_HEADERS = ['№', 'Мероприятия-2021г.', 'Сроки']

/** The assignment of 2021, where one cell holds the term of rows 20–24. */
export function assignment2021Docx(): Promise<Uint8Array> {
  const rows = assignmentRows().map(([number = '', title = '', term = ''], index) => {
    const merge = index === 19 ? MERGE_BEGINS : index >= 20 && index <= 23 ? MERGE_GOES_ON : ''
    return row([cell(number), cell(title), cell(term, merge)])
  })
  return docxOf(`${paragraph('ТЕХНИЧЕСКОЕ ЗАДАНИЕ')}${table(rowOf(...ASSIGNMENT_HEADERS), ...rows)}`)
}

/** Word writes several spaces so. */
const spaced = (html: string): string =>
  html.replace(/ {2,}/g, (run) => `<span style='mso-spacerun:yes'>${'&nbsp;'.repeat(run.length - 1)} </span>`)

const word = (text: string): string =>
  `<p class=MsoNormal><span style='font-size:12.0pt'>${spaced(escapeXml(text)).replaceAll('\n', '<br>')}<o:p></o:p></span></p>`

const page = (body: string): string =>
  `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]-->
<style><!-- p.MsoNormal {margin:0cm} --></style></head><body lang=RU><!--StartFragment-->${body}<!--EndFragment--></body></html>`

const tableOf = (rows: string[]): string =>
  `<table class=MsoTableGrid border=1 style='border-collapse:collapse'>${rows.map((cells) => ` <tr style='height:1.0pt'>\n${cells}\n </tr>`).join('\n')}
 <![if !supportMisalignedColumns]> <tr height=0> <td width=41 style='border:none'></td> </tr> <![endif]></table>`

const td = (text: string, attributes = ''): string =>
  `  <td width=41 ${attributes} valign=top>\n  ${word(text)}\n  </td>`

/** The plan of 2022 as Word puts it on the clipboard, its numbers made by Word's list. */
export function order2022Html(): string {
  const number = (text: string) =>
    `<td><p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>${text}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]><o:p>&nbsp;</o:p></p></td>`
  const rows = ORDER_121_SECTIONS.flatMap((section) => [
    `<td colspan=6><p class=MsoNormal align=center><b>${section.number}. ${escapeXml(section.title)}</b></p></td>`,
    ...section.rows.map(([label = '', ...texts]) => [number(label), ...texts.map((text) => td(text))].join('\n')),
  ])
  const header = ORDER_HEADERS.map((text) => td(text)).join('\n')
  return page(`<p class=MsoNormal>Дорожная карта</p>${tableOf([header, ...rows])}`)
}

/** The assignment with the merged term as `rowspan`, or as an Excel range would give it: the cells below empty. */
export function assignment2021Html(isMerged: boolean): string {
  const rows = assignmentRows().map(([number = '', title = '', term = ''], index) => {
    const isCovered = isMerged && index >= 20 && index <= 23
    const last = isCovered ? '' : td(term, isMerged && index === 19 ? 'rowspan=5' : '')
    return [td(number), td(title), last].join('\n')
  })
  return page(tableOf([ASSIGNMENT_HEADERS.map((text) => td(text)).join('\n'), ...rows]))
}

/** The text that Word or Excel puts on the clipboard beside the HTML: cells divided by tabs. */
export const order2022Pasted = (): string =>
  [
    ORDER_HEADERS.join('\t'),
    ...ORDER_121_SECTIONS.flatMap((section) => [
      `${section.number}. ${section.title}\t\t\t\t\t`,
      ...section.rows.map((texts) => texts.join('\t')),
    ]),
  ].join('\n')

export const assignment2021Pasted = (): string =>
  [ASSIGNMENT_HEADERS, ...assignmentRows()].map((texts) => texts.join('\t')).join('\r\n')
