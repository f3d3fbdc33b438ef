import 'server-only'
import { and, asc, desc, eq, isNotNull } from 'drizzle-orm'
import { database } from '@/db/client'
import { chosenProgramme } from '@/db/current-programme'
import { dictionaryOf, marksOf, SCHOOL_ROW } from '@/db/risk-profile-rows'
import { users } from '@/db/schema/person'
import { riskProfiles, schoolMeasures } from '@/db/schema/risk-profile'
import { schools } from '@/db/schema/school'
import { visits } from '@/db/schema/visit'
import { isCurator } from '@/db/school-link'
import { schoolsWorkedWith } from '@/db/scope'
import { ownTypicalMeasures } from '@/db/typical-rows'
import type { Actor } from '@/lib/access/actor'
import { may } from '@/lib/access/policy'
import { proposedFor } from '@/lib/preset/for-factor'
import { isTermPast, standingOf } from '@/lib/risk-profile/measure-standing'
import { changeOfMark, factorsOfProfile, profileState, startOf } from '@/lib/risk-profile/profile'
import { demandWorksWithSchools } from '@/lib/school/reader'
import { notFound } from '@/lib/shared/refusal'
import { surnameFirst } from '@/lib/shared/text'

const NO_MARK = {
  initial: 'unassessed',
  initialValue: null,
  verdict: null,
  verified: null,
  why: '',
  isActive: false,
  second: null,
  secondValue: null,
  result: '',
} as const

/**
 * The risk profile of a school in the programme asked for, or the current one: each factor with what was found at the start, verified
 * and found again, and the school's measures against it. `profile` is null while the questionnaire has not been entered; then the
 * factors are those of the dictionary.
 */
export async function getRiskProfile(actor: Actor, schoolId: string, asked?: string) {
  demandWorksWithSchools(actor)
  const [school] = await database()
    .select({
      id: schools.id,
      shortName: schools.shortName,
      name: schools.name,
      validFrom: schools.validFrom,
      validTo: schools.validTo,
    })
    .from(schools)
    .where(and(eq(schools.id, schoolId), schoolsWorkedWith(actor, SCHOOL_ROW)))
  if (!school) throw notFound('Школа')
  const { programme, programmes } = await chosenProgramme(database(), actor, asked)
  if (!programme) throw notFound('Программа')
  const profile = await findProfile(schoolId, programme.id)
  const marks = profile ? await marksOf(database(), profile.id) : []
  const measures = profile ? await measuresOf(profile.id) : []
  const dictionary = await dictionaryOf(database(), programme.id)
  const day = { year: programme.year, today: actor.today }
  const factors = factorsOfProfile(dictionary, new Set(marks.map((mark) => mark.factorId))).map((factor, index) => {
    const own = marks.find((one) => one.factorId === factor.id)
    const mark = own ?? NO_MARK
    return {
      id: factor.id,
      name: factor.name,
      number: factor.number,
      /** As it stands in the list, from 1. */
      order: index + 1,
      isEnded: factor.endedAt !== null,
      hasMark: own !== undefined,
      ...mark,
      start: startOf(mark),
      change: changeOfMark(mark),
      measures: measures
        .filter((one) => one.factorId === factor.id && one.removedAt === null)
        .map((one) => ({ ...one, standing: standingOf(one, day) })),
    }
  })
  return {
    school,
    programme,
    programmes,
    profile,
    state: profileState(profile),
    factors,
    removed: measures.filter((one) => one.removedAt !== null),
    mayVerify: may(actor, 'risk_profile.verify') && (await isCurator(database(), actor, schoolId)),
  }
}

export type ShownFactor = Awaited<ReturnType<typeof getRiskProfile>>['factors'][number]
export type ShownMeasure = ShownFactor['measures'][number]

async function findProfile(schoolId: string, programmeId: string) {
  const [found] = await database()
    .select({
      id: riskProfiles.id,
      revision: riskProfiles.revision,
      questionnaireOn: riskProfiles.questionnaireOn,
      analysedOn: riskProfiles.analysedOn,
      analysis: riskProfiles.analysis,
      verifiedOn: riskProfiles.verifiedOn,
      verifiedVisitId: riskProfiles.verifiedVisitId,
      secondOn: riskProfiles.secondOn,
      surname: users.surname,
      givenName: users.givenName,
      patronymic: users.patronymic,
    })
    .from(riskProfiles)
    .leftJoin(users, eq(users.id, riskProfiles.verifiedBy))
    .where(and(eq(riskProfiles.schoolId, schoolId), eq(riskProfiles.programmeId, programmeId)))
  if (!found) return null
  const { surname, givenName, patronymic, ...profile } = found
  return { ...profile, verifiedBy: surname === null ? '' : surnameFirst(surname, givenName ?? '', patronymic ?? '') }
}

/** All of a profile, the removed ones too; by title, so that a saved one keeps its place. */
const measuresOf = (profileId: string) =>
  database()
    .select({
      id: schoolMeasures.id,
      factorId: schoolMeasures.factorId,
      title: schoolMeasures.title,
      term: schoolMeasures.term,
      executors: schoolMeasures.executors,
      indicator: schoolMeasures.indicator,
      state: schoolMeasures.state,
      evidence: schoolMeasures.evidence,
      origin: schoolMeasures.origin,
      removedAt: schoolMeasures.removedAt,
      revision: schoolMeasures.revision,
    })
    .from(schoolMeasures)
    .where(eq(schoolMeasures.profileId, profileId))
    .orderBy(asc(schoolMeasures.title), asc(schoolMeasures.id))

/** The held first visits of a school in a programme, the latest first: at one of them the profile is verified. */
export async function listFirstVisits(actor: Actor, schoolId: string, programmeId: string) {
  demandWorksWithSchools(actor)
  return database()
    .select({ id: visits.id, heldOn: visits.heldOn })
    .from(visits)
    .innerJoin(schools, eq(schools.id, visits.schoolId))
    .where(
      and(
        eq(visits.schoolId, schoolId),
        eq(visits.programmeId, programmeId),
        eq(visits.kind, 'first'),
        eq(visits.state, 'held'),
        isNotNull(visits.heldOn),
        schoolsWorkedWith(actor, SCHOOL_ROW),
      ),
    )
    .orderBy(desc(visits.heldOn))
}

/** The profile with what the library proposes against each activated factor and the school has not taken yet. */
export async function getMeasureProposals(actor: Actor, schoolId: string, asked?: string) {
  const found = await getRiskProfile(actor, schoolId, asked)
  const own = await ownTypicalMeasures(database(), actor)
  const day = { year: found.programme.year, today: actor.today }
  return {
    ...found,
    factors: found.factors
      .filter((factor) => factor.isActive)
      .map((factor) => ({
        ...factor,
        proposed: proposedFor(factor.number, own, factor.measures).map((one) => ({
          ...one,
          isTermPast: isTermPast(one.term, day),
        })),
      })),
  }
}
