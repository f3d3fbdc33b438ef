import 'server-only'
import { asc, inArray } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { programmeStages } from '@/db/schema/programme'

/** What lib/programme/stage.ts asks of a stage. */
export const stageDays = {
  dueDate: programmeStages.dueDate,
  opensOn: programmeStages.opensOn,
  locksOn: programmeStages.locksOn,
}

export const stageColumns = {
  id: programmeStages.id,
  name: programmeStages.name,
  position: programmeStages.position,
  ...stageDays,
  isFinal: programmeStages.isFinal,
}

/** Stages of these programmes in their order; the caller gives the scope. */
export async function readStages(handle: Database, programmeIds: string[]) {
  if (programmeIds.length === 0) return []
  return handle
    .select({ programmeId: programmeStages.programmeId, ...stageColumns })
    .from(programmeStages)
    .where(inArray(programmeStages.programmeId, programmeIds))
    .orderBy(asc(programmeStages.position))
}
