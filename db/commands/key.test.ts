import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addKey, endKey, issueTestKeyFor } from '@/db/commands/key'
import { findKeyOf, listKeys } from '@/db/queries/key'
import { actorNamed, idNamed, lastRecorded, NOW, twoHomes } from '@/db/testing/two-homes'
import { issueTestKey, openKeyFile, readKeyFile } from '@/lib/signature/key-folder'

let close: () => Promise<void>
beforeAll(async () => {
  close = (await twoHomes()).close
})
afterAll(() => close())

const head = { commonName: 'Мочалов Андрей Викторович', surname: 'Мочалов', givenName: 'Андрей Викторович' }
const fileOf = (id: string) => join(process.env.DATA_DIR ?? '', 'keys', `${id}.p12`)

describe('an uploaded key', () => {
  it('ends the former one, opens with the password of each signing, and keeps no password', async () => {
    const admin = await actorNamed('admin')
    const { pkcs12, password } = await issueTestKey(head, NOW)
    const input = { userId: await idNamed('head'), password, keep: false, bytes: pkcs12 }
    const id = await addKey(admin, input, 'press-1', NOW)
    expect(await addKey(admin, input, 'press-1', NOW)).toBe(id)
    const line = await lastRecorded()
    expect(line).toMatchObject({ action: 'key.add', subjectId: id, after: { passwordKept: false } })
    expect(JSON.stringify(line)).not.toContain(password)
    const row = await findKeyOf(await actorNamed('head'), input.userId)
    expect(row).toMatchObject({ id, sealedPassword: null, subject: head.commonName })
    await openKeyFile({ id, sealedPassword: null }, password)
    await expect(openKeyFile({ id, sealedPassword: null }, 'не тот')).rejects.toMatchObject({
      code: 'invalid',
      field: 'password',
    })
    expect((await listKeys(admin)).filter((key) => key.endedAt === null)).toHaveLength(1)
  })

  it('with a kept password opens by itself, and the sealed text is not the password', async () => {
    const { pkcs12, password } = await issueTestKey(head, NOW)
    const id = await addKey(
      await actorNamed('admin'),
      { userId: await idNamed('head'), password, keep: true, bytes: pkcs12 },
      'press-2',
      NOW,
    )
    const row = await findKeyOf(await actorNamed('head'), await idNamed('head'))
    expect(row?.sealedPassword).not.toContain(password)
    await openKeyFile({ id, sealedPassword: row?.sealedPassword ?? null })
  })

  it("is refused with a wrong password, of another's name, expired, empty, or no key at all", async () => {
    const admin = await actorNamed('admin')
    const userId = await idNamed('head')
    const { pkcs12, password } = await issueTestKey(head, NOW)
    const add = (change: object, now = NOW) =>
      addKey(admin, { userId, password, keep: false, bytes: pkcs12, ...change }, `p ${JSON.stringify(change)}`, now)
    await expect(add({ password: 'не тот' })).rejects.toMatchObject({ field: 'password' })
    await expect(add({ userId: await idNamed('lawyer') })).rejects.toThrow(/другому лицу/)
    await expect(add({}, new Date('2030-01-01T00:00:00Z'))).rejects.toThrow(/истёк/)
    await expect(add({ bytes: new Uint8Array() })).rejects.toMatchObject({ field: 'key' })
    await expect(add({ bytes: new TextEncoder().encode('привет') })).rejects.toMatchObject({ field: 'key' })
  })
})

describe('a test certificate', () => {
  it('is issued for another signatory and says that it is a test', async () => {
    const admin = await actorNamed('admin')
    const id = await issueTestKeyFor(admin, { userId: await idNamed('lawyer') }, 'press-3', NOW)
    expect(await issueTestKeyFor(admin, { userId: await idNamed('lawyer') }, 'press-3', NOW)).toBe(id)
    expect((await listKeys(admin)).find((key) => key.id === id)).toMatchObject({ isTest: true, isPasswordKept: true })
  })
})

describe('an ended key', () => {
  it('signs nothing more; its file and password are gone, its certificate stays', async () => {
    const admin = await actorNamed('admin')
    const userId = await idNamed('head')
    const row = await findKeyOf(await actorNamed('head'), userId)
    const id = row?.id ?? ''
    expect(existsSync(fileOf(id))).toBe(true)
    await endKey(admin, { id }, NOW)
    expect(existsSync(fileOf(id))).toBe(false)
    expect(() => readKeyFile(id)).toThrow(/Загрузите ключ заново/)
    expect(await findKeyOf(await actorNamed('head'), userId)).toBeUndefined()
    expect((await listKeys(admin)).find((key) => key.id === id)).toMatchObject({
      isPasswordKept: false,
      serial: row?.serial,
    })
    await expect(endKey(admin, { id }, NOW)).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('who keeps keys', () => {
  it.each(['coordinator', 'lawyer', 'head', 'clerk', 'curator1', 'school1', 'region'])('not %s', async (name) => {
    const actor = await actorNamed(name)
    const [key] = await listKeys(await actorNamed('admin'))
    const userId = await idNamed('head')
    await expect(listKeys(actor)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(issueTestKeyFor(actor, { userId }, 'p', NOW)).rejects.toMatchObject({ code: 'forbidden' })
    const bytes = new Uint8Array(1)
    await expect(addKey(actor, { userId, password: '', keep: false, bytes }, 'p', NOW)).rejects.toMatchObject({
      code: 'forbidden',
    })
    // The region's people see no row of a municipality at all.
    const code = name === 'region' ? 'not_found' : 'forbidden'
    await expect(endKey(actor, { id: key?.id ?? '' }, NOW)).rejects.toMatchObject({ code })
  })

  it("not another municipality's administrator", async () => {
    const stranger = await actorNamed('other-admin@other.test')
    const [key] = await listKeys(await actorNamed('admin'))
    await expect(endKey(stranger, { id: key?.id ?? '' }, NOW)).rejects.toMatchObject({ code: 'not_found' })
    await expect(issueTestKeyFor(stranger, { userId: await idNamed('head') }, 'p', NOW)).rejects.toMatchObject({
      code: 'not_found',
    })
    expect(await listKeys(stranger)).toEqual([])
  })
})
