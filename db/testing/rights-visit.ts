import type { District } from '@/db/testing/story'
import type { Actor } from '@/lib/access/actor'

/** Lines of the table of rights (db/rights.table.ts), written from rulings E. */
export const VISIT_TABLE: Record<string, [own: string, foreign: string]> = {}

/** Rows of one district that the calls below are about. */
export async function visitRows(_place: District) {
  return {}
}

type Rows = { visit: Awaited<ReturnType<typeof visitRows>> }

export const VISIT_CALLS: Record<string, (actor: Actor, rows: Rows) => unknown> = {}
