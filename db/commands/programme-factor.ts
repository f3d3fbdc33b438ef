import 'server-only'
import { and, asc, eq } from 'drizzle-orm'
import { database, type Tx } from '@/db/client'
import { record } from '@/db/journal'
import { once } from '@/db/press'
import { programmeFactors, programmes } from '@/db/schema/programme'
import { ofHome } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'
import type { AddFactorInput, FactorAct } from '@/lib/programme/factor-schema'
import { conflict, invalid, notFound } from '@/lib/shared/refusal'
import { comparable } from '@/lib/shared/text'

/** More is no dictionary of risks but a list that nobody fills in. */
const MOST_FACTORS = 50

type Factor = typeof programmeFactors.$inferSelect

/**
 * The dictionary of a programme. Rows of one `position` are wordings of one factor; all but one of them are ended. Locked through the
 * programme's row: two people's changes do not cross.
 */
async function lockDictionary(tx: Tx, actor: Actor, programmeId: string): Promise<Factor[]> {
  const [programme] = await tx
    .select({ id: programmes.id })
    .from(programmes)
    .where(and(eq(programmes.id, programmeId), ofHome(actor, programmes.municipalityId)))
    .for('no key update')
  if (!programme) throw notFound('Программа')
  return tx
    .select()
    .from(programmeFactors)
    .where(eq(programmeFactors.programmeId, programmeId))
    .orderBy(asc(programmeFactors.position), asc(programmeFactors.id))
}

/** The dictionary that the factor stands in, and the factor as it is now. */
async function lockFactor(tx: Tx, actor: Actor, id: string): Promise<{ factor: Factor; dictionary: Factor[] }> {
  const [named] = await tx
    .select({ programmeId: programmeFactors.programmeId })
    .from(programmeFactors)
    .innerJoin(programmes, eq(programmes.id, programmeFactors.programmeId))
    .where(and(eq(programmeFactors.id, id), ofHome(actor, programmes.municipalityId)))
  if (!named) throw notFound('Фактор риска')
  const dictionary = await lockDictionary(tx, actor, named.programmeId)
  const factor = dictionary.find((one) => one.id === id)
  if (!factor) throw notFound('Фактор риска')
  return { factor, dictionary }
}

const isLiving = (factor: Factor): boolean => factor.endedAt === null

function demandFreeName(dictionary: readonly Factor[], name: string, except?: string): void {
  // Not by the database's lower(): what it takes for a letter depends on the server's locale.
  const same = (one: string) => comparable(one).toLowerCase() === comparable(name).toLowerCase()
  if (dictionary.some((one) => isLiving(one) && one.id !== except && same(one.name)))
    throw invalid('Такой фактор в словаре уже есть.', 'name')
}

/** Adds a factor to the end of the dictionary. */
export async function addFactor(actor: Actor, input: AddFactorInput, pressId: string, now: Date): Promise<string> {
  demand(actor, 'programme.content')
  return database().transaction((tx) =>
    once(tx, actor, pressId, { addFactor: input }, now, async () => {
      const dictionary = await lockDictionary(tx, actor, input.programmeId)
      demandFreeName(dictionary, input.name)
      if (dictionary.filter(isLiving).length >= MOST_FACTORS)
        throw conflict(`В словаре не больше ${MOST_FACTORS} факторов. Сначала исключите лишние.`)
      const position = 1 + Math.max(-1, ...dictionary.map((one) => one.position))
      const [added] = await tx
        .insert(programmeFactors)
        .values({ ...input, position })
        .returning({ id: programmeFactors.id })
      if (!added) throw new Error('The factor was not inserted.')
      await record(tx, actor, now, {
        action: 'programme_factor.add',
        subject: 'programme_factor',
        subjectId: added.id,
        after: { programmeId: input.programmeId, name: input.name, number: input.number },
      })
      return added.id
    }),
  )
}

/**
 * Another wording in the factor's place. The old row is ended, never changed: profiles and measures that have it keep the words that
 * they were filled with. A wording that was replaced meanwhile is a conflict that shows the new one. Answers with the new row's id.
 */
export async function renameFactor(
  actor: Actor,
  input: { id: string; name: string },
  pressId: string,
  now: Date,
): Promise<string> {
  demand(actor, 'programme.content')
  return database().transaction((tx) =>
    once(tx, actor, pressId, { renameFactor: input }, now, async () => {
      const { factor, dictionary } = await lockFactor(tx, actor, input.id)
      if (!isLiving(factor)) {
        const current = dictionary.find((one) => isLiving(one) && one.position === factor.position)?.name
        throw conflict(
          current
            ? 'Пока страница была открыта, этот фактор изложил иначе другой сотрудник. Ваш текст остался в форме; сверьте.'
            : 'Пока страница была открыта, этот фактор исключили из словаря.',
          current ? { current } : undefined,
        )
      }
      if (factor.name === input.name) throw invalid('Формулировка та же. Измените её или вернитесь к списку.', 'name')
      demandFreeName(dictionary, input.name, factor.id)
      await tx.update(programmeFactors).set({ endedAt: now }).where(eq(programmeFactors.id, factor.id))
      const { programmeId, position, number } = factor
      const [added] = await tx
        .insert(programmeFactors)
        .values({ programmeId, position, number, name: input.name })
        .returning({ id: programmeFactors.id })
      if (!added) throw new Error('The factor was not inserted.')
      await record(tx, actor, now, {
        action: 'programme_factor.rename',
        subject: 'programme_factor',
        subjectId: added.id,
        before: { id: factor.id, name: factor.name },
        after: { programmeId, name: input.name },
      })
      return added.id
    }),
  )
}

/**
 * Moves a factor among those in force, ends it or brings an ended one back. What is already so stays and is not recorded. Refused:
 * to bring back a wording whose place another has taken.
 */
export async function actOnFactor(actor: Actor, input: { id: string; act: FactorAct }, now: Date): Promise<string> {
  demand(actor, 'programme.content')
  return database().transaction(async (tx) => {
    const { factor, dictionary } = await lockFactor(tx, actor, input.id)
    const done =
      input.act === 'up' || input.act === 'down'
        ? await move(tx, factor, dictionary, input.act)
        : await setEnded(tx, factor, dictionary, input.act === 'end' ? now : null)
    if (done)
      await record(tx, actor, now, {
        action: `programme_factor.${input.act}`,
        subject: 'programme_factor',
        subjectId: factor.id,
        after: { programmeId: factor.programmeId, name: factor.name },
      })
    return factor.programmeId
  })
}

async function setEnded(tx: Tx, factor: Factor, dictionary: Factor[], endedAt: Date | null): Promise<boolean> {
  if (isLiving(factor) === (endedAt === null)) return false
  if (endedAt === null) {
    if (dictionary.some((one) => isLiving(one) && one.position === factor.position))
      throw conflict('На месте этого фактора в словаре стоит другая формулировка. Измените её, если нужна прежняя.')
    demandFreeName(dictionary, factor.name)
  }
  await tx.update(programmeFactors).set({ endedAt }).where(eq(programmeFactors.id, factor.id))
  return true
}

/** All wordings of both places change places, so that a place stays one factor. */
async function move(tx: Tx, factor: Factor, dictionary: Factor[], act: 'up' | 'down'): Promise<boolean> {
  if (!isLiving(factor)) throw conflict('Этот фактор исключён из словаря: двигать можно действующие.')
  const living = dictionary.filter(isLiving)
  const other = living[living.findIndex((one) => one.id === factor.id) + (act === 'up' ? -1 : 1)]
  if (!other) return false
  for (const one of dictionary) {
    const position =
      one.position === factor.position ? other.position : one.position === other.position ? factor.position : null
    if (position !== null) await tx.update(programmeFactors).set({ position }).where(eq(programmeFactors.id, one.id))
  }
  return true
}
