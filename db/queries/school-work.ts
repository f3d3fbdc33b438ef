import 'server-only'
import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { chosenProgramme } from '@/db/current-programme'
import { SCHOOL_ROW } from '@/db/risk-profile-rows'
import { riskProfiles } from '@/db/schema/risk-profile'
import { schools } from '@/db/schema/school'
import { nextVisitsOf, openRecommendationsOf, peopleOf } from '@/db/school-rows'
import { schoolsWorkedWith } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { isOfYear, profileState } from '@/lib/risk-profile/profile'
import { demandWorksWithSchools } from '@/lib/school/reader'
import { isInForce } from '@/lib/shared/dates'
import { notFound } from '@/lib/shared/refusal'

const columns = {
  id: schools.id,
  name: schools.name,
  shortName: schools.shortName,
  site: schools.site,
  validFrom: schools.validFrom,
  validTo: schools.validTo,
}

const profileColumns = {
  id: riskProfiles.id,
  schoolId: riskProfiles.schoolId,
  questionnaireOn: riskProfiles.questionnaireOn,
  verifiedOn: riskProfiles.verifiedOn,
  secondOn: riskProfiles.secondOn,
  analysedOn: riskProfiles.analysedOn,
  active: sql<number>`(select count(*)::int from risk_marks where risk_marks.profile_id = risk_profiles.id and risk_marks.is_active)`,
  measures: sql<number>`(select count(*)::int from school_measures
    where school_measures.profile_id = risk_profiles.id and school_measures.removed_at is null)`,
}

/**
 * The schools that the actor works with in the programme asked for, or the current one: those that had a day in its year. Six
 * statements, whatever the number of schools.
 */
export async function listSchoolWork(actor: Actor, asked?: string) {
  demandWorksWithSchools(actor)
  const chosen = await chosenProgramme(database(), actor, asked)
  const { programme } = chosen
  const found = await database()
    .select(columns)
    .from(schools)
    .where(schoolsWorkedWith(actor, SCHOOL_ROW))
    .orderBy(asc(schools.shortName), asc(schools.id))
  const rows = programme ? found.filter((school) => isOfYear(school, programme.year)) : found
  return { ...chosen, schools: await withWork(actor, rows, programme?.id ?? null) }
}

/** One school with the same facts, its administration and the programmes to choose from. */
export async function getSchoolWork(actor: Actor, id: string, asked?: string) {
  demandWorksWithSchools(actor)
  const chosen = await chosenProgramme(database(), actor, asked)
  const rows = await database()
    .select(columns)
    .from(schools)
    .where(and(eq(schools.id, id), schoolsWorkedWith(actor, SCHOOL_ROW)))
  const [school] = await withWork(actor, rows, chosen.programme?.id ?? null)
  if (!school) throw notFound('Школа')
  const administration = (await peopleOf(database(), actor, [id], 'administration')).get(id) ?? []
  return { ...chosen, school: { ...school, administration } }
}

async function withWork<Row extends { id: string; validFrom: string | null; validTo: string | null }>(
  actor: Actor,
  rows: Row[],
  programmeId: string | null,
) {
  const ids = rows.map((row) => row.id)
  const curators = await peopleOf(database(), actor, ids, 'curator')
  const profiles = programmeId
    ? await database()
        .select(profileColumns)
        .from(riskProfiles)
        .where(and(eq(riskProfiles.programmeId, programmeId), inArray(riskProfiles.schoolId, ids)))
    : []
  const open = programmeId ? await openRecommendationsOf(database(), programmeId, ids) : new Map<string, number>()
  const next = programmeId ? await nextVisitsOf(database(), programmeId, ids) : new Map<string, string>()
  return rows.map((row) => {
    const profile = profiles.find((one) => one.schoolId === row.id) ?? null
    return {
      ...row,
      isInForce: isInForce(actor.today, row.validFrom, row.validTo),
      curators: curators.get(row.id) ?? [],
      profile,
      state: profileState(profile),
      openRecommendations: open.get(row.id) ?? 0,
      nextVisitOn: next.get(row.id) ?? null,
    }
  })
}
