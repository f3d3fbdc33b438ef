import 'server-only'
import { database } from '@/db/client'
import { once } from '@/db/press'
import { writeQuestionnaire } from '@/db/questionnaire-rows'
import { questionnaireTarget } from '@/db/questionnaire-target'
import { demandPastDay, lockOwnProfile, lockSchool } from '@/db/risk-profile-rows'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'
import type { FileRow } from '@/lib/risk-profile/questionnaire-file'
import { isUnchangedPlan, planQuestionnaires } from '@/lib/risk-profile/questionnaire-plan'
import type { LocalDate } from '@/lib/shared/dates'
import { conflict } from '@/lib/shared/refusal'

export type ImportInput = {
  programmeId: string
  rows: FileRow[]
  /** The day of the questionnaire where neither the row nor the profile says one. */
  day: LocalDate
  /** Of what the preview was made (`getQuestionnaireTarget`); refused when it is another by now. */
  state: string
}

/** Saves the questionnaires of a file, all or none. The same file again changes nothing and records nothing for the schools. */
export async function importQuestionnaires(
  actor: Actor,
  input: ImportInput,
  pressId: string,
  now: Date,
): Promise<{ added: number; changed: number; same: number }> {
  demand(actor, 'risk_profile.edit')
  return database().transaction((tx) =>
    once(tx, actor, pressId, { importQuestionnaires: input }, now, async () => {
      // Locked in the order of ids, so that two files at once do not wait for each other in a circle.
      const ids = [...new Set(input.rows.map((row) => row.schoolId))].sort()
      const locked = new Map<string, Awaited<ReturnType<typeof lockSchool>>>()
      for (const id of ids) locked.set(id, await lockSchool(tx, actor, id))
      const target = await questionnaireTarget(tx, actor, input.programmeId)
      if (target.state !== input.state)
        throw conflict(
          'Пока вы смотрели, профили или словарь факторов изменились. Откройте просмотр ещё раз: он покажет разницу с тем, что есть сейчас.',
        )
      const { plans } = planQuestionnaires(input.rows, target, input.day)
      const answer = { added: 0, changed: 0, same: 0 }
      for (const plan of plans) {
        const school = locked.get(plan.schoolId)
        if (!school || isUnchangedPlan(plan)) {
          answer.same += 1
          continue
        }
        demandPastDay(actor, school, plan.questionnaireOn, 'day')
        const profile = await lockOwnProfile(tx, school.id, input.programmeId)
        await writeQuestionnaire(tx, actor, now, {
          school,
          profile,
          programmeId: input.programmeId,
          questionnaireOn: plan.questionnaireOn,
          marks: plan.marks,
        })
        answer[plan.isNew ? 'added' : 'changed'] += 1
      }
      return answer
    }),
  )
}
