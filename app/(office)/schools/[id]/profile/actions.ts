'use server'

import { formAction } from '@/app/_forms/form-action'
import { markAnalysed, saveQuestionnaire, saveSecondDiagnosis, verifyProfile } from '@/db/commands/risk-profile'
import { analysisSchema, questionnaireSchema, secondSchema, verificationSchema } from '@/lib/risk-profile/schema'
import { idField } from '@/lib/shared/form-fields'

const done = (schoolId: string, programmeId: string, word: string): string =>
  `/schools/${schoolId}/profile?programme=${programmeId}&done=${word}`

export const saveQuestionnaireAction = formAction(
  { form: 'questionnaire', schema: questionnaireSchema },
  async (actor, input, { now, pressId }) => {
    await saveQuestionnaire(actor, input, pressId, now)
    return done(input.schoolId, input.programmeId, 'questionnaire')
  },
)

export const verifyProfileAction = formAction(
  { form: 'profile-verify', schema: verificationSchema },
  async (actor, { programmeId, ...input }, { now, pressId }) => {
    await verifyProfile(actor, input, pressId, now)
    return done(input.schoolId, programmeId, 'verified')
  },
)

export const saveSecondAction = formAction(
  { form: 'profile-second', schema: secondSchema },
  async (actor, { programmeId, ...input }, { now, pressId }) => {
    await saveSecondDiagnosis(actor, input, pressId, now)
    return done(input.schoolId, programmeId, 'second')
  },
)

export const markAnalysedAction = formAction(
  { form: 'profile-analysis', schema: analysisSchema.extend({ programmeId: idField }) },
  async (actor, { programmeId, ...input }, { now, pressId }) => {
    await markAnalysed(actor, input, pressId, now)
    return done(input.schoolId, programmeId, 'analysed')
  },
)
