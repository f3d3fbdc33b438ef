import type { District } from '@/db/testing/story'
import type { Actor } from '@/lib/access/actor'

/** Lines of the table of rights (db/rights.table.ts), written from rulings E. */
export const RISK_PROFILE_TABLE: Record<string, [own: string, foreign: string]> = {}

/** Rows of one district that the calls below are about. */
export async function riskProfileRows(_place: District) {
  return {}
}

type Rows = { riskProfile: Awaited<ReturnType<typeof riskProfileRows>> }

export const RISK_PROFILE_CALLS: Record<string, (actor: Actor, rows: Rows) => unknown> = {}
