import 'server-only'
import { and, eq } from 'drizzle-orm'
import { database, type Tx } from '@/db/client'
import { record } from '@/db/journal'
import { once } from '@/db/press'
import { writeQuestionnaire } from '@/db/questionnaire-rows'
import {
  demandCurator,
  demandOfYear,
  demandPastDay,
  demandRevision,
  findProgramme,
  lockOwnProfile,
  lockProfile,
  lockSchool,
  marksOf,
} from '@/db/risk-profile-rows'
import { riskMarks, riskProfiles } from '@/db/schema/risk-profile'
import { visits } from '@/db/schema/visit'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'
import { SIGNIFICANCE_LABELS } from '@/lib/risk-profile/labels'
import { canBeActive } from '@/lib/risk-profile/profile'
import {
  type AnalysisInput,
  factorField,
  type QuestionnaireInput,
  type SecondInput,
  type VerificationInput,
} from '@/lib/risk-profile/schema'
import { shortDate } from '@/lib/shared/dates'
import { conflict, invalid, notFound } from '@/lib/shared/refusal'

/**
 * Enters or mends the questionnaire of a school; makes its profile where there is none (`revision` 0). A factor whose significance
 * was changed after its verification has to be verified again. Answers with the profile's id.
 */
export async function saveQuestionnaire(
  actor: Actor,
  input: QuestionnaireInput,
  pressId: string,
  now: Date,
): Promise<string> {
  demand(actor, 'risk_profile.edit')
  return database().transaction((tx) =>
    once(tx, actor, pressId, { saveQuestionnaire: input }, now, async () => {
      const school = await lockSchool(tx, actor, input.schoolId)
      const programme = await findProgramme(tx, actor, input.programmeId)
      demandOfYear(school, programme.year)
      demandPastDay(actor, school, input.questionnaireOn, 'questionnaireOn')
      const profile = await lockOwnProfile(tx, school.id, programme.id)
      demandRevision(profile?.revision ?? 0, input.revision)
      const { profileId } = await writeQuestionnaire(tx, actor, now, {
        school,
        programmeId: programme.id,
        profile,
        questionnaireOn: input.questionnaireOn,
        marks: input.marks,
      })
      return profileId
    }),
  )
}

/** The curator's verification of every factor that the profile has, and which of them the school works on. */
export async function verifyProfile(
  actor: Actor,
  input: VerificationInput,
  pressId: string,
  now: Date,
): Promise<string> {
  demand(actor, 'risk_profile.verify')
  return database().transaction((tx) =>
    once(tx, actor, pressId, { verifyProfile: input }, now, async () => {
      const { school, profile } = await lockProfile(tx, actor, input.profileId)
      await demandCurator(tx, actor, school.id)
      demandRevision(profile.revision, input.revision)
      if (profile.questionnaireOn === null)
        throw conflict('Анкеты школы ещё нет: верифицировать нечего. Сначала внесите анкету.')
      demandPastDay(actor, school, input.verifiedOn, 'verifiedOn')
      if (input.verifiedOn < profile.questionnaireOn)
        throw invalid(
          `Анкета от ${shortDate(profile.questionnaireOn)}: верификация не может быть раньше.`,
          'verifiedOn',
        )
      if (input.visitId) await demandFirstVisit(tx, profile, input.visitId)
      const before = await marksOf(tx, profile.id)
      demandAllFactors(before, input.marks)
      const after = input.marks.map((sent) => {
        const mark = before.find((one) => one.factorId === sent.factorId)
        const verified =
          sent.verdict === 'confirmed' ? (mark?.initial ?? 'unassessed') : (sent.verified ?? 'unassessed')
        if (sent.isActive && !canBeActive(verified))
          throw invalid(
            `Значимость фактора: ${SIGNIFICANCE_LABELS[verified]}. Активировать можно тот, что выявлен; снимите отметку или измените значимость.`,
            factorField('active', sent.factorId),
          )
        return { factorId: sent.factorId, verdict: sent.verdict, why: sent.why, verified, isActive: sent.isActive }
      })
      for (const { factorId, ...mark } of after)
        await tx.update(riskMarks).set(mark).where(isMark(profile.id, factorId))
      await tx
        .update(riskProfiles)
        .set({
          verifiedOn: input.verifiedOn,
          verifiedBy: actor.userId,
          verifiedVisitId: input.visitId,
          revision: profile.revision + 1,
        })
        .where(eq(riskProfiles.id, profile.id))
      await record(tx, actor, now, {
        action: 'risk_profile.verify',
        subject: 'risk_profile',
        subjectId: profile.id,
        before: {
          verifiedOn: profile.verifiedOn,
          marks: before.map(({ factorId, verdict, why, verified, isActive }) => ({
            factorId,
            verdict,
            why,
            verified,
            isActive,
          })),
        },
        after: { schoolId: school.id, verifiedOn: input.verifiedOn, visitId: input.visitId, marks: after },
      })
      return profile.id
    }),
  )
}

const isMark = (profileId: string, factorId: string) =>
  and(eq(riskMarks.profileId, profileId), eq(riskMarks.factorId, factorId))

/** The form answers for exactly the factors that the profile has. */
function demandAllFactors(marks: readonly { factorId: string }[], sent: readonly { factorId: string }[]): void {
  const ids = new Set(sent.map((one) => one.factorId))
  if (ids.size !== sent.length || ids.size !== marks.length || marks.some((mark) => !ids.has(mark.factorId)))
    throw conflict('Список факторов в профиле изменился. Откройте страницу заново и ответьте по каждому фактору.')
}

async function demandFirstVisit(
  tx: Tx,
  profile: { schoolId: string; programmeId: string; municipalityId: string },
  visitId: string,
): Promise<void> {
  const [visit] = await tx
    .select({ kind: visits.kind, state: visits.state })
    .from(visits)
    .where(
      and(
        eq(visits.id, visitId),
        eq(visits.municipalityId, profile.municipalityId),
        eq(visits.schoolId, profile.schoolId),
        eq(visits.programmeId, profile.programmeId),
      ),
    )
    // Until the profile says so, nobody takes the visit back or calls it another kind.
    .for('share')
  if (!visit) throw notFound('Посещение')
  if (visit.kind !== 'first' || visit.state !== 'held')
    throw invalid('Выберите состоявшееся первичное посещение этой школы.', 'visitId')
}

/** The repeated diagnosis (ноябрь): significance and value of the factors, and what changed in words. An empty answer clears one. */
export async function saveSecondDiagnosis(
  actor: Actor,
  input: SecondInput,
  pressId: string,
  now: Date,
): Promise<string> {
  demand(actor, 'risk_profile.edit')
  return database().transaction((tx) =>
    once(tx, actor, pressId, { saveSecondDiagnosis: input }, now, async () => {
      const { school, profile } = await lockProfile(tx, actor, input.profileId)
      demandRevision(profile.revision, input.revision)
      if (profile.questionnaireOn === null)
        throw conflict('Анкеты школы ещё нет: сравнивать будет не с чем. Сначала внесите анкету.')
      demandPastDay(actor, school, input.secondOn, 'secondOn')
      if (input.secondOn < profile.questionnaireOn)
        throw invalid(
          `Анкета от ${shortDate(profile.questionnaireOn)}: повторная диагностика не может быть раньше.`,
          'secondOn',
        )
      if (input.marks.every((mark) => mark.second === null))
        throw invalid(
          'Укажите значимость хотя бы одного фактора.',
          factorField('second', input.marks[0]?.factorId ?? ''),
        )
      const before = await marksOf(tx, profile.id)
      demandAllFactors(before, input.marks)
      for (const { factorId, ...mark } of input.marks)
        await tx.update(riskMarks).set(mark).where(isMark(profile.id, factorId))
      await tx
        .update(riskProfiles)
        .set({ secondOn: input.secondOn, revision: profile.revision + 1 })
        .where(eq(riskProfiles.id, profile.id))
      await record(tx, actor, now, {
        action: 'risk_profile.second',
        subject: 'risk_profile',
        subjectId: profile.id,
        before: {
          secondOn: profile.secondOn,
          marks: before.map(({ factorId, second, secondValue, result }) => ({ factorId, second, secondValue, result })),
        },
        after: { schoolId: school.id, secondOn: input.secondOn, marks: input.marks },
      })
      return profile.id
    }),
  )
}

/** The analysis of the profile by coordinator, curator and administration (measure 2.3): its day and words. */
export async function markAnalysed(actor: Actor, input: AnalysisInput, pressId: string, now: Date): Promise<string> {
  demand(actor, 'risk_profile.analyse')
  return database().transaction((tx) =>
    once(tx, actor, pressId, { markAnalysed: input }, now, async () => {
      const { school, profile } = await lockProfile(tx, actor, input.profileId)
      demandRevision(profile.revision, input.revision)
      if (profile.questionnaireOn === null) throw conflict('Анкеты школы ещё нет: анализировать нечего.')
      demandPastDay(actor, school, input.analysedOn, 'analysedOn')
      if (input.analysedOn < profile.questionnaireOn)
        throw invalid(`Анкета от ${shortDate(profile.questionnaireOn)}: анализ не может быть раньше.`, 'analysedOn')
      const after = { analysedOn: input.analysedOn, analysis: input.analysis }
      await tx
        .update(riskProfiles)
        .set({ ...after, revision: profile.revision + 1 })
        .where(eq(riskProfiles.id, profile.id))
      await record(tx, actor, now, {
        action: 'risk_profile.analyse',
        subject: 'risk_profile',
        subjectId: profile.id,
        before: { analysedOn: profile.analysedOn, analysis: profile.analysis },
        after: { schoolId: school.id, ...after },
      })
      return profile.id
    }),
  )
}
