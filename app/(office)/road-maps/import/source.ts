import { createHash } from 'node:crypto'
import { keepValues } from '@/app/_forms/form-action'
import { type FormState, openForm, typed } from '@/app/_forms/form-state'
import type { Actor } from '@/lib/access/actor'
import { readRoadMapText } from '@/lib/road-map/import'
import { conflict, invalid, Refusal } from '@/lib/shared/refusal'
import { isBlank } from '@/lib/shared/text'
import type { FileDocument } from '@/lib/table-file/document'
import { FILE_MAX_BYTES, readPastedTable, readTableFile } from '@/lib/table-file/read'

/** What was read, kept sealed between the steps for its author and for a day; nothing of it is saved before the last one. */
export type Source = { title: string; year: number; fileName: string; hash: string; document: FileDocument }

/** A table so long as text is no plan. */
const LONGEST_KEPT = 40_000_000

type Sent = { text: string; html: string; file: File | undefined }

/** The document of what was sent: the chosen file, else the pasted table with its merged cells, else the pasted text. */
export async function readSource({ text, html, file }: Sent): Promise<Pick<Source, 'fileName' | 'hash' | 'document'>> {
  if (file) {
    if (file.size > FILE_MAX_BYTES) {
      const size = Math.ceil(file.size / 1024 / 1024)
      throw invalid(`Файл «${file.name}» занимает ${size} МБ, можно не больше 16 МБ. Уберите из него картинки.`, 'file')
    }
    const bytes = new Uint8Array(await file.arrayBuffer())
    return { fileName: file.name, hash: sha256(bytes), document: await readTableFile(bytes, file.name) }
  }
  if (isBlank(text) && isBlank(html)) throw invalid('Выберите файл или вставьте таблицу.', 'file')
  if (!isBlank(html)) {
    const document = await readPastedTable(html).catch((error: unknown) => {
      if (error instanceof Refusal) return undefined
      throw error
    })
    if (document && document.tables.length > 0) return { fileName: '', hash: sha256(html), document }
  }
  return { fileName: '', hash: sha256(text), document: await readText(text) }
}

/** Text as it was pasted; CSV, which only the readers of files know, is tried where the text shows no plan. */
async function readText(text: string): Promise<FileDocument> {
  try {
    readRoadMapText(text)
    return { format: 'text', above: [], tables: [], doubts: [], ids: {}, text }
  } catch (refused) {
    if (!(refused instanceof Refusal)) throw refused
    const document = await readTableFile(new TextEncoder().encode(text), 'pasted.csv').catch(() => undefined)
    // A head without rows is no table either: the refusal of the text says so at once.
    if (document?.tables.some((table) => table.rows.length > 1)) return document
    throw refused
  }
}

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')

/** Keeps the source beside what was typed, so that «Исправить текст» finds both. */
export async function keepSource(actor: Actor, form: string, source: Source, text: string, now: Date): Promise<string> {
  const json = JSON.stringify(source)
  if (json.length > LONGEST_KEPT)
    throw invalid(
      'В файле слишком много текста для одной карты. Оставьте в нём одну таблицу и загрузите снова.',
      'file',
    )
  // The text of a paste is inside the document already.
  const shown = source.document.text === undefined ? text : ''
  const values = { programmeName: [source.title], year: [String(source.year)], text: [shown], source: [json] }
  return keepValues(actor.userId, form, values, now)
}

export function sourceOf(state: FormState): Source | undefined {
  const json = typed(state, 'source')
  return json === '' ? undefined : (JSON.parse(json) as Source)
}

export async function openSource(actor: Actor, form: string, paste: string | undefined): Promise<Source> {
  const source = sourceOf(await openForm(form, paste, actor.userId))
  if (!source) throw conflict('Прочитанное хранится сутки и уже удалено. Загрузите файл или вставьте таблицу ещё раз.')
  return source
}
