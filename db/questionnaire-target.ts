import 'server-only'
import { createHash } from 'node:crypto'
import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { dictionaryOf, findProgramme, SCHOOL_ROW } from '@/db/risk-profile-rows'
import { riskMarks, riskProfiles } from '@/db/schema/risk-profile'
import { schools } from '@/db/schema/school'
import { schoolsWorkedWith } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { isOfYear } from '@/lib/risk-profile/profile'
import type { StoredProfile } from '@/lib/risk-profile/questionnaire-plan'

/**
 * What questionnaires of many schools are compared with: the actor's schools of the programme's year, the dictionary and the stored
 * answers. `state` is another as soon as anything of it has changed. Four statements.
 */
export async function questionnaireTarget(handle: Database, actor: Actor, programmeId: string) {
  const programme = await findProgramme(handle, actor, programmeId)
  const found = await handle
    .select({
      id: schools.id,
      municipalityId: schools.municipalityId,
      name: schools.name,
      shortName: schools.shortName,
      validFrom: schools.validFrom,
      validTo: schools.validTo,
    })
    .from(schools)
    .where(schoolsWorkedWith(actor, SCHOOL_ROW))
    .orderBy(asc(schools.shortName), asc(schools.id))
  const own = found.filter((school) => isOfYear(school, programme.year))
  const rows = await handle
    .select({
      schoolId: riskProfiles.schoolId,
      revision: riskProfiles.revision,
      questionnaireOn: riskProfiles.questionnaireOn,
      factorId: riskMarks.factorId,
      initial: riskMarks.initial,
      initialValue: riskMarks.initialValue,
      verdict: riskMarks.verdict,
    })
    .from(riskProfiles)
    .leftJoin(riskMarks, eq(riskMarks.profileId, riskProfiles.id))
    .where(
      and(
        eq(riskProfiles.programmeId, programmeId),
        inArray(
          riskProfiles.schoolId,
          own.map((school) => school.id),
        ),
      ),
    )
    .orderBy(asc(riskProfiles.schoolId))
  const factors = (await dictionaryOf(handle, programmeId)).sort(
    (one, other) => one.position - other.position || one.id.localeCompare(other.id),
  )
  const profiles = new Map<string, StoredProfile & { revision: number }>()
  for (const { schoolId, revision, questionnaireOn, factorId, initial, initialValue, verdict } of rows) {
    const profile = profiles.get(schoolId) ?? { revision, questionnaireOn, marks: [] }
    const mark = factorId && initial ? [{ factorId, initial, initialValue, isVerified: verdict !== null }] : []
    profiles.set(schoolId, { ...profile, marks: [...profile.marks, ...mark] })
  }
  const living = factors.filter((factor) => factor.endedAt === null)
  return {
    programme,
    schools: own,
    factors: factors.map((factor) => {
      const order = living.findIndex((one) => one.id === factor.id)
      return { ...factor, order: order === -1 ? null : order + 1 }
    }),
    profiles,
    state: digest([
      ...own.map((school) => `${school.id} ${profiles.get(school.id)?.revision ?? 0}`),
      ...factors.map((factor) => `${factor.id} ${factor.position} ${factor.endedAt === null}`),
    ]),
  }
}

const digest = (lines: string[]): string => createHash('sha256').update(lines.join('\n')).digest('base64url')
