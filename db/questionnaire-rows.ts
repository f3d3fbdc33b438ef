import 'server-only'
import { eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { record } from '@/db/journal'
import { dictionaryOf, marksOf, type ProfileSchool } from '@/db/risk-profile-rows'
import { riskMarks, riskProfiles } from '@/db/schema/risk-profile'
import type { Actor } from '@/lib/access/actor'
import type { QuestionnaireMark } from '@/lib/risk-profile/schema'
import type { LocalDate } from '@/lib/shared/dates'
import { conflict, notFound } from '@/lib/shared/refusal'

type Profile = typeof riskProfiles.$inferSelect

export type QuestionnaireWrite = {
  school: ProfileSchool
  programmeId: string
  /** Locked; undefined while the school has none. */
  profile: Profile | undefined
  questionnaireOn: LocalDate
  marks: readonly QuestionnaireMark[]
}

/**
 * Writes what a questionnaire says, typed or from a file, and records it. Factors that are not named stay as they are. `isChanged` is
 * false where all was so already: then nothing is written.
 */
export async function writeQuestionnaire(
  tx: Tx,
  actor: Actor,
  now: Date,
  { school, programmeId, profile, questionnaireOn, marks }: QuestionnaireWrite,
): Promise<{ profileId: string; isChanged: boolean }> {
  const before = profile ? await marksOf(tx, profile.id) : []
  await demandFactors(tx, programmeId, before, marks)
  const changed = marks.filter((sent) => {
    const known = before.find((one) => one.factorId === sent.factorId)
    return !known || known.initial !== sent.initial || known.initialValue !== sent.initialValue
  })
  if (profile && changed.length === 0 && profile.questionnaireOn === questionnaireOn)
    return { profileId: profile.id, isChanged: false }
  const profileId = profile?.id ?? (await insertProfile(tx, school, programmeId))
  const regraded = before.filter(
    (known) =>
      known.verdict !== null && changed.some((one) => one.factorId === known.factorId && one.initial !== known.initial),
  )
  for (const mark of changed) {
    const { factorId, ...values } = mark
    const isRegraded = regraded.some((one) => one.factorId === factorId)
    await tx
      .insert(riskMarks)
      .values({ profileId, ...mark })
      .onConflictDoUpdate({
        target: [riskMarks.profileId, riskMarks.factorId],
        // What was verified of another significance has to be verified again; its words stay until then.
        set: isRegraded ? { ...values, verdict: null, verified: null } : values,
      })
  }
  const hasNew = profile?.verifiedOn && changed.some((one) => !before.some((known) => known.factorId === one.factorId))
  await tx
    .update(riskProfiles)
    .set({
      questionnaireOn,
      revision: (profile?.revision ?? 0) + 1,
      ...(regraded.length > 0 || hasNew ? { verifiedOn: null, verifiedBy: null, verifiedVisitId: null } : {}),
    })
    .where(eq(riskProfiles.id, profileId))
  await record(tx, actor, now, {
    action: 'risk_profile.questionnaire',
    subject: 'risk_profile',
    subjectId: profileId,
    before: profile
      ? {
          questionnaireOn: profile.questionnaireOn,
          verifiedOn: profile.verifiedOn,
          marks: before
            .filter((known) => changed.some((one) => one.factorId === known.factorId))
            .map(({ factorId, initial, initialValue, verdict, verified }) => ({
              factorId,
              initial,
              initialValue,
              verdict,
              verified,
            })),
        }
      : null,
    after: { schoolId: school.id, questionnaireOn, marks: changed },
  })
  return { profileId, isChanged: true }
}

async function insertProfile(tx: Tx, school: ProfileSchool, programmeId: string): Promise<string> {
  const [added] = await tx
    .insert(riskProfiles)
    .values({ municipalityId: school.municipalityId, schoolId: school.id, programmeId })
    .returning({ id: riskProfiles.id })
  if (!added) throw new Error('The profile was not inserted.')
  return added.id
}

/**
 * Only factors of this programme's dictionary, each once. One that was ended after the form was opened is taken as it was shown, but
 * not beside another wording of the same place.
 */
async function demandFactors(
  tx: Tx,
  programmeId: string,
  before: readonly { factorId: string }[],
  marks: readonly QuestionnaireMark[],
): Promise<void> {
  const dictionary = await dictionaryOf(tx, programmeId)
  const known = new Map(dictionary.map((factor) => [factor.id, factor.position]))
  const ids = new Set([...before, ...marks].map((one) => one.factorId))
  if (marks.some((mark) => !known.has(mark.factorId))) throw notFound('Фактор риска')
  if (
    new Set([...ids].map((id) => known.get(id))).size !== ids.size ||
    new Set(marks.map((one) => one.factorId)).size !== marks.length
  )
    throw conflict(
      'Словарь факторов изменили, пока страница была открыта: один фактор оказался в двух формулировках. Откройте страницу заново и перенесите ответы.',
    )
}
