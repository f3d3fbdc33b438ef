import 'server-only'
import { and, asc, desc, eq, isNull } from 'drizzle-orm'
import { database } from '@/db/client'
import { actTemplates } from '@/db/schema/act-template'
import { ofHome } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demandReader } from '@/lib/municipality/rules'
import { notFound } from '@/lib/shared/refusal'

/** Templates of acts' texts in use, those that new acts begin with first. */
export async function listTemplates(actor: Actor) {
  demandReader(actor)
  return database()
    .select()
    .from(actTemplates)
    .where(and(ofHome(actor, actTemplates.municipalityId), isNull(actTemplates.endedAt)))
    .orderBy(asc(actTemplates.purpose), asc(actTemplates.kind), desc(actTemplates.isDefault), asc(actTemplates.name))
}

export async function getTemplate(actor: Actor, id: string) {
  demandReader(actor)
  const [row] = await database()
    .select()
    .from(actTemplates)
    .where(and(eq(actTemplates.id, id), ofHome(actor, actTemplates.municipalityId), isNull(actTemplates.endedAt)))
  if (!row) throw notFound('Образец')
  return row
}
