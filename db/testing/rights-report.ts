import type { District } from '@/db/testing/story'
import type { Actor } from '@/lib/access/actor'

/** Lines of the table of rights (db/rights.table.ts), written from rulings E. */
export const REPORT_TABLE: Record<string, [own: string, foreign: string]> = {}

/** Rows of one district that the calls below are about. */
export async function reportRows(_place: District) {
  return {}
}

type Rows = { report: Awaited<ReturnType<typeof reportRows>> }

export const REPORT_CALLS: Record<string, (actor: Actor, rows: Rows) => unknown> = {}
