import 'server-only'
import { database } from '@/db/client'
import { questionnaireTarget } from '@/db/questionnaire-target'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'

/** What a file of questionnaires is read against, compared with and, going out, made of. For those who enter questionnaires. */
export async function getQuestionnaireTarget(actor: Actor, programmeId: string) {
  demand(actor, 'risk_profile.edit')
  return questionnaireTarget(database(), actor, programmeId)
}
