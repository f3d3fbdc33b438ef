import 'server-only'
import { and, asc, desc, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { fullName } from '@/db/queries/person'
import { users } from '@/db/schema/person'
import { bodies, holders, posts } from '@/db/schema/post'
import { ofHome } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demandReader } from '@/lib/municipality/rules'
import { isInForce, type LocalDate } from '@/lib/shared/dates'
import { notFound } from '@/lib/shared/refusal'

const bodyColumns = {
  id: bodies.id,
  name: bodies.name,
  nameGenitive: bodies.nameGenitive,
  forms: bodies.forms,
  place: bodies.place,
  issuesActs: bodies.issuesActs,
  validFrom: bodies.validFrom,
  validTo: bodies.validTo,
}
const postColumns = {
  id: posts.id,
  bodyId: posts.bodyId,
  name: posts.name,
  actingName: posts.actingName,
  forms: posts.forms,
  signsActs: posts.signsActs,
  validFrom: posts.validFrom,
  validTo: posts.validTo,
}
const holderColumns = {
  id: holders.id,
  postId: holders.postId,
  userId: holders.userId,
  validFrom: holders.validFrom,
  validTo: holders.validTo,
}

type Dated = { validFrom: LocalDate | null; validTo: LocalDate | null }
const dated = <T extends Dated>(actor: Actor, row: T) => ({
  ...row,
  isInForce: isInForce(actor.today, row.validFrom, row.validTo),
})

/** Bodies of the municipality, also those whose name has gone. */
export async function listBodies(actor: Actor) {
  demandReader(actor)
  const rows = await database()
    .select(bodyColumns)
    .from(bodies)
    .where(ofHome(actor, bodies.municipalityId))
    .orderBy(asc(bodies.name))
  return rows.map((row) => dated(actor, row))
}

export async function getBody(actor: Actor, id: string) {
  demandReader(actor)
  const [row] = await database()
    .select(bodyColumns)
    .from(bodies)
    .where(and(eq(bodies.id, id), ofHome(actor, bodies.municipalityId)))
  if (!row) throw notFound('Орган')
  return dated(actor, row)
}

/** Posts with the people in them, the present first. */
export async function listPosts(actor: Actor) {
  demandReader(actor)
  const rows = await database()
    .select({ ...postColumns, body: bodies.name })
    .from(posts)
    .innerJoin(bodies, eq(bodies.id, posts.bodyId))
    .where(ofHome(actor, posts.municipalityId))
    .orderBy(asc(posts.name))
  const people = await listHolders(actor)
  return rows.map((row) => ({ ...dated(actor, row), holders: people.filter((holder) => holder.postId === row.id) }))
}

export async function getPost(actor: Actor, id: string) {
  const found = (await listPosts(actor)).find((post) => post.id === id)
  if (!found) throw notFound('Должность')
  return found
}

async function listHolders(actor: Actor) {
  const rows = await database()
    .select({ ...holderColumns, surname: users.surname, givenName: users.givenName, patronymic: users.patronymic })
    .from(holders)
    .innerJoin(users, eq(users.id, holders.userId))
    .where(ofHome(actor, holders.municipalityId))
    .orderBy(desc(holders.validFrom))
  return rows.map((row) => ({ ...dated(actor, row), name: fullName(row) }))
}
