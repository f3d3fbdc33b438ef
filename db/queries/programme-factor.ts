import 'server-only'
import { and, asc, eq, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { programmeFactors, programmes } from '@/db/schema/programme'
import { ofHome } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'
import { notFound } from '@/lib/shared/refusal'

async function readFactors(actor: Actor, programmeId: string) {
  demand(actor, 'programme.content')
  const [programme] = await database()
    .select({ id: programmes.id, name: programmes.name, year: programmes.year })
    .from(programmes)
    .where(and(eq(programmes.id, programmeId), ofHome(actor, programmes.municipalityId)))
  if (!programme) throw notFound('Программа')
  const rows = await database()
    .select({
      id: programmeFactors.id,
      name: programmeFactors.name,
      number: programmeFactors.number,
      position: programmeFactors.position,
      endedAt: programmeFactors.endedAt,
      profiles: sql<number>`(select count(*)::int from risk_marks where risk_marks.factor_id = programme_factors.id)`,
      measures: sql<number>`(select count(*)::int from school_measures where school_measures.factor_id = programme_factors.id)`,
    })
    .from(programmeFactors)
    .where(eq(programmeFactors.programmeId, programmeId))
    .orderBy(asc(programmeFactors.position), asc(programmeFactors.endedAt), asc(programmeFactors.id))
  return { programme, rows, living: rows.filter((row) => row.endedAt === null) }
}

/**
 * The dictionary of a programme: the factors in force in their order, and those ended ones that can be brought back or that profiles
 * have. `profiles` counts the schools' profiles that a wording stands in, `measures` the schools' measures.
 */
export async function getProgrammeFactors(actor: Actor, programmeId: string) {
  const { programme, rows, living } = await readFactors(actor, programmeId)
  return {
    programme,
    factors: living,
    ended: rows
      .filter((row) => row.endedAt !== null)
      .map((row) => ({ ...row, isReplaced: living.some((one) => one.position === row.position) }))
      // A wording that was replaced before anybody used it is of no interest.
      .filter((row) => !row.isReplaced || row.profiles + row.measures > 0),
  }
}

/** One wording, in force or not, for the page that changes it; `current` is the wording in its place now, null while there is none. */
export async function getProgrammeFactor(actor: Actor, programmeId: string, id: string) {
  const { programme, rows, living } = await readFactors(actor, programmeId)
  const factor = rows.find((one) => one.id === id)
  if (!factor) throw notFound('Фактор риска')
  return { programme, factor, current: living.find((one) => one.position === factor.position) ?? null }
}
