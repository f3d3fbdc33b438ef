import { randomUUID } from 'node:crypto'
import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { database } from '@/db/client'
import { saveQuestionnaire, verifyProfile } from '@/db/commands/risk-profile'
import { chooseSchoolMeasures } from '@/db/commands/school-measure'
import { findActorByLogin } from '@/db/queries/session'
import { users } from '@/db/schema/person'
import { programmeFactors, programmes } from '@/db/schema/programme'
import { riskProfiles, schoolMeasures } from '@/db/schema/risk-profile'
import { schoolPeople, schools } from '@/db/schema/school'
import type { District } from '@/db/testing/story'
import { ownTypicalMeasures } from '@/db/typical-rows'
import { proposedFor } from '@/lib/preset/for-factor'
import type { QuestionnaireMark } from '@/lib/risk-profile/schema'
import { yearOf } from '@/lib/shared/dates'

/** A risk profile brought by the commands themselves to the state that a test begins from. */
export type ProfileScene = {
  programmeId: string
  schoolId: string
  profileId: string
  /** The programme's factors in their order. */
  factorIds: string[]
  /** Those that are activated. */
  activeIds: string[]
  measureIds: string[]
}

/** The district's own programme of the year of `now`: not one that a test made for its map. */
export async function programmeOf(place: District, now: Date): Promise<string> {
  const { today } = await place.actor('coordinator', now)
  const [found] = await database()
    .select({ id: programmes.id })
    .from(programmes)
    .where(
      and(
        eq(programmes.municipalityId, place.id),
        eq(programmes.year, yearOf(today)),
        inArray(programmes.name, ['Проект «500+»', 'Другая программа']),
      ),
    )
  if (!found) throw new Error('The district has no programme of this year.')
  return found.id
}

export async function factorIdsOf(programmeId: string): Promise<string[]> {
  const rows = await database()
    .select({ id: programmeFactors.id })
    .from(programmeFactors)
    .where(and(eq(programmeFactors.programmeId, programmeId), isNull(programmeFactors.endedAt)))
    .orderBy(asc(programmeFactors.position))
  return rows.map((row) => row.id)
}

/** The first of the district's schools by name, or the one whose short name begins so. */
export async function schoolOf(place: District, name = ''): Promise<string> {
  const rows = await database()
    .select({ id: schools.id, shortName: schools.shortName })
    .from(schools)
    .where(eq(schools.municipalityId, place.id))
    .orderBy(asc(schools.shortName))
  const found = rows.find((row) => row.shortName.startsWith(name || 'МОУ СОШ № 1')) ?? rows[0]
  if (!found) throw new Error('The district has no school.')
  return found.id
}

/** The first factors are grave, then medium, low, and not found. */
export const gradedMarks = (factorIds: readonly string[]): QuestionnaireMark[] =>
  factorIds.map((factorId, index) => ({
    factorId,
    initial: (['high', 'medium', 'low', 'absent'] as const)[Math.min(Math.floor(index / 2), 3)] ?? 'absent',
    initialValue: index < 4 ? 90 - index * 10 : null,
  }))

/** A profile with its questionnaire of seven days before `now`; not verified. */
export async function enteredProfile(place: District, now: Date, school = ''): Promise<ProfileScene> {
  const coordinator = await place.actor('coordinator', now)
  const programmeId = await programmeOf(place, now)
  const factorIds = await factorIdsOf(programmeId)
  const schoolId = await schoolOf(place, school)
  const { today } = await place.actor('coordinator', new Date(now.getTime() - 7 * 86_400_000))
  const profileId = await saveQuestionnaire(
    coordinator,
    { schoolId, programmeId, revision: 0, questionnaireOn: today, marks: gradedMarks(factorIds) },
    randomUUID(),
    now,
  )
  return { programmeId, schoolId, profileId, factorIds, activeIds: [], measureIds: [] }
}

/**
 * The same, verified by the school's curator: the first factor is confirmed, the second is not (low instead of high), these two are
 * activated, and the school has taken two measures of the library against the first.
 */
export async function verifiedProfile(place: District, now: Date, school = ''): Promise<ProfileScene> {
  const scene = await enteredProfile(place, now, school)
  const curator = await curatorOf(scene.schoolId, now)
  await verifyProfile(curator, await verificationOf(scene, curator.today), randomUUID(), now)
  const [first = '', second = ''] = scene.factorIds
  const measureIds = await takeMeasures(place, scene, now)
  return { ...scene, activeIds: [first, second], measureIds }
}

export async function revisionOf(profileId: string): Promise<number> {
  const [row] = await database()
    .select({ revision: riskProfiles.revision })
    .from(riskProfiles)
    .where(eq(riskProfiles.id, profileId))
  return row?.revision ?? 0
}

/** What the curator's form sends. */
export async function verificationOf(scene: Pick<ProfileScene, 'profileId' | 'factorIds'>, verifiedOn: string) {
  return {
    profileId: scene.profileId,
    revision: await revisionOf(scene.profileId),
    verifiedOn,
    visitId: null as string | null,
    marks: scene.factorIds.map((factorId, index) =>
      index === 1
        ? {
            factorId,
            verdict: 'not_confirmed' as const,
            why: 'Кадры набраны',
            verified: 'low' as const,
            isActive: true,
          }
        : { factorId, verdict: 'confirmed' as const, why: '', verified: null, isActive: index === 0 },
    ),
  }
}

export async function curatorOf(schoolId: string, now: Date) {
  const [row] = await database()
    .select({ login: users.login })
    .from(schoolPeople)
    .innerJoin(users, eq(users.id, schoolPeople.userId))
    .where(and(eq(schoolPeople.schoolId, schoolId), eq(schoolPeople.relation, 'curator')))
  const actor = row && (await findActorByLogin(row.login, now))
  if (!actor) throw new Error('The school has no curator.')
  return actor
}

async function takeMeasures(place: District, scene: ProfileScene, now: Date): Promise<string[]> {
  const coordinator = await place.actor('coordinator', now)
  const factorId = scene.factorIds[0] ?? ''
  const [factor] = await database()
    .select({ number: programmeFactors.number })
    .from(programmeFactors)
    .where(eq(programmeFactors.id, factorId))
  const pick = proposedFor(factor?.number ?? null, await ownTypicalMeasures(database(), coordinator), [])
    .slice(0, 2)
    .map((one) => one.id)
  await chooseSchoolMeasures(
    coordinator,
    { schoolId: scene.schoolId, profileId: scene.profileId, factorId, pick },
    randomUUID(),
    now,
  )
  const rows = await database()
    .select({ id: schoolMeasures.id })
    .from(schoolMeasures)
    .where(eq(schoolMeasures.profileId, scene.profileId))
    .orderBy(asc(schoolMeasures.title))
  return rows.map((row) => row.id)
}
