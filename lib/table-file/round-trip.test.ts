import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ExportedRoadMap } from '@/lib/road-map/exported'
import { roadMapOfTable, suggestChoice } from '@/lib/road-map/import-file'
import type { ImportedRoadMap } from '@/lib/road-map/import-shape'
import { DEFAULT_COLUMNS, type MeasureText, type RoadMapColumn } from '@/lib/road-map/rules'
import { sectionHeading } from '@/lib/road-map/table'
import { rowKey } from '@/lib/table-file/document'
import { openTableFile } from '@/lib/table-file/open'
import { readTableFile } from '@/lib/table-file/read'
import { exportedMap, map2022 } from '@/lib/table-file/testing/exported-map'
import { writeDocx } from '@/lib/table-file/write-docx'
import { writeXlsx } from '@/lib/table-file/write-xlsx'

const WRITERS = { xlsx: writeXlsx, docx: writeDocx }
const FORMATS = ['xlsx', 'docx'] as const

const textOf = ({ number, title, term, executors, tasks, indicator, extra }: MeasureText) => ({
  number,
  title,
  term,
  executors,
  tasks,
  indicator,
  extra,
})

/** What a map says, and with which ids. A heading's split into number and title is the reader's: printed, it is the same. */
const saidByMap = (map: ExportedRoadMap) =>
  map.sections.map((section) => ({
    heading: sectionHeading(section),
    key: rowKey('section', section.key, section.revision),
    measures: section.measures.map((measure) => ({
      ...textOf(measure),
      key: rowKey('measure', measure.key, measure.revision),
    })),
  }))

const saidByImport = (imported: ImportedRoadMap) =>
  imported.sections.map((section) => ({
    heading: sectionHeading(section),
    key: section.key,
    measures: section.measures.map((measure) => ({ ...textOf(measure), key: measure.key })),
  }))

/** Columns are chosen as the page does it that knows the map: by its own columns. */
async function backAgain(map: ExportedRoadMap, format: (typeof FORMATS)[number]) {
  const document = await openTableFile(await WRITERS[format](map), `карта.${format}`)
  const imported = roadMapOfTable(document, {
    table: suggestChoice(document).table,
    header: 0,
    headerRows: 1,
    columns: map.columns.map((column) => column.field),
  })
  return { document, imported }
}

const ODD_TEXTS = [
  '=1+1',
  '+7 302 51 2-20-00',
  '-5',
  '@SUM(A1)',
  '＝1+1',
  "'апостроф",
  '\tтабуляция',
  'а\tб\t\tв',
  'строка\nвторая\n\nчетвёртая',
  '10\n20',
  '1.10',
  '01.05',
  '1e5',
  '«„кавычки“» "прямые" \'одинарные\'',
  '👩‍🏫 емодзи 🎓',
  'שלום עולם',
  '\u202Eсправа налево\u202C',
  'NBSP\u00A0и\u202Fузкий',
  'мяг\u00ADкий',
  'строка\u2028и\u2029абзац',
  'не\u2011разрывный',
  'нулевой\u200Bпробел',
  '_x0041_ и _x00ff_',
  '<b>жирный</b> & <script>',
  '**звёзды**',
  'й (NFD)',
  '№ п/п',
  'Итого',
  'i'.repeat(300),
  'продолжение со строчной',
  '1',
  'IV',
  '',
]
const inner = fc
  .string({ unit: 'grapheme', maxLength: 30 })
  .map((text) => text.replace(/\p{Cc}|\p{Surrogate}|[\uFFFE\uFFFF]/gu, '').trim())
const text = fc.oneof(fc.constantFrom(...ODD_TEXTS), inner)
/** Ends of cells may be trimmed by a reader, and a blank text is no text. */
const cellText = text.map((value) => value.replace(/^\n+|\n+$/g, ''))
const FURTHER = 'Примечание =1'
const measure = fc.record({
  number: cellText,
  title: cellText,
  term: cellText,
  executors: cellText,
  tasks: cellText,
  indicator: cellText,
  extra: cellText.map((value) => [{ header: FURTHER, text: value }]),
})
const COLUMNS: RoadMapColumn[] = [...DEFAULT_COLUMNS, { header: FURTHER, field: 'extra' }]
const section = fc.record({
  number: fc.constantFrom('', '1', '2', 'IV', 'Раздел 3', '1.1'),
  title: cellText.filter((value) => value === '' || value.trim() !== ''),
  measures: fc.array(measure, { maxLength: 4 }),
})
const maps = fc.array(section, { minLength: 1, maxLength: 3 }).map((sections) => exportedMap(sections, COLUMNS))

describe('a map that leaves as a file and comes back', () => {
  it.each(FORMATS)('is the same as %s, whatever its texts are', async (format) => {
    await fc.assert(
      fc.asyncProperty(maps, async (map) => {
        const { document, imported } = await backAgain(map, format)
        expect(document.ids.roadMap).toBe(map.roadMapId)
        expect(imported.headers).toEqual(COLUMNS.map((column) => column.header))
        expect(saidByImport(imported)).toEqual(saidByMap(map))
      }),
      { numRuns: 40 },
    )
  })

  it.each(FORMATS)(
    'is the map of 2022 as %s, read in the worker with the columns that the program suggests',
    async (format) => {
      const map = map2022()
      const document = await readTableFile(await WRITERS[format](map), `Дорожная карта 2022.${format}`)
      expect(document.doubts).toEqual([])
      const imported = roadMapOfTable(document, suggestChoice(document))
      expect(imported.doubts).toEqual([])
      expect(imported.fields).toEqual(map.columns.map((column) => column.field))
      expect(imported.sections.map(({ number, title }) => ({ number, title }))).toEqual(
        map.sections.map(({ number, title }) => ({ number, title })),
      )
      expect(saidByImport(imported)).toEqual(saidByMap(map))
      expect(imported.sections.flatMap((one) => one.measures)).toHaveLength(17)
    },
  )
})
