import { ACTION_LABELS } from '@/lib/journal/action-labels'
import { FIELD_LABELS } from '@/lib/journal/field-labels'
import { REGISTER_COLUMNS, type RegisterRow, registerCells } from '@/lib/register/row'
import { localDateTime } from '@/lib/shared/dates'
import { type Markup, markup } from '@/lib/shared/markup'

/** A cell of a CSV: quoted where it must be, and never a formula when a spreadsheet opens the file. */
function csvCell(text: string): string {
  const safe = /^[\s]*[=+\-@＝]/.test(text) ? `'${text}` : text
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

type Line = { at: Date; actorName: string; onBehalfOf: string | null; action: string; after: unknown }

/** What is told of a line besides its action; the act's text is in its own file. */
const TOLD = ['number', 'date', 'reason', 'note', 'recipient', 'sentOn', 'post', 'name', 'storage', 'sha256'] as const
const TOLD_LABELS: Record<string, string> = {
  ...FIELD_LABELS,
  number: 'номер',
  date: 'дата',
  reason: 'причина',
  note: 'примечание',
  recipient: 'кому',
  sentOn: 'отправлено',
  storage: 'срок хранения',
  sha256: 'SHA-256',
}

function detailsOf(after: unknown): string {
  if (after === null || typeof after !== 'object') return ''
  const values = after as Record<string, unknown>
  return TOLD.flatMap((name) => {
    const value = values[name]
    return typeof value === 'string' && value !== '' ? [`${TOLD_LABELS[name] ?? name}: ${value}`] : []
  }).join('; ')
}

/** The journal of one act as a CSV that Excel and a plain editor both open: UTF-8 with its mark, semicolons, local time. */
export function journalCsv(lines: readonly Line[], zone: string): Uint8Array {
  const rows = lines.map((line) => [
    localDateTime(line.at, zone),
    line.actorName,
    line.onBehalfOf ?? '',
    ACTION_LABELS[line.action] ?? line.action,
    detailsOf(line.after),
  ])
  const text = [['Когда', 'Кто', 'За кого', 'Что сделано', 'Подробности'], ...rows]
    .map((cells) => cells.map(csvCell).join(';'))
    .join('\r\n')
  return new TextEncoder().encode(`\uFEFF${text}\r\n`)
}

export type IndexEntry = RegisterRow & { files: readonly { path: string; label: string; sha256: string }[] }

const STYLE =
  'body{font:16px/1.45 Times New Roman,serif;margin:2rem;max-width:75rem}table{border-collapse:collapse;width:100%}' +
  'th,td{border:1px solid #777;padding:.35rem .5rem;vertical-align:top;text-align:left;white-space:pre-line}' +
  'code{font-size:.75rem;overflow-wrap:anywhere}ul{margin:0;padding-left:1.1rem}@media print{body{margin:0}}'

/** A path inside the archive as an address: each name by itself, so that «№ 121» and a percent sign stay what they are. */
const hrefOf = (path: string): string => path.split('/').map(encodeURIComponent).join('/')

/** The first page of an archive: opens in any browser without the program and without the network. */
export function archiveIndex(
  archive: { place: string; year: number; notes: readonly string[]; entries: readonly IndexEntry[]; register: string },
  made: Date,
  zone: string,
): Uint8Array {
  const shown = REGISTER_COLUMNS.map((name) => name !== 'Что делает')
  const pick = (cells: readonly string[]) => cells.filter((_, index) => shown[index])
  const head = pick(REGISTER_COLUMNS).map((name) => markup`<th scope="col">${name}</th>`)
  const rows = archive.entries.map((entry): Markup => {
    const cells = pick(registerCells(entry, zone)).map((cell) => markup`<td>${cell}</td>`)
    const files = entry.files.map(
      ({ path, label, sha256 }) => markup`<li><a href="${hrefOf(path)}">${label}</a><br><code>${sha256}</code></li>`,
    )
    return markup`<tr>${cells}<td>${files.length > 0 ? markup`<ul>${files}</ul>` : ''}</td></tr>`
  })
  const title = `Архив актов за ${archive.year} год. ${archive.place}`
  const page = markup`<!doctype html><html lang="ru"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${STYLE}</style></head><body><h1>${title}</h1><p>Составлен ${localDateTime(made, zone)}. Реестр целиком: <a href="${hrefOf(archive.register)}">${archive.register}</a>. Под каждым файлом его отпечаток SHA-256; все отпечатки вместе в файле <a href="SHA256SUMS.txt">SHA256SUMS.txt</a> (проверка: sha256sum -c SHA256SUMS.txt). Подписанный PDF проверяют средством проверки подписи или на странице «Проверить документ»; подпись в отдельном файле .sig относится к файлу PDF с тем же именем.</p>${archive.notes.map((note) => markup`<p>${note}</p>`)}<table><thead><tr>${head}<th scope="col">Файлы</th></tr></thead><tbody>${rows}</tbody></table></body></html>`
  return new TextEncoder().encode(String(page))
}

/** As `sha256sum` writes and checks it. */
export const checksums = (files: ReadonlyMap<string, string>): Uint8Array =>
  new TextEncoder().encode([...files].map(([path, sha256]) => `${sha256}  ${path}\n`).join(''))
