import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { signIn } from '@/db/commands/session'
import { findKeyOf } from '@/db/queries/key'
import { findActorByLogin, findSession } from '@/db/queries/session'
import { municipalities } from '@/db/schema/municipality'
import { users } from '@/db/schema/person'
import { seedDemonstration } from '@/db/seed'
import { listSignatories } from '@/db/signatories'
import { type FreshDatabase, freshDatabase } from '@/db/testing/database'
import { openKeyFile } from '@/lib/signature/key-folder'
import { certificateDefects } from '@/lib/signature/key-store'

const now = new Date('2026-03-10T02:00:00Z')
let fresh: FreshDatabase
const dataDir = mkdtempSync(join(tmpdir(), 'marshrut-seed-'))

beforeAll(async () => {
  process.env.DATA_DIR = dataDir
  fresh = await freshDatabase()
})
afterAll(async () => {
  await fresh.close()
  rmSync(dataDir, { recursive: true, force: true })
})

describe('the demonstration', () => {
  it('is loaded by one of two starts at once, and never again', async () => {
    const both = await Promise.all([
      seedDemonstration('четыре слова подряд', now),
      seedDemonstration('другие слова тут', now),
    ])
    expect(both.map((seeded) => seeded.created).sort()).toEqual([false, true])
    expect(await database().select({ id: users.id }).from(users)).toHaveLength(10)
    const again = await seedDemonstration('третий', now)
    expect(again.created).toBe(false)
    expect(again.logins).toContain('region@zabaykalsk.test')
    expect(again.logins).toHaveLength(10)
  })

  it('lets everybody in with the password that it shows at each later start', async () => {
    const { logins, password } = await seedDemonstration('не этот', now)
    for (const login of logins) {
      const { token } = await signIn({ login, password, agent: '' }, now)
      expect((await findSession(token, now))?.person.login).toBe(login)
    }
  })

  it('gives each name the role that its name says, the region no municipality', async () => {
    const roles = Object.fromEntries(
      await Promise.all(
        ['admin', 'coordinator', 'lawyer', 'head', 'clerk', 'curator1', 'school2', 'region'].map(async (name) => {
          const actor = await findActorByLogin(`${name}@zabaykalsk.test`, now)
          return [name, [actor?.roles, actor?.municipalityId === null]] as const
        }),
      ),
    )
    expect(roles).toEqual({
      admin: [['admin'], false],
      coordinator: [['coordinator'], false],
      lawyer: [['approver'], false],
      head: [['signatory'], false],
      clerk: [['clerk'], false],
      curator1: [['curator'], false],
      school2: [['school'], false],
      region: [['region'], true],
    })
  })

  it('gives the head a post and a test key that opens and is usable', async () => {
    const head = await findActorByLogin('head@zabaykalsk.test', now)
    const [home] = await database().select({ id: municipalities.id }).from(municipalities)
    const [signatory] = await listSignatories(database(), home?.id ?? '', '2026-03-10')
    expect(signatory).toMatchObject({ name: 'А.В.\u00A0Мочалов', post: 'Глава муниципального района', isActing: false })
    const key = head && (await findKeyOf(head, signatory?.userId ?? ''))
    expect(key?.isTest).toBe(true)
    const opened = await openKeyFile(key ?? { id: '', sealedPassword: null })
    expect(certificateDefects(opened.certificate, { now, expectedHolder: signatory?.fullName ?? '' })).toEqual([])
    // The start that came second leaves no key behind.
    expect(readdirSync(join(dataDir, 'keys'))).toEqual([`${key?.id}.p12`])
  })

  it('hides the key from everybody but its owner', async () => {
    const [head] = await database().select({ id: users.id }).from(users).where(eq(users.login, 'head@zabaykalsk.test'))
    for (const name of ['admin', 'coordinator', 'lawyer', 'clerk', 'region']) {
      const actor = await findActorByLogin(`${name}@zabaykalsk.test`, now)
      expect(actor && (await findKeyOf(actor, head?.id ?? ''))).toBeUndefined()
    }
  })
})
