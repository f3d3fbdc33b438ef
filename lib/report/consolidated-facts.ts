import { figure, grouped, type Row, rowsOf, type Sent, sectionIn, sourceOf } from '@/lib/report/consolidated-figures'
import type { ConsolidatedPart } from '@/lib/report/consolidated-shape'
import type { ReportSectionCode } from '@/lib/report/rules'
import { counted } from '@/lib/shared/text'

/** The consolidated report's parts that are counted from facts. Columns are found by their titles (lib/report/columns.ts). */

export function visitsParts(sent: Sent[]): ConsolidatedPart[] {
  const rows = rowsOf(sent, 'visits')
  if (rows.length === 0) return [{ text: 'Посещений в отчётах нет.' }]
  const source = (row: Row) => sourceOf(row.one, 'visits', said(row, ['Дата', 'Вид и форма']))
  const visited = [...grouped(rows, (row) => row.one.school.id).values()]
  const reporting = new Set(sent.map((one) => one.school.id))
  return [
    {
      figure: figure(
        'Школы, о посещении которых сообщено',
        visited.length,
        reporting.size,
        visited.flatMap(([row]) => (row ? [sourceOf(row.one, 'visits', row.one.school.name)] : [])),
      ),
    },
    ...[...grouped(rows, (row) => row.cell('Вид и форма'))].map(([kind, found]) => ({
      figure: figure(`Посещения, ${kind}`, found.length, rows.length, found.map(source)),
    })),
    {
      caption: `${counted(rows.length, 'посещение', 'посещения', 'посещений')} по школам`,
      headers: ['Школа', 'Посещений', 'Когда'],
      rows: visited.flatMap((own) => {
        const [first] = own
        if (!first) return []
        const days = own.map((row) => row.cell('Дата')).filter(Boolean)
        return [
          {
            cells: [first.one.school.name, String(own.length), days.join(', ')],
            href: sourceOf(first.one, 'visits').href,
          },
        ]
      }),
    },
  ]
}

/** Significance by the questionnaire → as verified → what came of it, and how many factors are worked on. */
export function factorsParts(sent: Sent[]): ConsolidatedPart[] {
  const rows = rowsOf(sent, 'factors')
  if (rows.length === 0) return [{ text: 'Факторов риска в отчётах нет.' }]
  const source = (row: Row) => sourceOf(row.one, 'factors', said(row, ['Фактор']))
  const active = rows.filter((row) => /^(да|активирован)/i.test(row.cell('Активирован')))
  const verified = rows.filter((row) => isTold(row.cell('По анкете')) && isTold(row.cell('После проверки')))
  const changed = verified.filter((row) => row.cell('По анкете') !== row.cell('После проверки'))
  const again = rows.filter((row) => secondOf(row) !== '')
  const moved = again.filter((row) => secondOf(row) !== firstOf(row))
  const factors = [...grouped(rows, (row) => row.cell('Фактор'))]
  return [
    { figure: figure('Активировано факторов', active.length, rows.length, active.map(source)) },
    { figure: figure('Проверено куратором', verified.length, rows.length, verified.map(source)) },
    ...(verified.length > 0
      ? [
          {
            figure: figure(
              'Значимость изменилась после проверки',
              changed.length,
              verified.length,
              changed.map((row) =>
                sourceOf(
                  row.one,
                  'factors',
                  `${said(row, ['Фактор'])}: ${row.cell('По анкете')} → ${row.cell('После проверки')}`,
                ),
              ),
            ),
          },
        ]
      : []),
    ...(again.length > 0
      ? [
          {
            figure: figure(
              'Значимость изменилась по второй диагностике',
              moved.length,
              again.length,
              moved.map((row) =>
                sourceOf(row.one, 'factors', `${said(row, ['Фактор'])}: ${firstOf(row)} → ${secondOf(row)}`),
              ),
            ),
          },
        ]
      : []),
    {
      caption: 'Факторы: по анкете → после проверки → результат',
      headers: ['Фактор', 'Школа', 'По анкете', 'После проверки', 'Активирован', 'Результат'],
      rows: factors.flatMap(([factor, found]) =>
        found.map((row) => ({
          cells: [factor, row.one.name, ...['По анкете', 'После проверки', 'Активирован', 'Результат'].map(row.cell)],
          href: sourceOf(row.one, 'factors').href,
        })),
      ),
    },
  ]
}

export function measuresParts(sent: Sent[]): ConsolidatedPart[] {
  const rows = rowsOf(sent, 'measures')
  if (rows.length === 0) return [{ text: 'Мероприятий школьных программ в отчётах нет.' }]
  const source = (row: Row) => sourceOf(row.one, 'measures', said(row, ['Мероприятие']))
  return [
    ...[...grouped(rows, (row) => row.cell('Состояние').toLowerCase())].map(([state, found]) => ({
      figure: figure(capital(state), found.length, rows.length, found.map(source)),
    })),
    {
      caption: 'Мероприятия по школам',
      headers: ['Школа', 'Мероприятие', 'Срок', 'Состояние'],
      rows: rows.map((row) => ({
        cells: [row.one.name, ...['Мероприятие', 'Срок', 'Состояние'].map(row.cell)],
        href: sourceOf(row.one, 'measures').href,
      })),
    },
  ]
}

const TYPED: [code: ReportSectionCode, label: string][] = [
  ['documents', 'Документы'],
  ['indicators', 'Показатели'],
  ['training', 'ДПП и вебинары'],
]

/** What curators typed as tables: told whole, under the columns that most versions were sent with. */
export function factsParts(sent: Sent[]): ConsolidatedPart[] {
  const parts = TYPED.flatMap(([code, label]): ConsolidatedPart[] => {
    const rows = rowsOf(sent, code)
    if (rows.length === 0) return []
    const columns = [...new Set(sent.flatMap((one) => sectionIn(one, code)?.columns ?? []))]
    const told = columns.filter((column) => rows.some((row) => row.cell(column) !== ''))
    return [
      {
        caption: `${label}: ${counted(rows.length, 'запись', 'записи', 'записей')}`,
        headers: ['Школа', ...told],
        rows: rows.map((row) => ({
          cells: [row.one.name, ...told.map(row.cell)],
          href: sourceOf(row.one, code).href,
        })),
      },
    ]
  })
  return parts.length > 0 ? parts : [{ text: 'Документов, показателей и сведений об обучении в отчётах нет.' }]
}

/** A significance in words: an unverified factor says «не проверен» (lib/report/facts.ts). */
const isTold = (text: string): boolean => text !== '' && text !== 'не проверен'

/** The significance before the second diagnosis: as verified, else by the questionnaire. */
const firstOf = (row: Row): string =>
  isTold(row.cell('После проверки')) ? row.cell('После проверки') : row.cell('По анкете')

/** «низкая» of «вторая диагностика: низкая»; '' while there was none. */
const secondOf = (row: Row): string => /вторая диагностика: ([^\n]+)/.exec(row.cell('Результат'))?.[1]?.trim() ?? ''
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** «СОШ № 1 (Дашиева Б.Ц.): 12.03.2026, первичное, очно». */
const said = (row: Row, columns: string[]): string => {
  const words = columns.map(row.cell).filter(Boolean).join(', ')
  return words === '' ? row.one.name : `${row.one.name}: ${words}`
}
