import type { PapersReport, Way } from './papers'
import type { Against, Measured, Page } from './rounds'

export type Row = Measured & { database: 'postgresql' | 'embedded' }
export type Weight = { page: string; first: number; next: number; htmlAndCss: number; script: number; font: number }

export type Report = {
  node: string
  rows: Row[]
  /** From the start of the process to its first answer, the database being there. */
  restartMs: Record<string, number>
  bytes: Weight[]
  /** null where only pages were asked for. */
  papers: PapersReport | null
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

const WAYS: Record<Way, string> = {
  own: 'эта программа',
  chromium: 'Chromium, прогретый, печать в PDF',
  libreoffice: 'LibreOffice из .docx, процесс на файл',
}

export function markdown(report: Report): string {
  const parts = [
    ...(report.rows.length > 0 ? [pagesTable(report)] : []),
    ...(report.bytes.length > 0 ? [weightTable(report.bytes)] : []),
    ...(report.papers ? [papersTable(report.papers)] : []),
    lastLines(report),
  ]
  return parts.map((lines) => lines.join('\n')).join('\n\n')
}

function papersTable({ rows, firstMs, nextMs, signings, absent }: PapersReport): string[] {
  const own = (count: number) => rows.find((row) => row.way === 'own' && row.rows === count)?.ms
  const lines = [
    line(['распоряжение с приложением', 'способ', 'мс', '× эта программа', 'листов', 'память, МБ']),
    line(Array(6).fill('---')),
  ]
  for (const row of rows) {
    const ratio = figure(row.ms / (own(row.rows) ?? Number.NaN), 1)
    lines.push(line([`${row.rows} строк`, WAYS[row.way], figure(row.ms, 1), ratio, row.pages, row.peakMb ?? '—']))
  }
  const rates = signings.map(({ key, perSecond }) => `${key === 'p-256' ? 'ECDSA P-256' : 'RSA-2048'} ${perSecond}`)
  return [
    ...lines,
    '',
    `Первая бумага процесса ${figure(firstMs, 0)} мс, десятая ${figure(nextMs, 0)} мс: шрифты читаются один раз.`,
    `Подписей в секунду, с проверкой каждой: ${rates.join(', ')}.`,
    ...(absent.length > 0 ? [`На этой машине нет: ${absent.map((way) => WAYS[way]).join('; ')}.`] : []),
  ]
}

function weightTable(bytes: Weight[]): string[] {
  return [
    line(['страница, кБ сжатыми', 'первое посещение', 'следующая страница', 'HTML и CSS', 'JS', 'шрифты']),
    line(Array(6).fill('---')),
    ...bytes.map(({ page, first, next, htmlAndCss, script, font }) =>
      line([page, ...[first, next, htmlAndCss, script, font].map(kilobytes)]),
    ),
  ]
}

function lastLines(report: Report): string[] {
  const restarts = Object.entries(report.restartMs).map(
    ([name, ms]) => `${DATABASES[name as Row['database']]} ${(ms / 1_000).toFixed(1)} с`,
  )
  const fresh = report.freshMs
  return [
    ...(restarts.length > 0 ? [`Повторный запуск до первого ответа: ${restarts.join(', ')}.`] : []),
    ...(fresh === null ? [] : [`Свежая копия, от npm start до первой страницы: ${(fresh / 1_000).toFixed(0)} с.`]),
    `Node.js ${report.node}.`,
  ]
}

function pagesTable(report: Report): string[] {
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
  return lines
}
