import type { District } from '@/db/testing/story'
import type { Actor } from '@/lib/access/actor'

/** Lines of the table of rights (db/rights.table.ts), written from rulings E. */
export const CURATOR_TABLE: Record<string, [own: string, foreign: string]> = {}

/** Rows of one district that the calls below are about. */
export async function curatorRows(_place: District) {
  return {}
}

type Rows = { curator: Awaited<ReturnType<typeof curatorRows>> }

export const CURATOR_CALLS: Record<string, (actor: Actor, rows: Rows) => unknown> = {}
