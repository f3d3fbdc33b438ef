import 'server-only'
import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { assignments } from '@/db/schema/assignment'
import { type Actor, hasRole } from '@/lib/access/actor'
import { may } from '@/lib/access/policy'
import { notFound } from '@/lib/shared/refusal'

/** The region sees its own; those who make maps in its municipalities see those in force, for others there is nothing to do here. */
export function assignmentsVisibleTo(actor: Actor): SQL {
  if (actor.municipalityId === null)
    return actor.regionId !== null && hasRole(actor, 'region') ? eq(assignments.regionId, actor.regionId) : sql`false`
  if (!may(actor, 'road_map.edit')) return sql`false`
  return sql`${assignments.regionId} = (select region_id from municipalities where id = ${actor.municipalityId})`
}

/** One that rows may be taken from: not taken back. The lock holds it so until the rows are written. */
export async function findOpenAssignment(tx: Tx, actor: Actor, id: string) {
  const [assignment] = await tx
    .select()
    .from(assignments)
    .where(and(eq(assignments.id, id), assignmentsVisibleTo(actor), isNull(assignments.endedAt)))
    .for('share')
  if (!assignment) throw notFound('Задание региона')
  return assignment
}
