import type { AnnexTable } from '@/lib/order/document'
import type { MeasureText, RoadMapColumn } from '@/lib/road-map/rules'
import { cellOf, sectionHeading } from '@/lib/road-map/table'

/** The plain template that the pages are compared with: the same words in the same table, put together from strings. */

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const text = (value: unknown): string => String(value ?? '').replace(/[&<>"]/g, (sign) => SIGNS[sign] ?? sign)

const frame = (title: string, head: string, body: string): string =>
  `<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>${text(title)} — Маршрут</title><link rel="stylesheet" href="/style.css"></head><body><header class="top"><a class="brand" href="/">Маршрут</a>${head}</header><main id="main"><h1>${text(title)}</h1>${body}</main><footer><a href="/published">Опубликованные акты</a> <a href="/verify">Проверить подпись</a></footer></body></html>`

const heads = (labels: string[]): string =>
  `<thead><tr>${labels.map((label) => `<th scope="col">${text(label)}</th>`).join('')}</tr></thead>`

/** What drizzle's rows are by position (db/queries/session.ts, db/queries/road-map.ts). */
type Rows = unknown[][]

export function signedInPage(answers: Rows[], editable: boolean): string {
  const [[person = []] = [], [version = []] = [], parts = [], measures = []] = answers
  const columns = parsed<RoadMapColumn[]>(version[4])
  const here = `/road-maps/${version[1]}`
  const labels = [...columns.map((column) => column.header), ...(editable ? ['Действия'] : [])]
  const bodies = parts.map(([id, number, title, count]) => {
    const heading = sectionHeading({ number: String(number), title: String(title) })
    const own = measures.filter((row) => row[1] === id).map((row) => measureRow(row, columns, here, editable))
    const share = editable ? buttons('section', String(id), String(title), here) : text(count)
    return `<tbody><tr class="part"><th scope="rowgroup" colspan="${labels.length}">${text(heading)}<span class="part-share">${share}</span></th></tr>${own.join('')}</tbody>`
  })
  const table = `<table class="table"><caption>Мероприятия дорожной карты</caption>${heads(labels)}${bodies.join('')}</table>`
  const who = `<span class="place">${text(person[7])}</span><div class="who">${text(person[2])} ${text(person[3])}<form method="post" action="/sign-out"><button>Выйти</button></form></div><nav><a href="/">Мои дела</a> <a href="/road-maps">Дорожные карты</a> <a href="/orders">Распоряжения</a> <a href="/register">Реестр</a></nav>`
  return frame(`Дорожная карта ${version[6]}`, who, `<p>${text(version[5])} · ${text(version[14])}</p>${table}`)
}

function measureRow(row: unknown[], columns: RoadMapColumn[], here: string, editable: boolean): string {
  const [id, , number, title, term, executors, tasks, indicator, extra] = row as string[]
  const measure = {
    number,
    title,
    term,
    executors,
    tasks,
    indicator,
    extra: parsed<MeasureText['extra']>(extra),
  } as MeasureText
  const cells = columns.map((column) =>
    column.field === 'title'
      ? `<td class="title"><a href="${here}/measures/${id}">${text(title || 'Без названия')}</a></td>`
      : `<td data-l="${text(column.header)}">${text(cellOf(measure, column))}</td>`,
  )
  return `<tr class="row">${cells.join('')}${editable ? `<td>${buttons('measure', String(id), String(number || title), here)}</td>` : ''}</tr>`
}

function buttons(kind: 'measure' | 'section', id: string, name: string, here: string): string {
  const links =
    kind === 'section'
      ? `<a href="${here}/measures/new?section=${id}">Добавить мероприятие</a><a href="${here}/sections/${id}">Править таблицей</a>`
      : ''
  const moves = [
    ['up', 'Выше'],
    ['down', 'Ниже'],
    ['delete', 'Удалить'],
  ]
  return (
    links +
    moves
      .map(
        ([act, label]) =>
          `<button name="row" value="${kind}:${act}:${id}" aria-label="${label}: ${text(name)}">${label}</button>`,
      )
      .join('')
  )
}

export function publishedPage(answers: Rows[]): string {
  const [[act = []] = [], [signed = []] = []] = answers
  const annex = parsed<{ title: string; table: AnnexTable }>(signed[1])
  const { headers, sections } = annex.table
  const bodies = sections.map(({ heading, rows }) => {
    const own = rows.map(
      (row) =>
        `<tr>${row.map((cell, index) => `<td data-l="${text(headers[index])}">${text(cell)}</td>`).join('')}</tr>`,
    )
    return `<tbody><tr class="part"><th colspan="${headers.length}" scope="rowgroup">${text(heading)}</th></tr>${own.join('')}</tbody>`
  })
  const table = `<table class="table annex"><caption class="vh">${text(annex.title)}</caption>${heads(headers)}${bodies.join('')}</table>`
  return frame(
    String(act[3]),
    '<a href="/login">Войти</a>',
    `<p>${text(act[7])} · ${text(signed[0])}</p><h2>${text(annex.title)}</h2>${table}`,
  )
}

/** One driver gives JSON parsed, the other as text. */
const parsed = <T>(value: unknown): T => (typeof value === 'string' ? JSON.parse(value) : value) as T
