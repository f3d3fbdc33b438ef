import 'server-only'
import { and, asc, eq, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { programmes } from '@/db/schema/programme'
import { riskProfiles } from '@/db/schema/risk-profile'
import { schoolPeople, schools } from '@/db/schema/school'
import { riskProfilesVisibleTo } from '@/db/scope'
import { type Actor, hasRole } from '@/lib/access/actor'
import type { Work } from '@/lib/my-work/rules'
import type { SchoolRelation } from '@/lib/school/rules'
import { shortDate, yearOf } from '@/lib/shared/dates'

/**
 * What risk profiles ask of the actor: a curator to verify those of his schools, an administration to mark the analysis of its own.
 * Of this year's programmes only: last year's profile is history. One statement.
 */
export async function workOfProfiles(handle: Database, actor: Actor): Promise<Work[]> {
  const asks: SQL[] = []
  if (hasRole(actor, 'curator')) asks.push(sql`(${riskProfiles.verifiedOn} is null and ${isHis(actor, 'curator')})`)
  if (hasRole(actor, 'school'))
    asks.push(sql`(${riskProfiles.analysedOn} is null and ${isHis(actor, 'administration')})`)
  if (asks.length === 0) return []
  const rows = await handle
    .select({
      schoolId: riskProfiles.schoolId,
      school: schools.shortName,
      programmeId: programmes.id,
      programme: programmes.name,
      year: programmes.year,
      questionnaireOn: riskProfiles.questionnaireOn,
      verifies: sql<boolean>`${riskProfiles.verifiedOn} is null and ${isHis(actor, 'curator')}`,
      analyses: sql<boolean>`${riskProfiles.analysedOn} is null and ${isHis(actor, 'administration')}`,
    })
    .from(riskProfiles)
    .innerJoin(schools, eq(schools.id, riskProfiles.schoolId))
    .innerJoin(programmes, eq(programmes.id, riskProfiles.programmeId))
    .where(
      and(
        riskProfilesVisibleTo(actor),
        isNotNull(riskProfiles.questionnaireOn),
        eq(programmes.year, yearOf(actor.today)),
        or(isNull(schools.validTo), sql`${schools.validTo} >= ${actor.today}`),
        or(...asks),
      ),
    )
    .orderBy(asc(riskProfiles.questionnaireOn), asc(schools.shortName))
  return rows.flatMap((row): Work[] => {
    const at = `/schools/${row.schoolId}/profile`
    const query = `?programme=${row.programmeId}`
    const line = (title: string, page: string): Work => ({
      kind: 'profile',
      href: `${at}/${page}${query}`,
      title: `${title}: ${row.school}`,
      note: `${row.programme}, ${row.year}${row.questionnaireOn ? ` · анкета от ${shortDate(row.questionnaireOn)}` : ''}`,
      due: null,
      since: null,
    })
    return [
      ...(row.verifies && hasRole(actor, 'curator') ? [line('Верифицировать профиль риска', 'verify')] : []),
      ...(row.analyses && hasRole(actor, 'school') ? [line('Отметить анализ профиля риска', 'analysis')] : []),
    ]
  })
}

const isHis = (actor: Actor, relation: SchoolRelation): SQL => sql`exists (select 1 from ${schoolPeople}
  where ${schoolPeople.schoolId} = ${riskProfiles.schoolId} and ${schoolPeople.userId} = ${actor.userId}
    and ${schoolPeople.relation} = ${relation}
    and (${schoolPeople.validFrom} is null or ${schoolPeople.validFrom} <= ${actor.today})
    and (${schoolPeople.validTo} is null or ${schoolPeople.validTo} >= ${actor.today}))`
