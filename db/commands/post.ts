import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import { database, type Tx } from '@/db/client'
import { lockHome } from '@/db/home-lock'
import { record } from '@/db/journal'
import { once } from '@/db/press'
import { users } from '@/db/schema/person'
import { bodies, holders, posts } from '@/db/schema/post'
import { ofHome } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'
import type { Case, NameForms } from '@/lib/grammar/cases'
import { formsToKeep, withoutForms } from '@/lib/grammar/form-fields'
import { inflectBody, inflectPost } from '@/lib/grammar/name'
import type { BodyInput, HolderInput, PostInput } from '@/lib/municipality/schema'
import { overlaps } from '@/lib/person/rules'
import { invalid, notFound } from '@/lib/shared/refusal'
import { comparable, surnameFirst } from '@/lib/shared/text'

/** Adds a body, or changes the one of `id`. A new name of a body is a new row from its day on; the old one ends by date. */
export async function saveBody(actor: Actor, input: BodyInput, pressId: string, now: Date): Promise<string> {
  const { id, ...typed } = withoutForms(input)
  const made = (name: string) => (form: Case) => inflectBody(comparable(name), form)
  return database().transaction(async (tx) => {
    const municipalityId = await lockHome(tx, actor)
    if (id === undefined) {
      demand(actor, 'municipality.manage')
      const values = { ...typed, ...formsToKeep(input, made(input.name)) }
      return once(tx, actor, pressId, values, now, async () => {
        const [added] = await tx
          .insert(bodies)
          .values({ municipalityId, ...values })
          .returning({ id: bodies.id })
        if (!added) throw new Error('The body was not inserted.')
        await record(tx, actor, now, { action: 'body.add', subject: 'body', subjectId: added.id, after: values })
        return added.id
      })
    }
    const before = await findBody(tx, actor, id)
    demand(actor, 'municipality.manage')
    const values = { ...typed, ...formsToKeep(input, made(input.name), formerOf(before, input, made(before.name))) }
    await tx.update(bodies).set(values).where(eq(bodies.id, id))
    await record(tx, actor, now, { action: 'body.edit', subject: 'body', subjectId: id, before, after: values })
    return id
  })
}

type Named = { name: string; forms: NameForms }

const formerOf = (before: Named, { name }: { name: string }, made: (form: Case) => string | null) => ({
  made,
  forms: before.forms,
  isRenamed: before.name !== name,
})

async function findBody(tx: Tx, actor: Actor, id: string) {
  const [row] = await tx
    .select({
      name: bodies.name,
      nameGenitive: bodies.nameGenitive,
      forms: bodies.forms,
      place: bodies.place,
      issuesActs: bodies.issuesActs,
      validFrom: bodies.validFrom,
      validTo: bodies.validTo,
    })
    .from(bodies)
    .where(and(eq(bodies.id, id), ofHome(actor, bodies.municipalityId)))
    .for('update')
  if (!row) throw notFound('Орган')
  return row
}

export async function savePost(actor: Actor, input: PostInput, pressId: string, now: Date): Promise<string> {
  const { id, ...typed } = withoutForms(input)
  const made = (name: string) => (form: Case) => inflectPost(name, form)
  return database().transaction(async (tx) => {
    const municipalityId = await lockHome(tx, actor)
    if (id === undefined) {
      demand(actor, 'municipality.manage')
      const values = { ...typed, ...formsToKeep(input, made(input.name)) }
      await findBody(tx, actor, values.bodyId)
      return once(tx, actor, pressId, values, now, async () => {
        const [added] = await tx
          .insert(posts)
          .values({ municipalityId, ...values })
          .returning({ id: posts.id })
        if (!added) throw new Error('The post was not inserted.')
        await record(tx, actor, now, { action: 'post.add', subject: 'post', subjectId: added.id, after: values })
        return added.id
      })
    }
    const before = await findPost(tx, actor, id)
    await findBody(tx, actor, typed.bodyId)
    demand(actor, 'municipality.manage')
    const values = { ...typed, ...formsToKeep(input, made(input.name), formerOf(before, input, made(before.name))) }
    await tx.update(posts).set(values).where(eq(posts.id, id))
    await record(tx, actor, now, { action: 'post.edit', subject: 'post', subjectId: id, before, after: values })
    return id
  })
}

async function findPost(tx: Tx, actor: Actor, id: string) {
  const [row] = await tx
    .select({
      bodyId: posts.bodyId,
      name: posts.name,
      actingName: posts.actingName,
      forms: posts.forms,
      signsActs: posts.signsActs,
      validFrom: posts.validFrom,
      validTo: posts.validTo,
    })
    .from(posts)
    .where(and(eq(posts.id, id), ofHome(actor, posts.municipalityId)))
    .for('update')
  if (!row) throw notFound('Должность')
  return row
}

/** A person in a post, from–to. A post that signs acts has one person on any day: the paper bears one name. */
export async function saveHolder(actor: Actor, input: HolderInput, pressId: string, now: Date): Promise<string> {
  const { id, postId, userId, validFrom, validTo } = input
  return database().transaction(async (tx) => {
    const municipalityId = await lockHome(tx, actor)
    const post = await findPost(tx, actor, postId)
    const [person] = await tx
      .select({ surname: users.surname, givenName: users.givenName, patronymic: users.patronymic })
      .from(users)
      .where(
        and(
          eq(users.id, userId),
          ofHome(actor, users.municipalityId),
          id === undefined ? isNull(users.endedAt) : undefined,
        ),
      )
    if (!person) throw notFound('Сотрудник')
    const others = await tx
      .select({
        id: holders.id,
        postId: holders.postId,
        userId: holders.userId,
        validFrom: holders.validFrom,
        validTo: holders.validTo,
      })
      .from(holders)
      .where(and(eq(holders.postId, postId), ofHome(actor, holders.municipalityId)))
    const before = others.find((other) => other.id === id)
    if (id !== undefined && !before) throw notFound('Запись о занятии должности')
    demand(actor, 'municipality.manage')
    const name = surnameFirst(person.surname, person.givenName, person.patronymic)
    const after = { post: post.name, person: name, validFrom, validTo }
    const save = async () => {
      if (post.signsActs && others.some((other) => other.id !== id && overlaps(other, input))) {
        throw invalid('В эти дни должность занята другим. Сначала напишите последний день прежней записи.', 'validFrom')
      }
      if (before) {
        await tx.update(holders).set({ userId, validFrom, validTo }).where(eq(holders.id, before.id))
        await record(tx, actor, now, {
          action: 'holder.edit',
          subject: 'holder',
          subjectId: before.id,
          before: { validFrom: before.validFrom, validTo: before.validTo },
          after,
        })
        return before.id
      }
      const [added] = await tx
        .insert(holders)
        .values({ municipalityId, postId, userId, validFrom, validTo })
        .returning({ id: holders.id })
      if (!added) throw new Error('The holder was not inserted.')
      await record(tx, actor, now, { action: 'holder.add', subject: 'holder', subjectId: added.id, after })
      return added.id
    }
    return before ? save() : once(tx, actor, pressId, { postId, userId, validFrom, validTo }, now, save)
  })
}
