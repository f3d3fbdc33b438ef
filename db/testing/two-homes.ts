import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { desc } from 'drizzle-orm'
import { database } from '@/db/client'
import { findActorByLogin } from '@/db/queries/session'
import { journal } from '@/db/schema/journal'
import { municipalities } from '@/db/schema/municipality'
import { roleAssignments, users } from '@/db/schema/person'
import { seedDemonstration } from '@/db/seed'
import { freshDatabase } from '@/db/testing/database'
import type { Actor } from '@/lib/access/actor'
import { DEFAULT_SETTINGS } from '@/lib/municipality/settings'
import { DEFAULT_PROFILE } from '@/lib/order/document'

export const NOW = new Date('2026-03-10T02:00:00Z')

/**
 * The demonstration and beside it a second municipality with an administrator `other-admin@other.test`, in a database and
 * a data folder of their own.
 */
export async function twoHomes() {
  const folder = mkdtempSync(join(tmpdir(), 'marshrut-homes-'))
  process.env.DATA_DIR = folder
  const fresh = await freshDatabase()
  await seedDemonstration('четыре слова подряд', NOW)
  const [other] = await fresh.db
    .insert(municipalities)
    .values({
      code: 'other',
      name: 'Другой район',
      zone: 'Europe/Moscow',
      settings: DEFAULT_SETTINGS,
      profile: DEFAULT_PROFILE,
    })
    .returning({ id: municipalities.id })
  const [stranger] = await fresh.db
    .insert(users)
    .values({
      municipalityId: other?.id ?? '',
      login: 'other-admin@other.test',
      passwordHash: 'нет',
      surname: 'Чужой',
      givenName: 'Иван',
    })
    .returning({ id: users.id })
  await fresh.db.insert(roleAssignments).values({ userId: stranger?.id ?? '', role: 'admin' })
  return {
    fresh,
    close: async () => {
      await fresh.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** `admin` is `admin@zabaykalsk.test`; a name with «@» is taken as it is. */
export async function actorNamed(name: string, now = NOW): Promise<Actor> {
  const actor = await findActorByLogin(name.includes('@') ? name : `${name}@zabaykalsk.test`, now)
  if (!actor) throw new Error(`There is no ${name}.`)
  return actor
}

export const idNamed = async (name: string): Promise<string> => (await actorNamed(name)).userId ?? ''

/** Action of the journal's last line. */
export async function lastRecorded() {
  const [row] = await database().select().from(journal).orderBy(desc(journal.id)).limit(1)
  return row
}
