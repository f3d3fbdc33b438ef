'use server'

import { z } from 'zod'
import { formAction, keepValues } from '@/app/_forms/form-action'
import { openForm, typed } from '@/app/_forms/form-state'
import { planVisits } from '@/db/commands/visit'
import { getVisitPlanning } from '@/db/queries/visit'
import { demand } from '@/lib/access/policy'
import { idField } from '@/lib/shared/form-fields'
import { conflict, invalid } from '@/lib/shared/refusal'
import { plannedRows, readCells } from './table'

const FORM = 'visit-table'

const sourceSchema = z.object({
  programmeId: idField,
  text: z.string().max(500_000, 'Слишком длинная таблица: разделите её на части.').default(''),
})

/** Reads the table and shows it; nothing is saved but the sealed table itself, for its author, for a day. */
export const previewVisitsAction = formAction(
  { form: FORM, schema: sourceSchema },
  async (actor, { programmeId, text }, { now, files }) => {
    demand(actor, 'visit.plan')
    const cells = await readCells(text, files.file)
    const values = { programmeId: [programmeId], text: [files.file ? '' : text], cells: [cells] }
    return `/visits/import?table=${await keepValues(actor.userId, FORM, values, now)}`
  },
)

/** What was kept is read again, so what is saved is what was shown; rows with a problem are left out. */
export const saveVisitsAction = formAction(
  { form: 'visit-table-save', schema: z.object({ table: z.string().max(100) }) },
  async (actor, { table }, { now, pressId }) => {
    const state = await openForm(FORM, table, actor.userId)
    const cells = typed(state, 'cells')
    if (!cells) throw conflict('Прочитанное хранится сутки и уже удалено. Загрузите таблицу ещё раз.')
    const programmeId = typed(state, 'programmeId')
    const planning = await getVisitPlanning(actor, programmeId)
    const planned = plannedRows(actor, cells, planning).flatMap(({ visit }) =>
      visit ? [{ ...visit, form: 'onsite' as const }] : [],
    )
    if (planned.length === 0) throw invalid('В таблице нет ни одной строки, которую можно внести. Исправьте её.')
    const { added, known } = await planVisits(actor, { programmeId, planned, isTable: true }, pressId, now)
    return `/visits?programme=${programmeId}&added=${added}&known=${known}`
  },
)
