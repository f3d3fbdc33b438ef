import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import { database } from '@/db/client'
import { livingMaps } from '@/db/living-map'
import { readDistrictFacts, readMapFacts } from '@/db/plan'
import { planRows } from '@/db/plan-rows'
import { findActorByLogin, tokenHash } from '@/db/queries/session'
import { users } from '@/db/schema/person'
import { feeds } from '@/db/schema/plan'
import type { Actor } from '@/lib/access/actor'
import { executorsOf } from '@/lib/execution/who'
import type { CalendarMap } from '@/lib/road-map/exported-days'
import { exportedPoints } from '@/lib/road-map/exported-points'
import { planOf } from '@/lib/road-map/plan'
import { placeOf } from '@/lib/road-map/row-place'
import { yearOf } from '@/lib/shared/dates'

/** Whose living address this is, as the actor of today; undefined for an unknown or revoked one and for a person who has left. */
export async function findFeedActor(token: string, now: Date): Promise<Actor | undefined> {
  const [row] = await database()
    .select({ login: users.login })
    .from(feeds)
    .innerJoin(users, eq(users.id, feeds.userId))
    .where(and(eq(feeds.tokenHash, tokenHash(token)), isNull(feeds.revokedAt), isNull(users.endedAt)))
  return row && findActorByLogin(row.login, now)
}

/** The actor's own living address: when it was made. The address itself is stored nowhere. */
export async function findOwnFeed(actor: Actor): Promise<{ createdAt: Date } | undefined> {
  if (!actor.userId) return undefined
  const [row] = await database()
    .select({ createdAt: feeds.createdAt })
    .from(feeds)
    .where(and(eq(feeds.userId, actor.userId), isNull(feeds.revokedAt)))
  return row
}

/**
 * The control points that are asked of the actor himself in this and last year's maps in force: those of «Мои дела», with the ones
 * that are further ahead. A fixed number of statements.
 */
export async function listOwnCalendar(actor: Actor): Promise<CalendarMap[]> {
  if (!actor.municipalityId) return []
  const db = database()
  const maps = (await livingMaps(db, actor)).filter((map) => map.year >= yearOf(actor.today) - 1)
  if (maps.length === 0) return []
  const district = await readDistrictFacts(db, actor.municipalityId, actor.today)
  const seen = executorsOf(actor, district.links)
  if (seen.length === 0) return []
  const rows = await planRows(
    db,
    maps.map((map) => map.versionId),
  )
  const facts = await readMapFacts(
    db,
    maps.map((map) => map.roadMapId),
  )
  return maps.flatMap((map): CalendarMap[] => {
    const mapFacts = facts.get(map.roadMapId)
    if (!mapFacts) return []
    const plan = planOf({ ...district, ...mapFacts })
    const points = exportedPoints(plan, [], { seen })
    const measures = rows
      .filter((row) => row.versionId === map.versionId)
      .map((row) => {
        const planned = plan.measure(row)
        return {
          key: row.key,
          title: row.title,
          place: placeOf(row),
          roles: [...planned.executors.roles, ...(planned.executors.named ?? [])].map((role) => role.name),
          unknownExecutors: planned.executors.unknown,
          points: points(planned).filter((point) => point.cells?.length !== 0),
        }
      })
      .filter((measure) => measure.points.length > 0)
    const { roadMapId, programme, year } = map
    return measures.length > 0
      ? [{ roadMapId, programme, year, isDraft: false, hasStates: true, isOwnOnly: true, measures }]
      : []
  })
}
