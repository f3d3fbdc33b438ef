import type { Workbook } from 'exceljs'
import { EXECUTION_STATE_LABELS } from '@/lib/execution/labels'
import type { ExportedMeasure, ExportedPoint, ExportedRoadMap } from '@/lib/road-map/exported'
import { sayCounts } from '@/lib/road-map/exported-days'
import { shortDate } from '@/lib/shared/dates'
import { addRow, FONT } from '@/lib/table-file/write-xlsx-rows'
import { sayReading } from '@/lib/term/say'

/** No heading here is one that a road map's table has, so that the sheet is not taken for one when the file comes back. */
const HEADINGS = [
  'Строка',
  'Что сделать',
  'Как прочитан срок',
  'Контрольная точка',
  'Начало',
  'Рабочая дата',
  'По тексту карты',
  'Кто',
  'Состояние',
  'Исполнено',
  'Пояснение',
]
const WIDTHS = [8, 46, 26, 22, 12, 12, 12, 26, 22, 12, 40]

/** More rows nobody reads, and Excel opens them for minutes. */
const MOST_ROWS = 20_000

/** «Исполнение»: recognised dates and, where the actor sees them, states. For the eye: import does not read it. */
export function addExecutionSheet(workbook: Workbook, map: ExportedRoadMap): void {
  const sheet = workbook.addWorksheet('Исполнение', {
    views: [{ state: 'frozen', ySplit: 2 }],
    pageSetup: {
      paperSize: 9,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '2:2',
    },
    headerFooter: { oddFooter: '&CСтраница &P из &N' },
  })
  WIDTHS.forEach((width, index) => {
    sheet.getColumn(index + 1).width = width
  })
  const said = map.hasStates
    ? `Состояния на ${shortDate(map.today)}.`
    : 'Состояний нет: карта не утверждена или они вам не видны.'
  const note = sheet.addRow([`Справочный лист: при загрузке файла в программу он не читается. ${said}`])
  note.getCell(1).font = { ...FONT, italic: true }
  sheet.mergeCells(1, 1, 1, HEADINGS.length)
  const head = addRow(sheet, HEADINGS)
  HEADINGS.forEach((_, index) => {
    head.getCell(index + 1).font = { ...FONT, bold: true }
  })
  let rows = 0
  for (const section of map.sections) {
    for (const measure of section.measures) {
      for (const point of measure.points) {
        for (const row of rowsOf(measure, point)) {
          if (rows++ < MOST_ROWS) addRow(sheet, row)
        }
      }
    }
  }
  if (rows > MOST_ROWS) sheet.addRow([`Строк больше: показаны первые ${MOST_ROWS} из ${rows}. Все есть в файле JSON.`])
}

function rowsOf(measure: ExportedMeasure, point: ExportedPoint): string[][] {
  const doubts = measure.reading.doubts.length > 0 ? ' (под вопросом)' : ''
  const common = [
    measure.place,
    excerptOf(measure.title),
    `${sayReading(measure.reading)}${doubts}`,
    point.label,
    point.from ? shortDate(point.from) : '',
  ]
  const textDue = point.textDue ? shortDate(point.textDue) : ''
  const dated = (due: string | null) => [...common, due ? shortDate(due) : '', textDue]
  if (point.cells && point.cells.length > 0) {
    return point.cells.map((cell) => [
      ...dated(cell.due),
      cell.executor,
      `${EXECUTION_STATE_LABELS[cell.state]}${cell.standing === 'overdue' ? ' (просрочено)' : ''}`,
      cell.doneOn ? shortDate(cell.doneOn) : '',
      cell.note.slice(0, 1_000),
    ])
  }
  const who = [...measure.roles, ...measure.unknownExecutors].join(', ').slice(0, 1_000)
  return [[...dated(point.due), who, point.counts ? sayCounts(point.counts) : '', '', '']]
}

const excerptOf = (text: string): string => ([...text].length > 300 ? `${[...text].slice(0, 299).join('')}…` : text)
