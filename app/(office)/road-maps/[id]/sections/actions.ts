'use server'

import { z } from 'zod'
import { formAction } from '@/app/_forms/form-action'
import { addSection, saveSectionTable } from '@/db/commands/section'
import { addSectionSchema, sectionTableSchema } from '@/lib/road-map/schema'

const roadMapId = z.uuid('Откройте страницу заново.')

export const addSectionAction = formAction(
  { form: 'section-new', schema: addSectionSchema.extend({ roadMapId }) },
  async (actor, { roadMapId, ...input }, { now, pressId }) => {
    await addSection(actor, { ...input, pressId }, now)
    return `/road-maps/${roadMapId}?done=added`
  },
)

export const saveSectionTableAction = formAction(
  { form: 'section-table', schema: sectionTableSchema },
  async (actor, { roadMapId, ...input }, { now, pressId }) => {
    await saveSectionTable(actor, { ...input, pressId }, now)
    return `/road-maps/${roadMapId}?done=saved`
  },
)
