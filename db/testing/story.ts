import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { and, eq, inArray } from 'drizzle-orm'
import { expect } from 'vitest'
import { database } from '@/db/client'
import { decide, sendForApproval } from '@/db/commands/approval'
import { addMeasure } from '@/db/commands/measure'
import { saveOrderCard } from '@/db/commands/order'
import { createRoadMap, importRoadMap } from '@/db/commands/road-map'
import { addSection } from '@/db/commands/section'
import { getFrozen, getOrderCard } from '@/db/queries/order'
import { findPaper } from '@/db/queries/paper'
import { findActorByLogin } from '@/db/queries/session'
import { journal } from '@/db/schema/journal'
import { municipalities } from '@/db/schema/municipality'
import { orders } from '@/db/schema/order'
import { registerEntries } from '@/db/schema/register'
import { roadMapVersions } from '@/db/schema/road-map'
import { routes } from '@/db/schema/route'
import { signOrder } from '@/db/sign-order'
import { freshDatabase } from '@/db/testing/database'
import { NOW, PASSWORD, seedDistricts } from '@/db/testing/districts'
import type { Actor } from '@/lib/access/actor'
import type { Decision } from '@/lib/approval/rules'
import type { SignInput } from '@/lib/order/schema'
import { readRoadMapText } from '@/lib/road-map/import'
import { bytesStore } from '@/lib/store/folder'

/**
 * The story of issue 2 for tests: two districts with people of every role, and acts brought by the commands themselves to the
 * state that a test begins from.
 */

export { NOW, PASSWORD }

export type District = {
  code: string
  id: string
  /** `lawyer` is `lawyer@<code>.test`. */
  actor: (name: string, now?: Date) => Promise<Actor>
}

export async function openStory(now = NOW) {
  const folder = mkdtempSync(join(tmpdir(), 'marshrut-story-'))
  process.env.DATA_DIR = folder
  // Nearly every story begins on the one day: those districts were made once for the whole run.
  const isReady = now.getTime() === NOW.getTime()
  const fresh = await freshDatabase(isReady ? { districtsTo: folder } : {})
  if (!isReady) await seedDistricts(now)
  return {
    fresh,
    home: await district('zabaykalsk', now),
    other: await district('other', now),
    close: async () => {
      await fresh.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export async function district(code: string, now: Date): Promise<District> {
  const [row] = await database()
    .select({ id: municipalities.id })
    .from(municipalities)
    .where(eq(municipalities.code, code))
  return {
    code,
    id: row?.id ?? '',
    actor: async (name, at = now) => {
      const actor = await findActorByLogin(`${name}@${code}.test`, at)
      if (!actor) throw new Error(`There is no ${name} in ${code}.`)
      return actor
    },
  }
}

export const idOf = async (place: District, name: string): Promise<string> => (await place.actor(name)).userId ?? ''

export type Act = { roadMapId: string; versionId: string; orderId: string; sectionId: string; measureId: string }

export const seedText = readFileSync(
  join(import.meta.dirname, '../../lib/road-map/fixtures/order-121-2022.txt'),
  'utf8',
)

export const row = (title: string) => ({
  number: '1',
  title,
  term: 'апрель',
  executors: 'Муниципальный координатор',
  tasks: 'Задачи',
  indicator: 'Протокол',
  extra: [],
})

async function actOf(roadMapId: string): Promise<{ versionId: string; orderId: string }> {
  const [version] = await database()
    .select({ versionId: roadMapVersions.id, orderId: orders.id })
    .from(roadMapVersions)
    .innerJoin(orders, eq(orders.versionId, roadMapVersions.id))
    .where(eq(roadMapVersions.roadMapId, roadMapId))
  if (!version) throw new Error('The map has no act.')
  return version
}

/** A map of one section and one measure with a filled card, ready to be sent. */
export async function draftAct(place: District, now = NOW): Promise<Act> {
  const coordinator = await place.actor('coordinator', now)
  const programmeName = `Проект ${randomUUID()}`
  const { roadMapId } = await createRoadMap(coordinator, { programmeName, year: 2026, pressId: randomUUID() }, now)
  const { versionId, orderId } = await actOf(roadMapId)
  const sectionId = await addSection(
    coordinator,
    { versionId, number: '1', title: 'Организация', pressId: randomUUID() },
    now,
  )
  const measureId = await addMeasure(coordinator, { ...row('Совещание'), sectionId, pressId: randomUUID() }, now)
  await composeCardOf(coordinator, orderId, now)
  return { roadMapId, versionId, orderId, sectionId, measureId }
}

/** The 2022 map from the whole file, and its card. */
export async function importedAct(place: District, year: number, now = NOW) {
  const coordinator = await place.actor('coordinator', now)
  const imported = readRoadMapText(seedText)
  const programmeName = `Проект «500+» ${randomUUID()}`
  const { roadMapId } = await importRoadMap(
    coordinator,
    { programmeName, year, imported, sourceHash: randomUUID(), pressId: randomUUID() },
    now,
  )
  const { versionId, orderId } = await actOf(roadMapId)
  await composeCardOf(coordinator, orderId, now)
  return { roadMapId, versionId, orderId }
}

/** The card as its form sends it. */
export async function cardInput(coordinator: Actor, orderId: string) {
  const { card, bases, bodies, signatories, revision } = await getOrderCard(coordinator, orderId)
  return {
    ...card,
    id: orderId,
    revision,
    bases,
    control: '',
    act: 'save' as 'save' | 'compose',
    annexTitle: card.annexTitle || 'Дорожная карта по реализации проекта «500+» в 2026 году',
    points: card.points.map((text) => ({ text })),
    bodyId: bodies[0]?.id ?? '',
    signatory: signatories[0]?.ref ?? '',
  }
}

async function composeCardOf(coordinator: Actor, orderId: string, now: Date): Promise<void> {
  const basis = {
    kind: 'приказ',
    issuer: 'Министерства образования и науки Забайкальского края',
    date: '01.03.2022',
    number: '160',
    title: '',
  }
  await saveOrderCard(coordinator, { ...(await cardInput(coordinator, orderId)), bases: [basis], act: 'compose' }, now)
}

export async function send(
  place: District,
  orderId: string,
  now = NOW,
  note = 'отправляю с замечаниями',
): Promise<void> {
  const [route] = await database()
    .select({ id: routes.id })
    .from(routes)
    .where(and(eq(routes.municipalityId, place.id), eq(routes.isDefault, true)))
  await sendForApproval(await place.actor('coordinator', now), { id: orderId, routeId: route?.id ?? '', note }, now)
}

export async function sentAct(place: District, now = NOW): Promise<Act> {
  const act = await draftAct(place, now)
  await send(place, act.orderId, now)
  return act
}

/** The decision of `name` in the open round, on the task that waits for him. */
export async function decideAs(
  place: District,
  name: string,
  orderId: string,
  decision: Decision = 'approve',
  now = NOW,
  more = {},
): Promise<void> {
  const actor = await place.actor(name, now)
  await decide(
    actor,
    { taskId: await taskOf(actor, orderId), decision, reason: '', remarkKey: [], remarkText: [], ...more },
    now,
  )
}

export async function taskOf(actor: Actor, orderId: string): Promise<string> {
  const { myTask } = await getFrozen(actor, orderId)
  if (!myTask) throw new Error('No task waits for this person.')
  return myTask.id
}

export async function awaitingAct(place: District, now = NOW): Promise<Act> {
  const act = await sentAct(place, now)
  await decideAs(place, 'lawyer', act.orderId, 'approve', now)
  return act
}

/** What the signing page shows to `actor` and sends back. */
export async function signInput(actor: Actor, id: string, more: Partial<SignInput> = {}): Promise<SignInput> {
  const { round, given, next } = await getFrozen(actor, id)
  const number = next?.printed ?? `№\u00A0${given?.number}${given?.suffix}`
  return {
    id,
    fingerprint: round.fingerprint,
    number,
    date: actor.today,
    password: PASSWORD,
    keyPassword: '',
    way: 'electronic',
    ...more,
  }
}

export async function sign(
  place: District,
  orderId: string,
  way: SignInput['way'] = 'electronic',
  now = NOW,
): Promise<void> {
  const head = await place.actor('head', now)
  await signOrder(head, await signInput(head, orderId, { way }), now)
}

export async function signedAct(place: District, way: SignInput['way'] = 'electronic', now = NOW): Promise<Act> {
  const act = await awaitingAct(place, now)
  await sign(place, act.orderId, way, now)
  return act
}

export async function statusOf(orderId: string): Promise<{ order: string; version: string }> {
  const [found] = await database()
    .select({ order: orders.status, version: roadMapVersions.status })
    .from(orders)
    .innerJoin(roadMapVersions, eq(roadMapVersions.id, orders.versionId))
    .where(eq(orders.id, orderId))
  if (!found) throw new Error('No such act.')
  return found
}

/** The act's own file, as whoever signs it gets it. */
export async function paperBytes(place: District, orderId: string, now = NOW): Promise<Uint8Array> {
  const paper = await findPaper(await place.actor('head', now), orderId, 'order')
  return new Uint8Array(await bytesStore().get(paper?.sha256 ?? ''))
}

/** Rows of the register for this act, in the order in which they were given. */
export const entriesOf = (orderId: string) =>
  database()
    .select({
      id: registerEntries.id,
      number: registerEntries.number,
      date: registerEntries.date,
      state: registerEntries.state,
    })
    .from(registerEntries)
    .where(eq(registerEntries.orderId, orderId))
    .orderBy(registerEntries.number)

/** Actions that the journal holds about these rows, oldest first. */
export async function actionsOn(...ids: string[]): Promise<string[]> {
  const found = await database()
    .select({ action: journal.action })
    .from(journal)
    .where(inArray(journal.subjectId, ids))
    .orderBy(journal.id)
  return found.map((line) => line.action)
}

export const refusal = (code: string, more: object = {}) => expect.objectContaining({ name: 'Refusal', code, ...more })
