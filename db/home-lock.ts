import 'server-only'
import { eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { municipalities } from '@/db/schema/municipality'
import type { Actor } from '@/lib/access/actor'
import { homeOf } from '@/lib/access/policy'

/**
 * What is counted over all of a municipality (its administrators, its curators' schools) is changed by one command after another. Not
 * the key: a row that names the municipality may come meanwhile, or whoever inserts it and waits for us would be waited for by us.
 */
export async function lockHome(tx: Tx, actor: Actor): Promise<string> {
  const home = homeOf(actor)
  await tx
    .select({ id: municipalities.id })
    .from(municipalities)
    .where(eq(municipalities.id, home))
    .for('no key update')
  return home
}
