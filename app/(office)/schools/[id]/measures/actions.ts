'use server'

import { formAction } from '@/app/_forms/form-action'
import { chooseSchoolMeasures, removeSchoolMeasure, saveSchoolMeasure } from '@/db/commands/school-measure'
import { chooseMeasuresSchema, measureActSchema, schoolMeasureSchema } from '@/lib/risk-profile/measure-schema'
import { idField } from '@/lib/shared/form-fields'

const profileOf = (schoolId: string, programmeId: string, done: string, mark: string): string =>
  `/schools/${schoolId}/profile?programme=${programmeId}&done=${done}#${mark}`

const programmeId = idField

export const saveMeasureAction = formAction(
  { form: 'school-measure', schema: schoolMeasureSchema.extend({ programmeId }) },
  async (actor, { programmeId, ...input }, { now, pressId }) => {
    const id = await saveSchoolMeasure(actor, input, pressId, now)
    return profileOf(input.schoolId, programmeId, 'measure', `measure-${id}`)
  },
)

export const chooseMeasuresAction = formAction(
  { form: 'school-measures-choose', schema: chooseMeasuresSchema.extend({ programmeId }) },
  async (actor, { programmeId, ...input }, { now, pressId }) => {
    await chooseSchoolMeasures(actor, input, pressId, now)
    return profileOf(input.schoolId, programmeId, 'chosen', `chain-${input.factorId}`)
  },
)

export const actOnMeasureAction = formAction(
  { form: 'school-measure-act', schema: measureActSchema.extend({ programmeId }) },
  async (actor, { schoolId, programmeId, ...input }, { now }) => {
    await removeSchoolMeasure(actor, input, now)
    return profileOf(schoolId, programmeId, input.act === 'remove' ? 'removed' : 'restored', 'measures')
  },
)
