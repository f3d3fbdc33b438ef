import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { schoolPeople } from '@/db/schema/school'
import { type Actor, hasRole } from '@/lib/access/actor'
import type { LocalDate } from '@/lib/shared/dates'

/** Whether the actor answers for this school today. */
export async function isAdministration(handle: Database, actor: Actor, schoolId: string): Promise<boolean> {
  if (!hasRole(actor, 'school') || !actor.userId) return false
  const [link] = await handle
    .select({ id: schoolPeople.id })
    .from(schoolPeople)
    .where(linkOf(actor.userId, schoolId, 'administration', actor.today))
    .limit(1)
  return link !== undefined
}

/** Whether the actor is a curator of this school today. */
export async function isCurator(handle: Database, actor: Actor, schoolId: string): Promise<boolean> {
  if (!hasRole(actor, 'curator') || !actor.userId) return false
  const [link] = await handle
    .select({ id: schoolPeople.id })
    .from(schoolPeople)
    .where(linkOf(actor.userId, schoolId, 'curator', actor.today))
    .limit(1)
  return link !== undefined
}

const linkOf = (userId: string, schoolId: string, relation: 'curator' | 'administration', day: LocalDate) =>
  and(
    eq(schoolPeople.userId, userId),
    eq(schoolPeople.schoolId, schoolId),
    eq(schoolPeople.relation, relation),
    sql`(${schoolPeople.validFrom} is null or ${schoolPeople.validFrom} <= ${day})`,
    sql`(${schoolPeople.validTo} is null or ${schoolPeople.validTo} >= ${day})`,
  )
