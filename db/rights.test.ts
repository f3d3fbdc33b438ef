import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { count } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database, setDatabase } from '@/db/client'
import { signIn } from '@/db/commands/session'
import { TABLE, WHO, WITHOUT_ACTOR } from '@/db/rights.table'
import { journal } from '@/db/schema/journal'
import { CALLS } from '@/db/testing/rights-calls'
import { makeScene, type Scene } from '@/db/testing/rights-scene'
import { NOW, openStory, PASSWORD } from '@/db/testing/story'
import type { Actor } from '@/lib/access/actor'
import { Refusal } from '@/lib/shared/refusal'
import { issueTestKey } from '@/lib/signature/key-folder'

let story: Awaited<ReturnType<typeof openStory>>
let own: Scene
let foreign: Scene
let actors: Actor[]
let key: Awaited<ReturnType<typeof issueTestKey>>

beforeAll(async () => {
  story = await openStory()
  own = await makeScene(story.home)
  foreign = await makeScene(story.other)
  actors = await Promise.all(WHO.map((name) => story.home.actor(name)))
  for (const name of WHO) await signIn({ login: `${name}@zabaykalsk.test`, password: PASSWORD, agent: '' }, NOW)
  key = await issueTestKey({ commonName: 'Мочалов Андрей Викторович' }, NOW)
  // Two districts with rows of every noun in every state.
}, 120_000)
afterAll(() => story.close())

const isQuery = (name: string) => name.startsWith('queries/')
const functionOf = (name: string) => name.split(' · ')[0] ?? ''
/** Acts that are nobody's change of a row: a password asked again. */
const UNRECORDED = ['session.demandOwnPassword']

const isEmpty = (answer: unknown) =>
  answer === undefined || answer === null || (Array.isArray(answer) && answer.length === 0)
const UNDO = new Error('undo')

/** One call in a transaction that is always undone, as the cell's letter. What it must not do besides is asserted here. */
async function cell(name: string, actor: Actor, rows: Scene): Promise<string> {
  let letter = '?'
  const undone = story.fresh.db.transaction(async (tx) => {
    setDatabase({ ...story.fresh.opened, db: tx })
    try {
      const lines = async () => (await database().select({ total: count() }).from(journal))[0]?.total ?? 0
      const before = await lines()
      let recorded = 0
      try {
        const answer = await CALLS[name]?.(actor, rows, own, key)
        letter = isQuery(name) && isEmpty(answer) ? 'E' : 'A'
        recorded = (await lines()) - before
        const told = JSON.stringify(answer) ?? ''
        if (rows === own)
          for (const id of idsOf(foreign))
            expect(told.includes(id), `${name} tells ${actor.name} of another municipality's row`).toBe(false)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        letter = { forbidden: 'F', not_found: 'N', conflict: 'c', invalid: 'i' }[error.code]
        recorded = (await lines()) - before
      }
      const isRecorded = letter === 'A' && !isQuery(name) && !UNRECORDED.includes(name)
      expect(recorded > 0, `${name} by ${actor.name}: lines of the journal`).toBe(isRecorded)
      throw UNDO
    } finally {
      setDatabase(story.fresh.opened)
    }
  })
  await undone.catch((error) => {
    if (error !== UNDO) throw error
  })
  return letter
}

const idsOf = (scene: Scene): string[] =>
  Object.values(scene)
    .flatMap((value) => (typeof value === 'string' ? [value] : Object.values(value)))
    .filter((text): text is string => /^[0-9a-f-]{36}$/.test(String(text)))

async function line(name: string, rows: Scene): Promise<string> {
  let letters = ''
  for (const actor of actors) letters += await cell(name, actor, rows)
  return letters
}

describe('the table of rights (rulings E)', () => {
  it('names every exported function of commands and queries, and none that does not exist', async () => {
    const found: string[] = []
    for (const [folder, prefix] of [
      ['commands', ''],
      ['queries', 'queries/'],
    ] as const) {
      const path = join(import.meta.dirname, folder)
      for (const file of readdirSync(path).filter((one) => one.endsWith('.ts') && !one.endsWith('.test.ts'))) {
        const module: Record<string, unknown> = await import(join(path, file))
        const source = readFileSync(join(path, file), 'utf8')
        for (const name of Object.keys(module).filter((one) => typeof module[one] === 'function')) {
          const full = `${prefix}${file.replace('.ts', '')}.${name}`
          found.push(full)
          const takesActor = new RegExp(`function ${name}\\(\\s*actor: Actor`).test(source)
          expect(takesActor && full in WITHOUT_ACTOR, `${full} takes an actor and is listed as one that does not`).toBe(
            false,
          )
        }
      }
    }
    const told = new Set([...Object.keys(TABLE).map(functionOf), ...Object.keys(WITHOUT_ACTOR)])
    expect([...told].sort()).toEqual(found.sort())
  })

  it('has a call for every line', () => expect(Object.keys(CALLS).sort()).toEqual(Object.keys(TABLE).sort()))

  it.each(Object.keys(TABLE))('%s', async (name) => {
    const [expectedOwn, expectedForeign] = TABLE[name] ?? ['', '']
    expect(await line(name, own), `columns: ${WHO.join(', ')}; own rows`).toBe(expectedOwn)
    if (expectedForeign !== '-')
      expect(await line(name, foreign), `columns: ${WHO.join(', ')}; another municipality's rows`).toBe(expectedForeign)
  })
})
