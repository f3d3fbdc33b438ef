import 'server-only'
import { eq } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { users } from '@/db/schema/person'
import { bodies, holders, posts } from '@/db/schema/post'
import type { OfficeFacts, OfficePerson } from '@/lib/order/check-office'
import type { LocalDate } from '@/lib/shared/dates'

/** People with the posts they ever held, and bodies with their former names, for the check of an act. Three statements. */
export async function officeFacts(
  handle: Database,
  municipalityId: string,
  date: LocalDate,
  signatory: string,
): Promise<OfficeFacts> {
  const people = await handle
    .select({
      id: users.id,
      surname: users.surname,
      givenName: users.givenName,
      patronymic: users.patronymic,
      forms: users.forms,
      endedAt: users.endedAt,
    })
    .from(users)
    .where(eq(users.municipalityId, municipalityId))
  const held = await handle
    .select({ userId: holders.userId, name: posts.name, from: holders.validFrom, to: holders.validTo })
    .from(holders)
    .innerJoin(posts, eq(posts.id, holders.postId))
    .where(eq(holders.municipalityId, municipalityId))
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
  const postsOf = new Map<string, OfficePerson['posts'][number][]>(people.map(({ id }) => [id, []]))
  for (const { userId, ...post } of held) postsOf.get(userId)?.push(post)
  return {
    date,
    people: people.map(
      ({ id, endedAt, ...person }): OfficePerson => ({
        ...person,
        hasLeft: endedAt !== null,
        posts: postsOf.get(id) ?? [],
      }),
    ),
    bodies: named,
    signatory,
  }
}
