import { keepValues } from '@/app/_forms/form-action'
import { type FormState, openForm, typed } from '@/app/_forms/form-state'
import type { Actor } from '@/lib/access/actor'
import type { SheetTable } from '@/lib/risk-profile/questionnaire-file'
import type { LocalDate } from '@/lib/shared/dates'
import { conflict, invalid } from '@/lib/shared/refusal'
import { FILE_MAX_BYTES, readTableFile } from '@/lib/table-file/read'

/** What was read, kept sealed between the steps for its author and for a day; nothing is saved before the last one. */
export type QuestionnaireSource = {
  programmeId: string
  day: LocalDate
  fileName: string
  tables: SheetTable[]
  doubts: string[]
}

const FORM = 'questionnaire-file'
const LONGEST_KEPT = 20_000_000

/** The visible sheets of a file as tables of text. Refused (`invalid`, `file`): no file, one that is too big or cannot be read. */
export async function readSource(
  file: File | undefined,
): Promise<Pick<QuestionnaireSource, 'fileName' | 'tables' | 'doubts'>> {
  if (!file) throw invalid('Выберите файл.', 'file')
  if (file.size > FILE_MAX_BYTES) {
    const size = Math.ceil(file.size / 1024 / 1024)
    throw invalid(`Файл «${file.name}» занимает ${size} МБ, можно не больше 16 МБ.`, 'file')
  }
  const document = await readTableFile(new Uint8Array(await file.arrayBuffer()), file.name, { kind: 'any' })
  const tables = document.tables
    .filter((table) => !table.isHidden)
    .map(({ name, rows }) => ({ name, rows: rows.map((row) => row.cells) }))
  if (tables.length === 0)
    throw invalid('В файле видны только пустые листы. Откройте скрытый лист и сохраните файл.', 'file')
  return { fileName: file.name, tables, doubts: document.doubts }
}

export async function keepSource(actor: Actor, source: QuestionnaireSource, now: Date): Promise<string> {
  const json = JSON.stringify(source)
  if (json.length > LONGEST_KEPT)
    throw invalid('В файле слишком много текста. Оставьте в нём одну таблицу с анкетами и загрузите снова.', 'file')
  return keepValues(actor.userId, FORM, { source: [json] }, now)
}

const sourceOf = (state: FormState): QuestionnaireSource | undefined => {
  const json = typed(state, 'source')
  return json === '' ? undefined : (JSON.parse(json) as QuestionnaireSource)
}

export const findSource = async (actor: Actor, name: string | undefined) =>
  sourceOf(await openForm(FORM, name, actor.userId))

export async function openSource(actor: Actor, name: string): Promise<QuestionnaireSource> {
  const source = await findSource(actor, name)
  if (!source) throw conflict('Прочитанное хранится сутки и уже удалено. Загрузите файл ещё раз.')
  return source
}
