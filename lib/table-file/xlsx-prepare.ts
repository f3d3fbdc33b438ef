/** All bounds count from 1 and are inclusive. */
export type Merge = { top: number; left: number; bottom: number; right: number }
export type PreparedSheet = { xml: string; merges: Merge[] }

/** One row more than may be imported: what is refused later is not read first. */
const MOST_ROWS = 20_500
const MOST_MERGES = 50_000

/** Some programs write every element with a prefix, which the library does not know. */
export function withoutPrefix(xml: string): string {
  const prefix = /<([A-Za-z]\w*):(?:worksheet|workbook|sst|styleSheet)[\s>]/.exec(xml.slice(0, 5_000))?.[1]
  return prefix ? xml.replaceAll(`<${prefix}:`, '<').replaceAll(`</${prefix}:`, '</') : xml
}

/** Leaves out empty cells and rows, of which a formatted sheet may have a million, and takes the merged cells down. */
export function prepareSheet(xml: string): PreparedSheet {
  const merges: Merge[] = []
  for (const match of xml.matchAll(
    /<mergeCell\s[^>]*?ref\s*=\s*["']\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})["']/g,
  )) {
    const [, left = '', top = '', right = '', bottom = ''] = match
    merges.push({ left: columnNumber(left), top: Number(top), right: columnNumber(right), bottom: Number(bottom) })
    if (merges.length >= MOST_MERGES) break
  }
  const filled = xml
    .replace(/<c\b[^<>]*\/>|<c\b[^<>]*><\/c>/g, '')
    .replace(/<row\b[^<>]*\/>|<row\b[^<>]*>\s*<\/row>/g, '')
  return { xml: cut(filled), merges }
}

function columnNumber(letters: string): number {
  let number = 0
  for (const letter of letters) number = number * 26 + letter.charCodeAt(0) - 64
  return number
}

function cut(xml: string): string {
  let end = 0
  for (let row = 0; row < MOST_ROWS; row++) {
    const next = xml.indexOf('</row>', end)
    if (next === -1) return xml
    end = next + '</row>'.length
  }
  const after = xml.indexOf('</sheetData>', end)
  return after === -1 ? xml : xml.slice(0, end) + xml.slice(after)
}
