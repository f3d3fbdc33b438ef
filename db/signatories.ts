import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { users } from '@/db/schema/person'
import { deputies, holders, posts } from '@/db/schema/post'
import { isInForce, type LocalDate } from '@/lib/shared/dates'
import { initialsFirst, surnameFirst } from '@/lib/shared/text'

/** Who may sign acts on a day: the people in signing posts and their deputies. `ref` is what an order's card stores. */
export type Signatory = {
  ref: string
  userId: string
  /** As printed above the signature on that day: a deputy's post is «Исполняющий обязанности …» (order-standard C43). */
  post: string
  /** «А.В. Мочалов» (C42). */
  name: string
  fullName: string
  isActing: boolean
}

/** Deputies stand first: while one is set, the holder is away. */
export async function listSignatories(handle: Database, municipalityId: string, date: LocalDate): Promise<Signatory[]> {
  const people = { userId: users.id, surname: users.surname, givenName: users.givenName, patronymic: users.patronymic }
  const inPost = await handle
    .select({
      id: holders.id,
      from: holders.validFrom,
      to: holders.validTo,
      post: posts.name,
      actingPost: posts.actingName,
      postFrom: posts.validFrom,
      postTo: posts.validTo,
      ...people,
    })
    .from(holders)
    .innerJoin(posts, eq(posts.id, holders.postId))
    .innerJoin(users, eq(users.id, holders.userId))
    .where(and(eq(holders.municipalityId, municipalityId), eq(posts.signsActs, true), isNull(users.endedAt)))
  const standing = inPost.filter(
    (row) => isInForce(date, row.from, row.to) && isInForce(date, row.postFrom, row.postTo),
  )
  const acting = await handle
    .select({
      id: deputies.id,
      principalId: deputies.principalId,
      from: deputies.validFrom,
      to: deputies.validTo,
      ...people,
    })
    .from(deputies)
    .innerJoin(users, eq(users.id, deputies.deputyId))
    .where(and(eq(deputies.municipalityId, municipalityId), isNull(users.endedAt)))
  const named = (row: (typeof acting)[number] | (typeof inPost)[number]) => ({
    userId: row.userId,
    name: initialsFirst(row.surname, row.givenName, row.patronymic),
    fullName: [row.surname, row.givenName, row.patronymic].filter(Boolean).join(' '),
  })
  return [
    ...acting
      .filter((row) => isInForce(date, row.from, row.to))
      .flatMap((row) => {
        const principal = standing.find((holder) => holder.userId === row.principalId)
        return principal ? [{ ref: `deputy:${row.id}`, ...named(row), post: principal.actingPost, isActing: true }] : []
      }),
    ...standing.map((row) => ({ ref: `holder:${row.id}`, ...named(row), post: row.post, isActing: false })),
  ]
}

/** For the journal: whom the signatory of this reference stood in for; empty where he holds the post himself (rulings A3). */
export async function actedFor(handle: Database, ref: string): Promise<{ onBehalfOf?: string }> {
  const [, id] = /^deputy:([0-9a-f-]{36})$/.exec(ref) ?? []
  if (!id) return {}
  const [principal] = await handle
    .select({ surname: users.surname, givenName: users.givenName, patronymic: users.patronymic })
    .from(deputies)
    .innerJoin(users, eq(users.id, deputies.principalId))
    .where(eq(deputies.id, id))
  return principal ? { onBehalfOf: surnameFirst(principal.surname, principal.givenName, principal.patronymic) } : {}
}
