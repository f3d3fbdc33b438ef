import 'server-only'
import { and, asc, eq } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { database } from '@/db/client'
import { readAddressees, readSeenMeasure } from '@/db/measure-scope'
import { users } from '@/db/schema/person'
import { comments } from '@/db/schema/plan'
import { type Actor, hasRole } from '@/lib/access/actor'
import { may } from '@/lib/access/policy'
import { surnameFirst } from '@/lib/shared/text'

const resolver = alias(users, 'resolver')

/** What people said of a measure, in order, for whoever sees its text; with whom the actor may address, if he may write. */
export async function listComments(actor: Actor, roadMapId: string, measureKey: string) {
  const measure = await readSeenMeasure(database(), actor, roadMapId, measureKey)
  const rows = await database()
    .select({
      comment: comments,
      author: { surname: users.surname, givenName: users.givenName, patronymic: users.patronymic },
      resolver: { surname: resolver.surname, givenName: resolver.givenName, patronymic: resolver.patronymic },
    })
    .from(comments)
    .innerJoin(users, eq(users.id, comments.authorId))
    .leftJoin(resolver, eq(resolver.id, comments.resolvedBy))
    .where(and(eq(comments.roadMapId, roadMapId), eq(comments.measureKey, measureKey)))
    .orderBy(asc(comments.at), asc(comments.id))
  const mayWrite = may(actor, 'comment.write')
  const people = mayWrite || rows.length > 0 ? await readAddressees(database(), actor, roadMapId) : []
  return {
    measure,
    mayWrite,
    addressees: mayWrite ? people : [],
    comments: rows.map(({ comment, author, resolver: by }) => ({
      id: comment.id,
      field: comment.field,
      text: comment.text,
      at: comment.at,
      author: surnameFirst(author.surname, author.givenName, author.patronymic),
      mentions: comment.mentions.map((id) =>
        id === actor.userId ? 'вы' : (people.find((one) => one.id === id)?.name ?? 'бывший сотрудник'),
      ),
      resolvedAt: comment.resolvedAt,
      resolvedBy: by ? surnameFirst(by.surname, by.givenName, by.patronymic) : '',
      mayResolve:
        mayWrite &&
        (comment.authorId === actor.userId ||
          comment.mentions.includes(actor.userId ?? '') ||
          hasRole(actor, 'coordinator')),
    })),
  }
}

export type SeenComments = Awaited<ReturnType<typeof listComments>>
