import JSZip from 'jszip'
import { escapeXml } from '@/lib/table-file/xml-events'

/** Makes real office files for tests, part by part, so that each oddity of Word and Excel can be written down. */

const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const TYPES = 'http://schemas.openxmlformats.org/package/2006/content-types'
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships'
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

export async function zipOf(parts: Record<string, string | Uint8Array>): Promise<Uint8Array> {
  const zip = new JSZip()
  for (const [name, content] of Object.entries(parts)) zip.file(name, content)
  return zip.generateAsync({ type: 'uint8array', compression: 'DEFLATE' })
}

type WordParts = { numbering?: string; styles?: string; parts?: Record<string, string | Uint8Array>; type?: string }

/** `body` is what stands inside `w:body`. */
export function docxOf(body: string, { numbering, styles, parts, type }: WordParts = {}): Promise<Uint8Array> {
  const main = type ?? 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'
  const relation = (id: string, kind: string, target: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`
  return zipOf({
    '[Content_Types].xml': `${HEAD}<Types xmlns="${TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`,
    '_rels/.rels': `${HEAD}<Relationships xmlns="${RELATIONS}">${relation('r1', 'officeDocument', 'word/document.xml')}</Relationships>`,
    'word/_rels/document.xml.rels': `${HEAD}<Relationships xmlns="${RELATIONS}">${relation('r1', 'numbering', 'numbering.xml')}${relation('r2', 'styles', 'styles.xml')}</Relationships>`,
    'word/document.xml': `${HEAD}<w:document xmlns:w="${WORD}" xmlns:r="${OFFICE}" xmlns:v="urn:schemas-microsoft-com:vml"><w:body>${body}</w:body></w:document>`,
    'word/numbering.xml': `${HEAD}<w:numbering xmlns:w="${WORD}">${numbering ?? ''}</w:numbering>`,
    'word/styles.xml': `${HEAD}<w:styles xmlns:w="${WORD}">${styles ?? ''}</w:styles>`,
    ...parts,
  })
}

export const run = (text: string, properties = ''): string =>
  `<w:r>${properties ? `<w:rPr>${properties}</w:rPr>` : ''}<w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`

/** A paragraph of one run, or of the XML of its runs. */
export function paragraph(content: string, properties = ''): string {
  const runs = content === '' || content.startsWith('<') ? content : run(content)
  return `<w:p>${properties ? `<w:pPr>${properties}</w:pPr>` : ''}${runs}</w:p>`
}

export const cell = (content: string, properties = ''): string =>
  `<w:tc>${properties ? `<w:tcPr>${properties}</w:tcPr>` : ''}${content.startsWith('<w:p>') || content.startsWith('<w:tbl>') ? content : paragraph(content)}</w:tc>`

export const row = (cells: string[], properties = ''): string =>
  `<w:tr>${properties ? `<w:trPr>${properties}</w:trPr>` : ''}${cells.join('')}</w:tr>`

export const rowOf = (...texts: string[]): string => row(texts.map((text) => cell(text)))
export const table = (...rows: string[]): string => `<w:tbl>${rows.join('')}</w:tbl>`
export const MERGE_BEGINS = '<w:vMerge w:val="restart"/>'
export const MERGE_GOES_ON = '<w:vMerge/>'
export const across = (columns: number): string => `<w:gridSpan w:val="${columns}"/>`
export const numbered = (list: number, level = 0): string =>
  `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`

/** One list with its levels' formats and texts («%1.%2»). */
export function list(id: number, levels: { format?: string; text: string; start?: number }[]): string {
  const body = levels.map(
    ({ format, text, start }, level) =>
      `<w:lvl w:ilvl="${level}"><w:start w:val="${start ?? 1}"/><w:numFmt w:val="${format ?? 'decimal'}"/><w:lvlText w:val="${text}"/></w:lvl>`,
  )
  return `<w:abstractNum w:abstractNumId="${id}">${body.join('')}</w:abstractNum>`
}

export const useList = (id: number, abstractId: number, overrides = ''): string =>
  `<w:num w:numId="${id}"><w:abstractNumId w:val="${abstractId}"/>${overrides}</w:num>`

const SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

/** A workbook of raw sheets; `sheetData` is the XML inside `worksheet`. */
export function xlsxOf(
  sheets: { name: string; xml: string; state?: string }[],
  {
    properties = '',
    styles = '',
    parts = {},
  }: { properties?: string; styles?: string; parts?: Record<string, string | Uint8Array> } = {},
): Promise<Uint8Array> {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  const numbers = sheets.map((_, index) => index + 1)
  return zipOf({
    '[Content_Types].xml': `${HEAD}<Types xmlns="${TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/>${numbers.map((number) => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${type}.worksheet+xml"/>`).join('')}<Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/></Types>`,
    '_rels/.rels': `${HEAD}<Relationships xmlns="${RELATIONS}"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships xmlns="${RELATIONS}">${numbers.map((number) => `<Relationship Id="r${number}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${number}.xml"/>`).join('')}<Relationship Id="r${numbers.length + 1}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${SHEET}" xmlns:r="${OFFICE}"><workbookPr ${properties}/><sheets>${sheets.map(({ name, state }, index) => `<sheet name="${name}" sheetId="${index + 1}" ${state ? `state="${state}"` : ''} r:id="r${index + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/styles.xml': `${HEAD}<styleSheet xmlns="${SHEET}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>${styles}</styleSheet>`,
    ...Object.fromEntries(
      sheets.map(({ xml }, index) => [
        `xl/worksheets/sheet${index + 1}.xml`,
        `${HEAD}<worksheet xmlns="${SHEET}">${xml}</worksheet>`,
      ]),
    ),
    ...parts,
  })
}

/** A cell of Excel with its text in it; `style` 1 is a date. */
export const excelText = (address: string, text: string): string =>
  `<c r="${address}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`
export const excelNumber = (address: string, value: number, style = 0): string =>
  `<c r="${address}" s="${style}"><v>${value}</v></c>`
export const excelRow = (number: number, cells: string[], properties = ''): string =>
  `<row r="${number}" ${properties}>${cells.join('')}</row>`
export const excelRowOf = (number: number, ...texts: string[]): string =>
  excelRow(
    number,
    texts.flatMap((text, column) =>
      text ? [excelText(`${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[column]}${number}`, text)] : [],
    ),
  )
