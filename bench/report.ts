import type { Against, Measured, Page } from './rounds'

export type Row = Measured & { database: 'postgresql' | 'embedded' }
export type Weight = { page: string; first: number; next: number; htmlAndCss: number; script: number; font: number }

export type Report = {
  node: string
  rows: Row[]
  /** From the start of the process to its first answer, the database being there. */
  restartMs: Record<string, number>
  bytes: Weight[]
  /** From `npm start` in a fresh clone to the first page; null where not asked for. */
  freshMs: number | null
}

const PAGES: Page[] = ['signed in', 'signed in, draft', 'published']
const NAMES: Record<Page, string> = {
  'signed in': 'карта 2022 г. после входа',
  'signed in, draft': 'та же карта, проект с кнопками',
  published: 'опубликованная карта',
}
const DATABASES = { postgresql: 'PostgreSQL', embedded: 'встроенная' }

const figure = (value: number | undefined, digits = 2): string => (value === undefined ? '—' : value.toFixed(digits))
const kilobytes = (bytes: number): string => (bytes / 1_000).toFixed(1)
const line = (cells: (string | number)[]): string => `| ${cells.join(' | ')} |`

export function markdown(report: Report): string {
  const lines = [
    line([
      'страница',
      'база',
      'сжатие',
      'ЦП, мс/запрос',
      'заново, мс',
      'страниц/с',
      'байт',
      '(a) SQL',
      '(b) память',
      '(c) статика',
      '(a)/страница',
      'страница/(b)',
      'страница/(c)',
    ]),
    line(Array(13).fill('---')),
  ]
  for (const database of ['postgresql', 'embedded'] as const) {
    for (const page of PAGES) {
      for (const zip of [false, true]) {
        const of = (against: Against) =>
          report.rows.find(
            (row) => row.database === database && row.page === page && row.zip === zip && row.of === against,
          )
        const own = of('page')
        if (!own) continue
        const ratio = (one: number | undefined, other: number | undefined) =>
          figure(one === undefined || other === undefined ? undefined : one / other)
        const [sql, memory, still] = [of('sql')?.cpuMs, of('memory')?.cpuMs, of('static')?.cpuMs]
        lines.push(
          line([
            NAMES[page],
            DATABASES[database],
            zip ? 'gzip' : 'нет',
            figure(own.cpuMs),
            figure(of('anew')?.cpuMs),
            figure(own.perSecond, 0),
            own.bytes,
            figure(sql, 3),
            figure(memory, 3),
            figure(still, 3),
            ratio(sql, own.cpuMs),
            ratio(own.cpuMs, memory),
            ratio(own.cpuMs, still),
          ]),
        )
      }
    }
  }
  if (report.bytes.length > 0) {
    lines.push(
      '',
      line(['страница, кБ сжатыми', 'первое посещение', 'следующая страница', 'HTML и CSS', 'JS', 'шрифты']),
      line(Array(6).fill('---')),
    )
    for (const { page, first, next, htmlAndCss, script, font } of report.bytes)
      lines.push(line([page, ...[first, next, htmlAndCss, script, font].map(kilobytes)]))
  }
  const restarts = Object.entries(report.restartMs).map(
    ([name, ms]) => `${DATABASES[name as Row['database']]} ${(ms / 1_000).toFixed(1)} с`,
  )
  lines.push('', `Повторный запуск до первого ответа: ${restarts.join(', ')}.`)
  if (report.freshMs !== null)
    lines.push(`Свежая копия, от npm start до первой страницы: ${(report.freshMs / 1_000).toFixed(0)} с.`)
  lines.push(`Node.js ${report.node}.`)
  return lines.join('\n')
}
