import 'server-only'
import { createHash } from 'node:crypto'
import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { municipalities, regions } from '@/db/schema/municipality'
import { roleAssignments, sessions, users } from '@/db/schema/person'
import { deputies } from '@/db/schema/post'
import type { Actor, Principal, Role } from '@/lib/access/actor'
import { isInForce, type LocalDate, localDate } from '@/lib/shared/dates'
import { surnameFirst } from '@/lib/shared/text'

export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex')

type Dated<T> = T & { from: LocalDate | null; to: LocalDate | null }
type AssignmentRow = Dated<{ role: Role; title: string }>
type PrincipalRow = Dated<{
  userId: string
  surname: string
  givenName: string
  patronymic: string
  post: string
  roles: AssignmentRow[]
}>

const assignmentsOf = (userColumn: unknown) => sql`(
  select coalesce(json_agg(json_build_object('role', ra.role, 'title', ra.title, 'from', ra.valid_from, 'to', ra.valid_to)), '[]'::json)
  from ${roleAssignments} ra where ra.user_id = ${userColumn})`

/** Everything an actor is made of, in one statement. */
const actorColumns = {
  userId: users.id,
  login: users.login,
  surname: users.surname,
  givenName: users.givenName,
  patronymic: users.patronymic,
  mustChangePassword: users.mustChangePassword,
  municipalityId: users.municipalityId,
  municipalityName: municipalities.name,
  zone: municipalities.zone,
  regionId: users.regionId,
  regionName: regions.name,
  roles: sql<AssignmentRow[]>`${assignmentsOf(users.id)}`,
  principals: sql<PrincipalRow[]>`(
    select coalesce(json_agg(json_build_object('userId', p.id, 'surname', p.surname, 'givenName', p.given_name,
      'patronymic', p.patronymic, 'from', d.valid_from, 'to', d.valid_to, 'roles', ${assignmentsOf(sql`p.id`)},
      'post', coalesce((select posts.name from holders join posts on posts.id = holders.post_id
        where holders.user_id = p.id order by holders.valid_from desc nulls last limit 1), ''))), '[]'::json)
    from ${deputies} d join ${users} p on p.id = d.principal_id where d.deputy_id = ${users.id})`,
}

type ActorRow = {
  userId: string
  login: string
  surname: string
  givenName: string
  patronymic: string
  mustChangePassword: boolean
  municipalityId: string | null
  municipalityName: string | null
  zone: string | null
  regionId: string | null
  regionName: string | null
  roles: AssignmentRow[]
  principals: PrincipalRow[]
}

/** The signed-in person as the screens greet him. */
export type Person = { login: string; name: string; place: string; titles: string[]; mustChangePassword: boolean }

/** Where no municipality says otherwise (the region's people), local dates are Moscow's. */
const DEFAULT_ZONE = 'Europe/Moscow'

function actorFrom(row: ActorRow, now: Date): { actor: Actor; person: Person } {
  const zone = row.zone ?? DEFAULT_ZONE
  const today = localDate(now, zone)
  const inForce = <T>(rows: Dated<T>[]) => rows.filter((item) => isInForce(today, item.from, item.to))
  const name = surnameFirst(row.surname, row.givenName, row.patronymic)
  const roles = inForce(row.roles)
  const actsFor: Principal[] = inForce(row.principals).map((principal) => ({
    userId: principal.userId,
    name: surnameFirst(principal.surname, principal.givenName, principal.patronymic),
    post: principal.post,
    roles: inForce(principal.roles).map((item) => item.role),
    until: principal.to ?? today,
  }))
  return {
    actor: {
      userId: row.userId,
      name,
      municipalityId: row.municipalityId,
      regionId: row.regionId,
      roles: [...new Set(roles.map((item) => item.role))],
      actsFor,
      zone,
      today,
      isSystem: false,
    },
    person: {
      login: row.login,
      name,
      place: row.municipalityName ?? row.regionName ?? '',
      titles: roles.map((item) => item.title).filter(Boolean),
      mustChangePassword: row.mustChangePassword,
    },
  }
}

const actorRows = () =>
  database()
    .select(actorColumns)
    .from(users)
    .leftJoin(municipalities, eq(municipalities.id, users.municipalityId))
    .leftJoin(regions, eq(regions.id, users.regionId))

/** The living session's actor; undefined for an unknown, ended or expired one, and for a person who has left. */
export async function findSession(
  token: string,
  now: Date,
): Promise<{ actor: Actor; person: Person; expiresAt: Date; isShared: boolean } | undefined> {
  const [row] = await database()
    .select({ ...actorColumns, expiresAt: sessions.expiresAt, isShared: sessions.isShared })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .leftJoin(municipalities, eq(municipalities.id, users.municipalityId))
    .leftJoin(regions, eq(regions.id, users.regionId))
    .where(
      and(
        eq(sessions.tokenHash, tokenHash(token)),
        isNull(sessions.endedAt),
        gt(sessions.expiresAt, now),
        isNull(users.endedAt),
      ),
    )
  return row && { ...actorFrom(row, now), expiresAt: row.expiresAt, isShared: row.isShared }
}

/** Whose session this was, also when it has expired: what was typed is kept for that person. */
export async function findSessionOwner(token: string): Promise<string | undefined> {
  const [row] = await database()
    .select({ userId: sessions.userId })
    .from(sessions)
    .where(eq(sessions.tokenHash, tokenHash(token)))
  return row?.userId
}

/**
 * The actor that a person of the municipality with this code would be at `now`: for operator's commands and tests; the screens
 * go by session. Without a code, whatever municipality or region the person belongs to.
 */
export async function findActorByLogin(login: string, now: Date, code?: string): Promise<Actor | undefined> {
  const own = code === undefined ? undefined : eq(municipalities.code, code)
  const [row] = await actorRows().where(
    and(eq(users.login, login.normalize('NFC').toLowerCase()), isNull(users.endedAt), own),
  )
  return row && actorFrom(row, now).actor
}

/** The actor's own living sessions, newest first. `isThis` marks the one that asks. */
export async function listOwnSessions(actor: Actor, token: string | undefined, now: Date) {
  if (!actor.userId) return []
  const rows = await database()
    .select({ id: sessions.tokenHash, createdAt: sessions.createdAt, seenAt: sessions.seenAt, agent: sessions.agent })
    .from(sessions)
    .where(and(eq(sessions.userId, actor.userId), isNull(sessions.endedAt), gt(sessions.expiresAt, now)))
    .orderBy(sql`${sessions.seenAt} desc`)
  const own = token ? tokenHash(token) : ''
  return rows.map(({ id, ...session }) => ({ ...session, isThis: id === own }))
}
