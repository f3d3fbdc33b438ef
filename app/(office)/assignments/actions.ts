'use server'

import { z } from 'zod'
import { formAction } from '@/app/_forms/form-action'
import { addFromAssignment, createAssignment, endAssignment } from '@/db/commands/assignment'
import { demand } from '@/lib/access/policy'
import { createRoadMapSchema } from '@/lib/road-map/schema'
import { idField, lineField } from '@/lib/shared/form-fields'
import { importedOf } from '../road-maps/import/imported'
import { keepSource, openSource, readSource } from '../road-maps/import/source'

const pasteSchema = z.object({
  programmeName: lineField('Напишите название задания.'),
  year: createRoadMapSchema.shape.year,
  text: z.string().default(''),
  html: z.string().default(''),
})

export const previewAssignmentAction = formAction(
  { form: 'assignment-paste', schema: pasteSchema },
  async (actor, { programmeName, year, text, html }, { now, files }) => {
    demand(actor, 'assignment.edit')
    const source = { title: programmeName, year, ...(await readSource({ text, html, file: files.file })) }
    return `/assignments/preview?paste=${await keepSource(actor, 'assignment-paste', source, text, now)}`
  },
)

export const saveAssignmentAction = formAction(
  {
    form: 'assignment-save',
    schema: z.object({ paste: z.string().max(100), answer: z.array(z.string().max(30)).max(20_000).default([]) }),
  },
  async (actor, { paste, answer }, { now, pressId }) => {
    const source = await openSource(actor, 'assignment-paste', paste)
    const imported = importedOf(source, {}, answer)
    const id = await createAssignment(actor, { title: source.title, year: source.year, imported, pressId }, now)
    return `/assignments/${id}?done=added`
  },
)

export const endAssignmentAction = formAction(
  { form: 'assignment-end', schema: z.object({ id: idField }) },
  async (actor, input, { now }) => {
    await endAssignment(actor, input, now)
    return `/assignments/${input.id}?done=ended`
  },
)

const addSchema = z.object({
  assignmentId: idField,
  sectionId: z.uuid('Выберите раздел, в который добавить.'),
  pick: z.array(z.string().max(30), 'Отметьте хотя бы одно мероприятие.').min(1, 'Отметьте хотя бы одно мероприятие.'),
})

export const addFromAssignmentAction = formAction(
  { form: 'assignment-add', schema: addSchema },
  async (actor, input, { now, pressId }) => {
    const added = await addFromAssignment(actor, { ...input, pressId }, now)
    return `/assignments/${input.assignmentId}?done=picked&added=${added}`
  },
)
