import { createHash, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite'
import { drizzle as drizzlePostgres } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { type Database, type OpenedDatabase, setDatabase } from '@/db/client'
import { decide, sendForApproval } from '@/db/commands/approval'
import { saveOrderCard } from '@/db/commands/order'
import { publishOrder } from '@/db/commands/publication'
import { importRoadMap } from '@/db/commands/road-map'
import { signIn } from '@/db/commands/session'
import { openDatabase } from '@/db/open'
import { getFrozen, getOrderCard, getSending } from '@/db/queries/order'
import { findPublished } from '@/db/queries/publication'
import { getRoadMap } from '@/db/queries/road-map'
import { findActorByLogin, findSession, tokenHash } from '@/db/queries/session'
import * as schema from '@/db/schema/all'
import { seedDemonstration } from '@/db/seed'
import { signOrder } from '@/db/sign-order'
import type { Actor } from '@/lib/access/actor'
import { readRoadMapText } from '@/lib/road-map/import'

const PASSWORD = 'bench-password'
const SOURCE = join(import.meta.dirname, '../lib/road-map/fixtures/order-121-2022.txt')

/** One statement as the program sends it to its driver; the session's hash and the clock stand as markers. */
export type Statement = { sql: string; params: unknown[] }
export const HASH_MARK = '$session-hash'
export const CLOCK_MARK = '$now'

export type Prepared = {
  /** A session's cookie of the coordinator. */
  token: string
  signedInPath: string
  draftPath: string
  /** The card of the draft's order, with a form of many fields. */
  cardPath: string
  publishedPath: string
  /** What each page asks of the database, in its order. */
  statements: { signedIn: Statement[]; draft: Statement[]; published: Statement[] }
}

const actorOf = async (name: string, now: Date): Promise<Actor> => {
  const actor = await findActorByLogin(`${name}@zabaykalsk.test`, now)
  if (!actor) throw new Error(`The demonstration has no «${name}».`)
  return actor
}

/**
 * Fills an empty database by the program's own commands: the demonstration, the map of 2022 approved, signed and published,
 * and the same map once more as a draft. Keys and papers go to the process's DATA_DIR.
 */
export async function prepareStory(place: { databaseUrl?: string; dataDir: string }, now: Date): Promise<Prepared> {
  const opened = await openDatabase(place)
  setDatabase(opened)
  try {
    await seedDemonstration(PASSWORD, now)
    const text = readFileSync(SOURCE, 'utf8')
    const coordinator = await actorOf('coordinator', now)
    const mapId = await importMap(coordinator, text, { programmeName: 'Проект «500+»', year: 2022 }, now)
    const publicId = await publishMap(coordinator, mapId, now)
    const draftId = await importMap(coordinator, text, { programmeName: 'Проект «500+», повторно', year: 2023 }, now)
    const { token } = await signIn({ login: 'coordinator@zabaykalsk.test', password: PASSWORD, agent: 'bench' }, now)
    return {
      token,
      signedInPath: `/road-maps/${mapId}`,
      draftPath: `/road-maps/${draftId}`,
      cardPath: `/orders/${(await getRoadMap(coordinator, draftId)).version.orderId}/edit`,
      publishedPath: `/published/${publicId}`,
      statements: await recordStatements(opened, place.databaseUrl, { token, mapId, draftId, publicId }, now),
    }
  } finally {
    setDatabase(undefined)
    await opened.close()
  }
}

async function importMap(
  actor: Actor,
  text: string,
  programme: { programmeName: string; year: number },
  now: Date,
): Promise<string> {
  const sourceHash = createHash('sha256').update(text).digest('hex')
  const imported = readRoadMapText(text)
  const { roadMapId } = await importRoadMap(actor, { ...programme, imported, sourceHash, pressId: randomUUID() }, now)
  return roadMapId
}

async function publishMap(coordinator: Actor, mapId: string, now: Date): Promise<string> {
  const { version } = await getRoadMap(coordinator, mapId)
  const id = version.orderId ?? ''
  const card = await getOrderCard(coordinator, id)
  const signatory = card.signatory || (card.signatories[0]?.ref ?? '')
  const basis = {
    kind: 'приказ',
    issuer: 'Министерства образования и науки Забайкальского края',
    date: '01.03.2022',
    number: '160',
    title: '',
  }
  const fields = {
    annexTitle: card.card.annexTitle,
    control: '',
    title: '',
    preamble: '',
    operativeWord: '',
    points: [],
    effectiveOn: null,
  }
  await saveOrderCard(
    coordinator,
    {
      id,
      revision: card.revision,
      kind: card.card.kind,
      bodyId: card.bodyId,
      signatory,
      ...fields,
      bases: [basis],
      act: 'compose',
    },
    now,
  )
  const routeId = (await getSending(coordinator, id)).routes[0]?.id ?? ''
  await sendForApproval(coordinator, { id, routeId, note: 'Карта составлена по приказу № 160.' }, now)
  const lawyer = await actorOf('lawyer', now)
  const taskId = (await getFrozen(lawyer, id)).myTask?.id ?? ''
  await decide(lawyer, { taskId, decision: 'approve', reason: '', remarkKey: [], remarkText: [] }, now)
  const head = await actorOf('head', now)
  const shown = await getFrozen(head, id)
  await signOrder(
    head,
    {
      id,
      fingerprint: shown.round.fingerprint,
      number: shown.next?.printed ?? '',
      date: head.today,
      password: PASSWORD,
      keyPassword: '',
      way: 'electronic',
    },
    now,
  )
  return (await publishOrder(await actorOf('clerk', now), { orderId: id }, now)).publicId
}

/** Runs the pages' own queries on a handle that writes down what it sends, so that the bare server sends the very same. */
async function recordStatements(
  opened: OpenedDatabase,
  databaseUrl: string | undefined,
  ids: { token: string; mapId: string; draftId: string; publicId: string },
  now: Date,
): Promise<Prepared['statements']> {
  let sent: Statement[] = []
  const hash = tokenHash(ids.token)
  const marked = (value: unknown) =>
    value === hash ? HASH_MARK : value instanceof Date || value === now.toISOString() ? CLOCK_MARK : value
  const logger = { logQuery: (sql: string, params: unknown[]) => sent.push({ sql, params: params.map(marked) }) }
  const client = databaseUrl ? postgres(databaseUrl, { max: 1, onnotice: () => {} }) : undefined
  const db = (client
    ? drizzlePostgres(client, { schema, logger })
    : drizzlePglite(opened.embedded as never, { schema, logger })) as unknown as Database
  setDatabase({ ...opened, db })
  const during = async (work: () => Promise<unknown>) => {
    sent = []
    await work()
    return sent
  }
  const asSignedIn = (id: string) => async () => {
    const session = await findSession(ids.token, now)
    if (!session) throw new Error('The session just opened is not found.')
    await getRoadMap(session.actor, id)
  }
  try {
    return {
      signedIn: await during(asSignedIn(ids.mapId)),
      draft: await during(asSignedIn(ids.draftId)),
      published: await during(() => findPublished(ids.publicId)),
    }
  } finally {
    setDatabase(opened)
    await client?.end()
  }
}
