import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { database } from '@/db/client'
import { signIn } from '@/db/commands/session'
import { createFirst } from '@/db/commands/setup'
import { isNobodyHere } from '@/db/queries/person'
import { findActorByLogin } from '@/db/queries/session'
import { municipalities } from '@/db/schema/municipality'
import { users } from '@/db/schema/person'
import { type FreshDatabase, freshDatabase } from '@/db/testing/database'
import { lastRecorded, NOW } from '@/db/testing/two-homes'
import { setupCode } from '@/lib/system/setup-code'

let fresh: FreshDatabase
const folder = mkdtempSync(join(tmpdir(), 'marshrut-setup-'))
beforeAll(async () => {
  process.env.DATA_DIR = folder
  // Only its presence counts here: it is what makes the program ask for the code.
  process.env.DATABASE_URL = 'postgres://somewhere.invalid/marshrut'
  fresh = await freshDatabase()
})
afterAll(async () => {
  delete process.env.DATABASE_URL
  await fresh.close()
  rmSync(folder, { recursive: true, force: true })
})

const input = (slug: string, login: string) => ({
  surname: 'Первая',
  givenName: 'Анна',
  patronymic: '',
  login,
  password: 'пять слов для входа',
  municipality: 'Новый район',
  slug,
  zone: 'Asia/Yakutsk',
  body: 'Администрация района',
  bodyGenitive: 'Администрации района',
  place: '',
  oneTimeCode: setupCode() ?? '',
})

it('refuses a wrong code, an unknown zone and a weak password, and makes nothing', async () => {
  const right = input('one', 'first@one.test')
  await expect(createFirst({ ...right, oneTimeCode: '00000-00000-00000-00000' }, NOW)).rejects.toMatchObject({
    field: 'oneTimeCode',
  })
  await expect(createFirst({ ...right, oneTimeCode: '' }, NOW)).rejects.toMatchObject({ field: 'oneTimeCode' })
  await expect(createFirst({ ...right, zone: 'Asia/Nowhere' }, NOW)).rejects.toMatchObject({ field: 'zone' })
  await expect(createFirst({ ...right, password: '123' }, NOW)).rejects.toMatchObject({ field: 'password' })
  expect(await isNobodyHere()).toBe(true)
})

it('makes one municipality and one administrator of two set-ups at once, and its code serves no more', async () => {
  const both = await Promise.allSettled([
    createFirst(input('one', 'first@one.test'), NOW),
    createFirst(input('two', 'first@two.test'), NOW),
  ])
  expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await database().select({ id: municipalities.id }).from(municipalities)).toHaveLength(1)
  const [admin] = await database().select({ login: users.login }).from(users)
  expect((await findActorByLogin(admin?.login ?? '', NOW))?.roles).toEqual(['admin'])
  expect(existsSync(join(folder, 'setup-code'))).toBe(false)
  expect((await lastRecorded())?.action).toBe('setup.create')
  await signIn({ login: admin?.login ?? '', password: 'пять слов для входа', agent: '' }, NOW)
})

it('is closed once somebody is here, whatever the code', async () => {
  await expect(createFirst(input('three', 'first@three.test'), NOW)).rejects.toMatchObject({ code: 'conflict' })
})
