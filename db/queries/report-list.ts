import 'server-only'
import { database } from '@/db/client'
import { curatorsStages, schoolsReports } from '@/db/report-list'
import type { Actor } from '@/lib/access/actor'

/** A curator's own reports by stage, and a school's to acquaint itself with; either is empty for all others. */
export async function listReports(actor: Actor) {
  return { stages: await curatorsStages(database(), actor), sent: await schoolsReports(database(), actor) }
}
