'use server'

import { z } from 'zod'
import { formAction, keepValues } from '@/app/_forms/form-action'
import { demand } from '@/lib/access/policy'
import { idField } from '@/lib/shared/form-fields'
import { sheetSchema } from '@/lib/visit/sheet-schema'
import { SHEET_FORM, savedPage, saveSheet, sheetPage } from './receive'

export const saveSheetAction = formAction(
  { form: SHEET_FORM, schema: sheetSchema },
  async (actor, input, { now, pressId, fileLists }) => {
    return savedPage(input.id, await saveSheet(actor, input, fileLists.photo ?? [], pressId, now))
  },
)

/** «Добавить строку» without scripts: nothing is saved, the page is drawn again from what was typed, with empty rows after it. */
export const addRowsAction = formAction(
  { form: SHEET_FORM, schema: z.object({ id: idField, _to: z.string().default('') }).loose() },
  async (actor, input, { now }) => {
    demand(actor, 'visit.write')
    const values: Record<string, string[]> = {}
    for (const [name, value] of Object.entries(input)) {
      if (name.startsWith('_')) continue
      if (Array.isArray(value)) values[`${name}[]`] = value.filter((one) => typeof one === 'string')
      else if (typeof value === 'string') values[name] = [value]
    }
    const kept = await keepValues(actor.userId, SHEET_FORM, values, now)
    return `${sheetPage(input.id)}?kept=${kept}&rows=more#observations`
  },
)
