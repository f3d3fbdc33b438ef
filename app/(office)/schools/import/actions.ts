'use server'

import { z } from 'zod'
import { formAction } from '@/app/_forms/form-action'
import { importQuestionnaires } from '@/db/commands/questionnaire-import'
import { getQuestionnaireTarget } from '@/db/queries/questionnaire-import'
import { readQuestionnaireFile } from '@/lib/risk-profile/questionnaire-file'
import { dateField, idField } from '@/lib/shared/form-fields'
import { invalid } from '@/lib/shared/refusal'
import { keepSource, openSource, readSource } from './source'

const fileSchema = z.object({
  programmeId: idField,
  day: dateField('Напишите день анкетирования: он нужен строкам без своей даты.'),
})

/** Reads the file and shows what it would change; saves nothing but the sealed table itself, for its author, for a day. */
export const previewQuestionnairesAction = formAction(
  { form: 'questionnaire-file', schema: fileSchema },
  async (actor, { programmeId, day }, { now, files }) => {
    // Asked before the file is opened: who may not save has nothing to be read.
    await getQuestionnaireTarget(actor, programmeId)
    if (day > actor.today) throw invalid('Этот день ещё не наступил.', 'day')
    const source = await readSource(files.file)
    return `/schools/import/preview?source=${await keepSource(actor, { programmeId, day, ...source }, now)}`
  },
)

const saveSchema = z.object({ source: z.string().max(200), state: z.string().max(200) })

/** What was kept is read again: what is saved is what was shown, or nothing where the profiles have changed since. */
export const saveQuestionnairesAction = formAction(
  { form: 'questionnaire-import', schema: saveSchema },
  async (actor, input, { now, pressId }) => {
    const { programmeId, day, tables } = await openSource(actor, input.source)
    const target = await getQuestionnaireTarget(actor, programmeId)
    const { rows } = readQuestionnaireFile(tables, target, actor.today)
    const done = await importQuestionnaires(actor, { programmeId, day, rows, state: input.state }, pressId, now)
    const counts = Object.entries(done).map(([name, value]) => `&${name}=${value}`)
    return `/schools?programme=${programmeId}&done=imported${counts.join('')}`
  },
)
