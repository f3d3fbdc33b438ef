import 'server-only'
import { and, asc, eq, gte, isNull, lte, or } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { bodies } from '@/db/schema/post'
import type { LocalDate } from '@/lib/shared/dates'

/** The body in whose name acts are issued on `date`; undefined where none is in force. */
export async function defaultBody(handle: Database, municipalityId: string, date: LocalDate) {
  const [body] = await handle
    .select({ id: bodies.id, name: bodies.name })
    .from(bodies)
    .where(
      and(
        eq(bodies.municipalityId, municipalityId),
        eq(bodies.issuesActs, true),
        or(isNull(bodies.validFrom), lte(bodies.validFrom, date)),
        or(isNull(bodies.validTo), gte(bodies.validTo, date)),
      ),
    )
    .orderBy(asc(bodies.validFrom))
    .limit(1)
  return body
}
