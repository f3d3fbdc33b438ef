import 'server-only'
import { eq } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { schoolPeople } from '@/db/schema/school'
import { type Actor, hasRole } from '@/lib/access/actor'
import { ownSchools } from '@/lib/execution/who'

/**
 * The schools whose papers around an act the actor gets: a head of school and a curator those of today's own, whoever has another
 * role besides or stands in for somebody all of them (null).
 */
export async function schoolsSeenBy(handle: Database, actor: Actor, municipalityId: string): Promise<string[] | null> {
  const isOfSchools = hasRole(actor, 'school') || hasRole(actor, 'curator')
  const others = actor.roles.some((role) => role !== 'school' && role !== 'curator') || actor.actsFor.length > 0
  if (!isOfSchools || others) return null
  const links = await handle
    .select({
      userId: schoolPeople.userId,
      schoolId: schoolPeople.schoolId,
      relation: schoolPeople.relation,
      validFrom: schoolPeople.validFrom,
      validTo: schoolPeople.validTo,
    })
    .from(schoolPeople)
    .where(eq(schoolPeople.municipalityId, municipalityId))
  return ownSchools(actor, links)
}
