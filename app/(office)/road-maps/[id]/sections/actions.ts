'use server'

import { z } from 'zod'
import { formAction } from '@/app/_forms/form-action'
import { addSection, saveSectionTable } from '@/db/commands/section'
import { addSectionSchema, sectionTableSchema } from '@/lib/road-map/schema'
import { mapAddress } from '../address'

const roadMapId = z.uuid('Откройте страницу заново.')
const version = z.coerce.number('Откройте страницу заново.').int().min(1)

export const addSectionAction = formAction(
  { form: 'section-new', schema: addSectionSchema.extend({ roadMapId, version }) },
  async (actor, { roadMapId, version, ...input }, { now, pressId }) => {
    await addSection(actor, { ...input, pressId }, now)
    return `${mapAddress(roadMapId, version)}&done=added`
  },
)

export const saveSectionTableAction = formAction(
  { form: 'section-table', schema: sectionTableSchema },
  async (actor, { roadMapId, version, ...input }, { now, pressId }) => {
    await saveSectionTable(actor, { ...input, pressId }, now)
    return `${mapAddress(roadMapId, version)}&done=saved`
  },
)
