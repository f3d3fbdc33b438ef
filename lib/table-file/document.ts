/** What the readers of files give back: tables of plain text, whatever the format was. Pure: pages and lib/road-map build on it. */

export type FileFormat = 'docx' | 'xlsx' | 'csv' | 'html' | 'text'

export type FileRow = {
  /** One text a column, line breaks as `\n`; a column covered by a merged cell to its left is empty. */
  cells: string[]
  /** An empty line or a page's end stood before it. */
  afterGap: boolean
  /** Columns whose text was taken from a merged cell that begins in a row above. */
  inherited: number[]
  /** Id of the measure or section that our own export wrote beside the row, as `rowKey` writes it. */
  key?: string
  /** How many columns the cell that begins in this column covers, 0 in covered ones; absent: 1 everywhere. */
  spans?: number[]
}

export type FileTable = {
  /** «Таблица 1», or the sheet's name. */
  name: string
  rows: FileRow[]
  /** A hidden sheet: shown for choice, never taken by itself. */
  isHidden: boolean
  /** Paragraphs and small tables that stand above this table; '' parts groups of them. */
  above: string[]
}

export type FileDocument = {
  format: FileFormat
  /** Paragraphs before the first table. */
  above: string[]
  tables: FileTable[]
  /** Whole Russian sentences: what the reader left out, decided or could not decide. */
  doubts: string[]
  /** Marks of our own export. */
  ids: { roadMap?: string }
  /** The whole text of a file that is plain text: `readRoadMapText` reads it. */
  text?: string
}

/** The heading of the hidden column of ids in our own tables; the map's id stands in it: cells below hold rows' ids. */
export const keyHeading = (roadMapId: string): string => `Код строки ${roadMapId}`

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i

/** The map's id ('' where it was deleted) when the text heads a column of ids, else null. */
export function readKeyHeading(text: string): string | null {
  if (!/^\s*Код строки(?:\s|$)/.test(text)) return null
  return UUID.exec(text)?.[0].toLowerCase() ?? ''
}

/**
 * The id that our own export writes beside a row, and `FileRow.key` when it comes back: `<key>:<revision>` of a measure,
 * `s:<key>:<revision>` of a section. The revision tells whether somebody has changed the row since.
 */
export const rowKey = (of: 'section' | 'measure', key: string, revision: number): string =>
  `${of === 'section' ? 's:' : ''}${key}:${revision}`

const KEY = new RegExp(`^\\s*(s:)?(${UUID.source})(?::(\\d{1,9}))?\\s*$`, 'i')

/** The parts of a row's id; `revision` is null where it was lost. Null for any other text. */
export function readRowKey(text: string): { of: 'section' | 'measure'; key: string; revision: number | null } | null {
  const match = KEY.exec(text)
  if (!match) return null
  return {
    of: match[1] ? 'section' : 'measure',
    key: (match[2] ?? '').toLowerCase(),
    revision: match[3] ? Number(match[3]) : null,
  }
}

/** The id of a row, when the text is one. */
export const readKey = (text: string): string | undefined =>
  readRowKey(text) === null ? undefined : text.trim().toLowerCase()

/** Word's bookmark of a row (`id` as in `rowKey`) or of the whole table (`map`): letters, digits and «_» only, at most 40. */
export function bookmarkOf(of: 'row' | 'map', id: string): string {
  if (of === 'map') return `rm_${id.replaceAll('-', '')}`
  const [prefix, rest] = id.startsWith('s:') ? ['s', id.slice(2)] : ['m', id]
  return `${prefix}_${rest.replaceAll('-', '').replace(':', '_')}`
}

const BOOKMARK = /^(rm|m|s)_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})(?:_(\d{1,9}))?$/i

/** The reverse of `bookmarkOf`; null for bookmarks of other origin. */
export function readBookmark(name: string): { of: 'row' | 'map'; id: string } | null {
  const match = BOOKMARK.exec(name)
  if (!match) return null
  const uuid = match.slice(2, 7).join('-').toLowerCase()
  if (match[1]?.toLowerCase() === 'rm') return { of: 'map', id: uuid }
  const prefix = match[1]?.toLowerCase() === 's' ? 's:' : ''
  return { of: 'row', id: `${prefix}${uuid}${match[7] ? `:${match[7]}` : ''}` }
}
