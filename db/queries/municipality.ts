import 'server-only'
import { eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { municipalities } from '@/db/schema/municipality'
import type { Actor } from '@/lib/access/actor'
import { homeOf } from '@/lib/access/policy'
import { demandReader } from '@/lib/municipality/rules'
import { notFound } from '@/lib/shared/refusal'

/** The actor's own municipality with its wordings and page. */
export async function getMunicipality(actor: Actor) {
  demandReader(actor)
  const [row] = await database()
    .select({
      id: municipalities.id,
      code: municipalities.code,
      name: municipalities.name,
      zone: municipalities.zone,
      settings: municipalities.settings,
      profile: municipalities.profile,
      emblem: municipalities.emblem,
      revision: municipalities.revision,
    })
    .from(municipalities)
    .where(eq(municipalities.id, homeOf(actor)))
  if (!row) throw notFound('Муниципалитет')
  return row
}
