import 'server-only'
import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { assignmentsVisibleTo } from '@/db/assignments'
import { database } from '@/db/client'
import { assignments } from '@/db/schema/assignment'
import type { Actor } from '@/lib/access/actor'
import { notFound } from '@/lib/shared/refusal'

/** Assignments that the actor sees, newest first; a municipality is not shown what was taken back. */
export async function listAssignments(actor: Actor) {
  return database()
    .select({
      id: assignments.id,
      title: assignments.title,
      year: assignments.year,
      createdAt: assignments.createdAt,
      endedAt: assignments.endedAt,
      measures: sql<number>`(select coalesce(sum(jsonb_array_length(part->'measures')), 0)::int from jsonb_array_elements(sections) part)`,
    })
    .from(assignments)
    .where(and(assignmentsVisibleTo(actor), actor.municipalityId === null ? undefined : isNull(assignments.endedAt)))
    .orderBy(desc(assignments.year), desc(assignments.createdAt))
}

/** One assignment with its rows, also a taken-back one, which maps that began with it still name. */
export async function getAssignment(actor: Actor, id: string) {
  const [assignment] = await database()
    .select()
    .from(assignments)
    .where(and(eq(assignments.id, id), assignmentsVisibleTo(actor)))
  if (!assignment) throw notFound('Задание региона')
  return assignment
}
