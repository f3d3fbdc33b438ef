import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import type { Database, Tx } from '@/db/client'
import { programmeFactors, programmes } from '@/db/schema/programme'
import { riskMarks, riskProfiles } from '@/db/schema/risk-profile'
import { schoolPeople, schools } from '@/db/schema/school'
import { ofHome, riskProfilesVisibleTo, schoolsWorkedWith } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { isOfYear } from '@/lib/risk-profile/profile'
import { isInForce, type LocalDate, shortDate } from '@/lib/shared/dates'
import { conflict, forbidden, invalid, notFound } from '@/lib/shared/refusal'

/** Rows that the commands about risk profiles find, lock and write. */

/** As `schoolsWorkedWith` asks: for the schools themselves the school is the row's own id. */
export const SCHOOL_ROW = { municipalityId: schools.municipalityId, schoolId: schools.id }

export type ProfileSchool = {
  id: string
  municipalityId: string
  shortName: string
  validFrom: LocalDate | null
  validTo: LocalDate | null
}

/** Locks the school, so that of two people who begin its profile at once the second finds the first one's. */
export async function lockSchool(tx: Tx, actor: Actor, id: string): Promise<ProfileSchool> {
  const [school] = await tx
    .select({
      id: schools.id,
      municipalityId: schools.municipalityId,
      shortName: schools.shortName,
      validFrom: schools.validFrom,
      validTo: schools.validTo,
    })
    .from(schools)
    .where(and(eq(schools.id, id), schoolsWorkedWith(actor, SCHOOL_ROW)))
    .for('no key update')
  if (!school) throw notFound('Школа')
  return school
}

export async function findProgramme(handle: Database, actor: Actor, id: string) {
  const [programme] = await handle
    .select({ id: programmes.id, name: programmes.name, year: programmes.year })
    .from(programmes)
    .where(and(eq(programmes.id, id), ofHome(actor, programmes.municipalityId)))
  if (!programme) throw notFound('Программа')
  return programme
}

/** Throws `conflict` for a school that left before the programme's year or came after it. */
export function demandOfYear(school: ProfileSchool, year: number): void {
  if (!isOfYear(school, year))
    throw conflict(`${school.shortName} в ${year} году не действует: вносить данные за этот год нельзя.`)
}

/** A day of something that has happened at the school: not to come, and while the school was there. */
export function demandPastDay(actor: Actor, school: ProfileSchool, day: LocalDate, field: string): void {
  if (day > actor.today) throw invalid('Этот день ещё не наступил.', field)
  const { shortName, validFrom, validTo } = school
  if (isInForce(day, validFrom, validTo)) return
  const bound = validTo !== null && day > validTo ? `по ${shortDate(validTo)}` : `с ${shortDate(validFrom ?? '')}`
  throw invalid(`${shortName} действует ${bound}: ${shortDate(day)} не подходит. Укажите другой день.`, field)
}

/** The profile of a school in a programme, locked; undefined while there is none. The caller has locked the school. */
export async function lockOwnProfile(tx: Tx, schoolId: string, programmeId: string) {
  const [profile] = await tx
    .select()
    .from(riskProfiles)
    .where(and(eq(riskProfiles.schoolId, schoolId), eq(riskProfiles.programmeId, programmeId)))
    .for('update')
  return profile
}

/** A profile within the actor's sight with its school, locked in the order school, profile. */
export async function lockProfile(tx: Tx, actor: Actor, id: string) {
  const [named] = await tx
    .select({ schoolId: riskProfiles.schoolId, programmeId: riskProfiles.programmeId })
    .from(riskProfiles)
    .where(and(eq(riskProfiles.id, id), riskProfilesVisibleTo(actor)))
  if (!named) throw notFound('Рисковый профиль')
  const school = await lockSchool(tx, actor, named.schoolId)
  const profile = await lockOwnProfile(tx, named.schoolId, named.programmeId)
  if (!profile) throw notFound('Рисковый профиль')
  return { school, profile }
}

export const marksOf = (handle: Database, profileId: string) =>
  handle.select().from(riskMarks).where(eq(riskMarks.profileId, profileId))

export const dictionaryOf = (handle: Database, programmeId: string) =>
  handle.select().from(programmeFactors).where(eq(programmeFactors.programmeId, programmeId))

/** What was changed meanwhile is met here; the page shows the stored text beside the typed one. */
export function demandRevision(stored: number, sent: number): void {
  if (stored !== sent)
    throw conflict(
      'Пока страница была открыта, профиль изменил другой сотрудник. Ваши ответы остались в форме; сверьте их с сохранёнными и сохраните ещё раз.',
      { revision: stored },
    )
}

/** Throws `forbidden` unless the actor is a curator of the school today: an ended assignment gives no right, another role neither. */
export async function demandCurator(tx: Tx, actor: Actor, schoolId: string): Promise<void> {
  const [link] = await tx
    .select({ id: schoolPeople.id })
    .from(schoolPeople)
    .where(
      and(
        eq(schoolPeople.schoolId, schoolId),
        eq(schoolPeople.userId, actor.userId ?? ''),
        eq(schoolPeople.relation, 'curator'),
        sql`(valid_from is null or valid_from <= ${actor.today}) and (valid_to is null or valid_to >= ${actor.today})`,
      ),
    )
    .limit(1)
  if (!link) throw forbidden('Профиль верифицирует куратор, который закреплён за школой сегодня.')
}
