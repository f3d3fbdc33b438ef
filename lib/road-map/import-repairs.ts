import type { Column } from '@/lib/road-map/import-columns'
import { isLabel, isOtherHeader, splitHeading } from '@/lib/road-map/import-kind'
import {
  excerpt,
  hasText,
  type ImportedMeasure,
  type ImportedSection,
  type ImportQuestion,
  type RawRow,
} from '@/lib/road-map/import-shape'

/** Tells the person of a doubt; places as in `Doubt`. */
export type Say = (text: string, section?: number | null, measure?: number | null, column?: string | null) => void

/** Parts the table from what stands below it. */
export function tableRows(header: Column[], body: RawRow[]) {
  const other = body.findIndex((row) => isOtherHeader(row, header))
  const own = other === -1 ? body : body.slice(0, other)
  let end = own.findLastIndex((row) => row.cells.length > 1) + 1
  while (end > 0 && end < own.length) {
    const row = own[end]
    if (!row || row.afterGap || !/^\s*[\p{Ll}•–—-]/u.test(row.cells[0] ?? '')) break
    end += 1
  }
  const below = own.slice(end).map((row) => row.cells.join(' ').trim())
  return { table: own.slice(0, end), below, hasOther: other !== -1 }
}

/** Word copies an automatic number with a tab of its own, which would move the row's other cells one column to the right. */
export function withoutListTabs(rows: RawRow[], header: Column[], doubt: Say): RawRow[] {
  if (header[0]?.field !== 'number') return rows
  let moved = 0
  const mended = rows.map((row) => {
    const [label = '', second = ''] = row.cells
    if (row.cells.length !== header.length + 1 || !isLabel(label.trim()) || hasText(second)) return row
    moved += 1
    return { ...row, cells: row.cells.toSpliced(1, 1) }
  })
  if (moved > 0)
    doubt(`После автоматического номера стояла лишняя пустая ячейка, она убрана (строк: ${moved}). Проверьте столбцы.`)
  return mended
}

/** Names the columns without a heading where something stands in them, and drops the empty ones. */
export function namedColumns(header: Column[], rows: RawRow[], doubt: Say): Column[] {
  const used = new Set<number>()
  for (const row of rows) {
    for (const [index, cell] of row.cells.entries()) if (!used.has(index) && hasText(cell)) used.add(index)
  }
  const columns = header.filter(
    (column) => hasText(column.header) || column.field !== 'extra' || used.has(column.index),
  )
  for (const index of [...used].sort((a, b) => a - b)) {
    if (index >= header.length) columns.push({ index, header: '', field: 'extra' })
  }
  return columns.map((column) => {
    if (hasText(column.header) || column.field !== 'extra') return column
    const named = `Столбец ${column.index + 1}`
    doubt(`У одного из столбцов таблицы нет заголовка: он сохранён под названием «${named}».`, null, null, named)
    return { ...column, header: named }
  })
}

/**
 * A cell of several paragraphs, copied as text, breaks its row over lines. Lines are put together again only where a
 * numbered row and the lines after it give exactly the columns of the table.
 */
export function mendedLines(rows: RawRow[], columns: Column[], doubt: Say): RawRow[] {
  const width = columns.length
  const result: RawRow[] = []
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]
    if (!row) break
    let cells = row.cells
    if (cells.length > 1 && cells.length < width && isLabel((cells[0] ?? '').trim())) {
      let total = cells.length
      let end = at
      for (let next = at + 1; next < rows.length && next <= at + 30 && total < width; next++) {
        const line = rows[next]
        const first = (line?.cells[0] ?? '').trim()
        if (!line || line.afterGap || first === '' || isLabel(first) || splitHeading(first).number !== '') break
        total += line.cells.length - 1
        end = next
      }
      if (total === width && end > at) {
        cells = [...cells]
        for (const line of rows.slice(at + 1, end + 1))
          cells.push(`${cells.pop() ?? ''}\n${line.cells[0] ?? ''}`, ...line.cells.slice(1))
        doubt(
          `Строка «${excerpt(cells.join(' '), 60)}» собрана из ${end - at + 1} строк текста: в её ячейках было несколько абзацев. Проверьте.`,
        )
        at = end
      }
    }
    result.push(cells === row.cells ? row : { ...row, cells })
  }
  return result
}

/** What the reader leaves empty and the person may know; `merged` holds the terms of cells merged with the one above. */
export function doubtGaps(
  sections: ImportedSection[],
  columns: Column[],
  merged: ReadonlyMap<ImportedMeasure, string>,
  doubt: Say,
): ImportQuestion[] {
  const questions: ImportQuestion[] = []
  const headerOf = (field: string) => columns.find((column) => column.field === field)?.header
  const term = headerOf('term')
  sections.forEach((section, sectionIndex) => {
    let above = ''
    if (section.measures.length === 0)
      doubt(`В разделе «${excerpt(section.title)}» нет ни одного мероприятия.`, sectionIndex)
    section.measures.forEach((measure, index) => {
      const label = measure.number || `${index + 1}-е по счёту`
      const at = `Мероприятие ${section.number ? `${label} раздела ${section.number}` : label}`
      if (!hasText(measure.title))
        doubt(`${at}: нет названия мероприятия.`, sectionIndex, index, headerOf('title') ?? null)
      if (headerOf('number') !== undefined && !hasText(measure.number)) {
        doubt(
          `${at}: «${excerpt(measure.title, 60)}» стоит без номера. Если это продолжение строки выше, объедините их.`,
          sectionIndex,
          index,
          headerOf('number') ?? null,
        )
      }
      if (term === undefined) return
      if (hasText(measure.term)) above = measure.term
      else {
        const proposal = merged.get(measure) ?? above
        if (proposal) questions.push({ section: sectionIndex, measure: index, kind: 'inherit_term', proposal })
        const offer = merged.has(measure)
          ? `ячейка срока объединена с верхней, её срок — «${excerpt(proposal)}». Подтвердите, что он относится и сюда.`
          : `срок не указан.${above ? ` Если ячейка объединена с верхней, её срок — «${excerpt(above)}».` : ''}`
        doubt(`${at}: ${offer}`, sectionIndex, index, term)
      }
    })
  })
  return questions
}
