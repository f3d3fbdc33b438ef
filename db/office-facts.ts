import 'server-only'
import { eq } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { users } from '@/db/schema/person'
import { bodies, holders, posts } from '@/db/schema/post'
import type { OfficeFacts, OfficePerson } from '@/lib/order/check-office'
import type { LocalDate } from '@/lib/shared/dates'

/** People with the posts they ever held, and bodies with their former names, for the check of an act. Two statements. */
export async function officeFacts(
  handle: Database,
  municipalityId: string,
  date: LocalDate,
  signatory: string,
): Promise<OfficeFacts> {
  const rows = await handle
    .select({
      id: users.id,
      surname: users.surname,
      givenName: users.givenName,
      patronymic: users.patronymic,
      forms: users.forms,
      endedAt: users.endedAt,
      post: posts.name,
      from: holders.validFrom,
      to: holders.validTo,
    })
    .from(users)
    .leftJoin(holders, eq(holders.userId, users.id))
    .leftJoin(posts, eq(posts.id, holders.postId))
    .where(eq(users.municipalityId, municipalityId))
  const named = await handle
    .select({
      name: bodies.name,
      nameGenitive: bodies.nameGenitive,
      forms: bodies.forms,
      from: bodies.validFrom,
      to: bodies.validTo,
    })
    .from(bodies)
    .where(eq(bodies.municipalityId, municipalityId))
  const people = new Map<string, OfficePerson>()
  for (const { id, endedAt, post, from, to, ...person } of rows) {
    const known = people.get(id) ?? { ...person, hasLeft: endedAt !== null, posts: [] }
    people.set(id, post === null ? known : { ...known, posts: [...known.posts, { name: post, from, to }] })
  }
  return { date, people: [...people.values()], bodies: named, signatory }
}
