import 'server-only'
import { and, asc, desc, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { programmes } from '@/db/schema/programme'
import { ofHome } from '@/db/scope'
import { readStages } from '@/db/stage-rows'
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
  const stages = await readStages(
    database(),
    rows.map((row) => row.id),
  )
  return rows.map((row) => ({ ...row, stages: stages.filter((stage) => stage.programmeId === row.id) }))
}
