import 'server-only'
import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import { database } from '@/db/client'
import { programmeStages, programmes } from '@/db/schema/programme'
import { ofHome } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demandReader } from '@/lib/municipality/rules'
import { notFound } from '@/lib/shared/refusal'

const columns = { id: programmes.id, name: programmes.name, year: programmes.year }

/** Programmes of the municipality, the latest year first, each with its stages in order. */
export async function listProgrammes(actor: Actor) {
  demandReader(actor)
  const rows = await database()
    .select(columns)
    .from(programmes)
    .where(ofHome(actor, programmes.municipalityId))
    .orderBy(desc(programmes.year), asc(programmes.name))
  return withStages(rows)
}

export async function getProgramme(actor: Actor, id: string) {
  demandReader(actor)
  const rows = await database()
    .select(columns)
    .from(programmes)
    .where(and(eq(programmes.id, id), ofHome(actor, programmes.municipalityId)))
  const [found] = await withStages(rows)
  if (!found) throw notFound('Программа')
  return found
}

async function withStages<T extends { id: string }>(rows: T[]) {
  const stages = await database()
    .select({
      id: programmeStages.id,
      programmeId: programmeStages.programmeId,
      name: programmeStages.name,
      dueDate: programmeStages.dueDate,
      opensOn: programmeStages.opensOn,
      locksOn: programmeStages.locksOn,
      isFinal: programmeStages.isFinal,
    })
    .from(programmeStages)
    .where(
      inArray(
        programmeStages.programmeId,
        rows.map((row) => row.id),
      ),
    )
    .orderBy(asc(programmeStages.position))
  return rows.map((row) => ({ ...row, stages: stages.filter((stage) => stage.programmeId === row.id) }))
}
