import type { Column } from '@/lib/road-map/import-columns'
import { countWords, type Join, joinOf } from '@/lib/road-map/import-joins'
import { type RowView, TableContext, viewOf } from '@/lib/road-map/import-kind'
import {
  doubtGaps,
  mendedLines,
  namedColumns,
  type Say,
  tableRows,
  withoutListTabs,
} from '@/lib/road-map/import-repairs'
import {
  type Doubt,
  excerpt,
  hasText,
  type ImportedMeasure,
  type ImportedSection,
  type ImportQuestion,
  type RawRow,
} from '@/lib/road-map/import-shape'

/** The rows of one table, its headings already recognised → sections and measures, every repair with a doubt. */
export type AssembledTable = {
  columns: Column[]
  sections: ImportedSection[]
  doubts: Doubt[]
  questions: ImportQuestion[]
}

type Part = { text: string; separator: '' | ' ' | '\n' }
type OpenMeasure = { cells: Part[][]; section: number; index: number; key?: string; mergedTerm?: string }

export function assembleTable(header: Column[], body: RawRow[]): AssembledTable {
  const doubts: Doubt[] = []
  const sections: ImportedSection[] = []
  const measures: OpenMeasure[][] = []
  const doubt: Say = (text, section = null, measure = null, column = null) => {
    doubts.push({ text, section, measure, column })
  }

  const { table: found, below, hasOther } = tableRows(header, body)
  const table = withoutListTabs(found, header, doubt)
  const columns = namedColumns(header, table, doubt)
  const views = mendedLines(table, columns, doubt).map((row) => viewOf(row, columns))
  const context = new TableContext(columns, views)
  const numberAt = columns.findIndex((column) => column.field === 'number')
  let words: Map<string, number> | undefined
  const wordsOfTable = () => (words ??= countWords(views.flatMap((view) => view.texts)))

  const termAt = columns.findIndex((column) => column.field === 'term')
  const repeatedTexts = new Map<number, number>()
  const keys = new Set<string>()

  let open: OpenMeasure | null = null
  const tail: string[] = []
  let repeated = 0
  let numberings = 0

  /** A row copied in Excel brings the id of the first one with it. */
  function keyOf(view: RowView): { key?: string } {
    if (!view.key || keys.has(view.key)) return {}
    keys.add(view.key)
    return { key: view.key }
  }

  function openSection(number: string, title: string, view?: RowView) {
    sections.push({ number, title, measures: [], ...(view ? keyOf(view) : {}) })
    measures.push([])
    open = null
  }

  function openMeasure(view: RowView): OpenMeasure {
    if (sections.length === 0) openSection('', '')
    const list = measures[sections.length - 1] ?? []
    // A term is taken from a merged cell only on the person's word: it decides when the measure is due.
    const mergedTerm = view.inherited.includes(termAt) ? view.texts[termAt] : undefined
    for (const place of view.inherited)
      if (place !== termAt) repeatedTexts.set(place, (repeatedTexts.get(place) ?? 0) + 1)
    const created: OpenMeasure = {
      cells: view.texts.map((text, place): Part[] => [
        { text: mergedTerm && place === termAt ? '' : text, separator: '' },
      ]),
      section: sections.length - 1,
      index: list.length,
      ...keyOf(view),
      ...(mergedTerm ? { mergedTerm } : {}),
    }
    list.push(created)
    return created
  }

  const nameOf = (measure: OpenMeasure) => {
    const label = (numberAt === -1 ? '' : (measure.cells[numberAt]?.[0]?.text ?? '')).replace(/[.)]+$/, '')
    const section = sections[measure.section]?.number ?? ''
    if (!label)
      return `Мероприятие без номера (${measure.index + 1}-е по счёту${section ? ` в разделе ${section}` : ''})`
    return `Мероприятие ${section && !/\./.test(label) ? `${section}.${label}` : label}`
  }

  function mend(measure: OpenMeasure, place: number, text: string) {
    const parts = measure.cells[place]
    const column = columns[place]?.header ?? ''
    const last = parts?.at(-1)
    if (!parts || !last) return
    const join: Join = hasText(last.text) ? joinOf(last.text, text, wordsOfTable) : { separator: ' ', word: null }
    if (!hasText(last.text)) parts.pop()
    parts.push({ text, separator: parts.length === 0 ? '' : join.separator })
    const at = `${nameOf(measure)}, столбец «${column}»`
    const pieces = `«${tailOf(last.text)}» и «${excerpt(text, 60)}»`
    const said = !hasText(last.text)
      ? `${at}: в начале строки ячейка пуста, текст «${excerpt(text, 60)}» взят из её продолжения.`
      : join.word
        ? `${at}: слово «${join.word}» было разрезано концом страницы, части ${pieces} соединены без пробела.`
        : `${at}: ячейка была разрезана концом страницы, части ${pieces} соединены через пробел.`
    doubt(`${said} Сверьте с документом.`, measure.section, measure.index, column)
  }

  views.forEach((view, index) => {
    const kind = context.kindOf(index)
    const text = view.texts[view.filled[0] ?? 0] ?? ''
    switch (kind) {
      case 'blank':
        return
      case 'header':
        repeated += 1
        return
      case 'column-numbers':
        numberings += 1
        return
      case 'page-number':
        doubt(`Строка «${excerpt(text)}» внутри таблицы принята за номер страницы и пропущена.`)
        return
      case 'tail':
        tail.push(...view.filled.map((place) => view.texts[place] ?? ''))
        return
      case 'heading': {
        const { number, title } = context.headingOf(view)
        openSection(number, title, view)
        if (view.isLine && !number) {
          doubt(
            `Строка «${excerpt(title)}» между строками таблицы принята за название раздела. Проверьте.`,
            sections.length - 1,
          )
        }
        return
      }
      case 'paragraph':
        if (open) {
          open.cells.at(-1)?.push({ text, separator: '\n' })
          const column = columns.at(-1)?.header ?? ''
          doubt(
            `${nameOf(open)}, столбец «${column}»: отдельная строка «${excerpt(text, 60)}» отнесена к этой ячейке. Проверьте.`,
            open.section,
            open.index,
            column,
          )
          return
        }
        break
      case 'continuation':
        if (open) {
          const measure: OpenMeasure = open
          for (const place of view.filled) mend(measure, place, view.texts[place] ?? '')
          return
        }
        break
      case 'measure':
        open = openMeasure(view)
        return
    }
    // What would continue a measure, but none is open: the rest of a heading, or a measure of its own.
    const section = sections.at(-1)
    if (section && view.filled.length === 1) {
      const { separator } = joinOf(section.title, text, wordsOfTable)
      section.title += separator + text
      doubt(
        `Название раздела «${excerpt(section.title)}» собрано из двух строк. Сверьте с документом.`,
        sections.length - 1,
      )
    } else open = openMeasure(view)
  })

  const merged = new Map<ImportedMeasure, string>()
  measures.forEach((list, section) => {
    for (const measure of list) {
      const text = closed(measure, columns)
      sections[section]?.measures.push(text)
      if (measure.mergedTerm && !hasText(text.term)) merged.set(text, measure.mergedTerm)
    }
  })
  const counted: [number, string][] = [
    [repeated, 'Строка заголовков, повторённая на следующих страницах, убрана'],
    [numberings, 'Строка с номерами столбцов убрана'],
  ]
  for (const [times, said] of counted) if (times > 0) doubt(`${said} (раз: ${times}).`)
  for (const [place, times] of repeatedTexts) {
    const column = columns[place]?.header ?? ''
    doubt(
      `Столбец «${column}»: текст ячеек, объединённых по вертикали, повторён в каждой строке (строк: ${times}). Проверьте.`,
      null,
      null,
      column,
    )
  }
  const questions = doubtGaps(sections, columns, merged, doubt)
  const left = [...tail, ...below].join(' ')
  if (left) doubt(`После таблицы есть текст, он не вошёл в дорожную карту: «${excerpt(left, 200)}».`)
  if (hasOther)
    doubt('Ниже есть другая таблица с иными столбцами, она не прочитана. Если она нужна, вставьте её отдельно.')
  return { columns, sections, doubts, questions }
}

const tailOf = (text: string): string => {
  const end = text.slice(-60).replace(/\s+/g, ' ').trim()
  return text.length > 60 ? `…${end.replace(/^\S*\s/, '')}` : end
}

const textOf = (parts: Part[]): string => parts.map((part) => part.separator + part.text).join('')

function closed(measure: OpenMeasure, columns: Column[]): ImportedMeasure {
  const result: ImportedMeasure = {
    number: '',
    title: '',
    term: '',
    executors: '',
    tasks: '',
    indicator: '',
    extra: [],
  }
  columns.forEach(({ field, header }, place) => {
    const text = textOf(measure.cells[place] ?? [])
    if (field === 'extra') result.extra.push({ header, text })
    else result[field] = text
  })
  return measure.key ? { ...result, key: measure.key } : result
}
