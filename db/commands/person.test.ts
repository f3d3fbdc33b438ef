import { and, eq, isNull } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { addPerson, addRole, editPerson, editRole, endPerson, restorePerson, setPassword } from '@/db/commands/person'
import { signIn } from '@/db/commands/session'
import { getPerson, listPeople } from '@/db/queries/person'
import { findSession } from '@/db/queries/session'
import { roleAssignments, users } from '@/db/schema/person'
import { actorNamed, idNamed, lastRecorded, NOW, twoHomes } from '@/db/testing/two-homes'
import type { AddPersonInput } from '@/lib/person/schema'

let close: () => Promise<void>
beforeAll(async () => {
  close = (await twoHomes()).close
})
afterAll(() => close())

const newcomer = (login: string, role: AddPersonInput['role'] = 'clerk'): AddPersonInput => ({
  surname: 'Өлзыева',
  givenName: 'Дарима',
  patronymic: '',
  phone: '',
  post: '',
  workplace: '',
  login,
  role,
  title: '',
})
const OTHERS = ['coordinator', 'lawyer', 'head', 'clerk', 'curator1', 'school1', 'region']
const forbidden = expect.objectContaining({ code: 'forbidden' })

describe('addPerson', () => {
  it('makes a person who signs in with the temporary password and must change it; the password is not recorded', async () => {
    const admin = await actorNamed('admin')
    const { id, password } = await addPerson(admin, newcomer('new@zabaykalsk.test'), 'press-1', NOW)
    const { token } = await signIn({ login: 'new@zabaykalsk.test', password, agent: '' }, NOW)
    expect((await findSession(token, NOW))?.person.mustChangePassword).toBe(true)
    expect((await getPerson(admin, id)).roles).toMatchObject([
      { role: 'clerk', validFrom: '2026-03-10', isInForce: true },
    ])
    const again = await addPerson(admin, newcomer('new@zabaykalsk.test'), 'press-1', NOW)
    expect(again).toEqual({ id, password })
  })

  it('is recorded without the password', async () => {
    const { id, password } = await addPerson(
      await actorNamed('admin'),
      newcomer('recorded@zabaykalsk.test'),
      'press-2',
      NOW,
    )
    const line = await lastRecorded()
    expect(line).toMatchObject({ action: 'user.add', subjectId: id })
    expect(JSON.stringify(line)).not.toContain(password)
  })

  it('refuses a name that is taken, also by another municipality', async () => {
    const admin = await actorNamed('admin')
    for (const login of ['head@zabaykalsk.test', 'other-admin@other.test']) {
      await expect(addPerson(admin, newcomer(login), `press ${login}`, NOW)).rejects.toMatchObject({
        code: 'invalid',
        field: 'login',
      })
    }
  })
})

describe('who may look after people', () => {
  it.each(OTHERS)('not %s', async (name) => {
    const actor = await actorNamed(name)
    const id = await idNamed('clerk')
    await expect(addPerson(actor, newcomer('x@zabaykalsk.test'), 'press', NOW)).rejects.toEqual(forbidden)
    await expect(setPassword(actor, { id }, 'press', NOW)).rejects.toEqual(forbidden)
    await expect(endPerson(actor, { id }, NOW)).rejects.toEqual(forbidden)
    await expect(
      addRole(actor, { userId: id, role: 'admin', title: '', validFrom: null, validTo: null }, NOW),
    ).rejects.toEqual(forbidden)
    await expect(listPeople(actor)).rejects.toEqual(forbidden)
    await expect(getPerson(actor, id)).rejects.toEqual(forbidden)
  })

  it("not another municipality's administrator: the person does not exist for him", async () => {
    const stranger = await actorNamed('other-admin@other.test')
    const id = await idNamed('clerk')
    const missing = expect.objectContaining({ code: 'not_found' })
    const [role] = await database()
      .select({ id: roleAssignments.id })
      .from(roleAssignments)
      .where(eq(roleAssignments.userId, id))
    await expect(getPerson(stranger, id)).rejects.toEqual(missing)
    await expect(setPassword(stranger, { id }, 'press', NOW)).rejects.toEqual(missing)
    await expect(endPerson(stranger, { id }, NOW)).rejects.toEqual(missing)
    await expect(restorePerson(stranger, { id }, NOW)).rejects.toEqual(missing)
    await expect(editPerson(stranger, { ...newcomer('y@other.test'), id, revision: 1 }, NOW)).rejects.toEqual(missing)
    await expect(
      addRole(stranger, { userId: id, role: 'clerk', title: '', validFrom: null, validTo: null }, NOW),
    ).rejects.toEqual(missing)
    await expect(
      editRole(stranger, { id: role?.id ?? '', title: '', validFrom: null, validTo: null }, NOW),
    ).rejects.toEqual(missing)
    expect((await listPeople(stranger)).map((person) => person.login)).toEqual(['other-admin@other.test'])
  })
})

describe('editPerson', () => {
  it('refuses the second of two who opened the same card, and keeps the first', async () => {
    const admin = await actorNamed('admin')
    const id = await idNamed('curator2')
    const card = {
      id,
      revision: 1,
      surname: 'Кузнецов',
      givenName: 'Пётр',
      patronymic: '',
      phone: '',
      post: '',
      workplace: '',
      login: 'curator2@zabaykalsk.test',
    }
    await editPerson(admin, card, NOW)
    expect(await lastRecorded()).toMatchObject({
      action: 'user.edit',
      before: { givenName: 'Павел' },
      after: { givenName: 'Пётр' },
    })
    await expect(editPerson(admin, { ...card, givenName: 'Фёдор' }, NOW)).rejects.toMatchObject({
      code: 'conflict',
      details: { isElsewhere: true },
    })
    expect((await getPerson(admin, id)).givenName).toBe('Пётр')
  })
})

describe('setPassword', () => {
  it("ends the person's sessions and serves the second press with the same password", async () => {
    const admin = await actorNamed('admin')
    const id = await idNamed('school1')
    const { token } = await signIn(
      { login: 'school1@zabaykalsk.test', password: 'четыре слова подряд', agent: '' },
      NOW,
    )
    const password = await setPassword(admin, { id }, 'press-s', NOW)
    expect(await setPassword(admin, { id }, 'press-s', NOW)).toBe(password)
    expect(await findSession(token, NOW)).toBeUndefined()
    await expect(
      signIn({ login: 'school1@zabaykalsk.test', password: 'четыре слова подряд', agent: '' }, NOW),
    ).rejects.toThrow()
    await signIn({ login: 'school1@zabaykalsk.test', password, agent: '' }, NOW)
  })
})

describe('endPerson', () => {
  it('refuses one who is in post or in a route, and says where', async () => {
    const admin = await actorNamed('admin')
    await expect(endPerson(admin, { id: await idNamed('head') }, NOW)).rejects.toThrow(/Глава муниципального района/)
    await expect(endPerson(admin, { id: await idNamed('lawyer') }, NOW)).rejects.toThrow(/маршруте/)
  })

  it('closes the door at once, and opens it again by restoring', async () => {
    const admin = await actorNamed('admin')
    const id = await idNamed('school2')
    const entry = { login: 'school2@zabaykalsk.test', password: 'четыре слова подряд', agent: '' }
    const { token } = await signIn(entry, NOW)
    await endPerson(admin, { id }, NOW)
    expect(await findSession(token, NOW)).toBeUndefined()
    await expect(signIn(entry, NOW)).rejects.toThrow()
    await expect(endPerson(admin, { id }, NOW)).rejects.toMatchObject({ code: 'conflict' })
    await restorePerson(admin, { id }, NOW)
    expect((await lastRecorded())?.action).toBe('user.restore')
    await signIn(entry, NOW)
  })
})

describe('the last administrator', () => {
  const adminRole = async (login: string) => {
    const [row] = await database()
      .select({ id: roleAssignments.id })
      .from(roleAssignments)
      .innerJoin(users, eq(users.id, roleAssignments.userId))
      .where(and(eq(users.login, login), eq(roleAssignments.role, 'admin')))
    return row?.id ?? ''
  }

  it('can neither be ended nor have his role ended, now or on a later day', async () => {
    const admin = await actorNamed('admin')
    const id = await adminRole('admin@zabaykalsk.test')
    await expect(endPerson(admin, { id: await idNamed('admin') }, NOW)).rejects.toMatchObject({ code: 'conflict' })
    for (const days of [
      { validFrom: null, validTo: '2026-03-09' },
      { validFrom: null, validTo: '2040-01-01' },
      { validFrom: '2026-03-11', validTo: null },
    ]) {
      await expect(editRole(admin, { id, title: '', ...days }, NOW)).rejects.toMatchObject({ code: 'conflict' })
    }
  })

  it('may hand over to a successor from the next day', async () => {
    const admin = await actorNamed('admin')
    await addRole(
      admin,
      { userId: await idNamed('clerk'), role: 'admin', title: '', validFrom: '2026-07-01', validTo: null },
      NOW,
    )
    const id = await adminRole('admin@zabaykalsk.test')
    await editRole(admin, { id, title: '', validFrom: null, validTo: '2026-06-30' }, NOW)
    expect((await lastRecorded())?.action).toBe('role.edit')
    await editRole(admin, { id, title: '', validFrom: null, validTo: null }, NOW)
  })

  it('remains when two administrators end each other at once', async () => {
    const admin = await actorNamed('admin')
    await editRole(
      admin,
      { id: await adminRole('clerk@zabaykalsk.test'), title: '', validFrom: null, validTo: null },
      NOW,
    )
    const second = await actorNamed('clerk')
    const both = await Promise.allSettled([
      endPerson(admin, { id: second.userId ?? '' }, NOW),
      endPerson(second, { id: admin.userId ?? '' }, NOW),
    ])
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    const left = await database()
      .select({ id: users.id })
      .from(users)
      .innerJoin(roleAssignments, and(eq(roleAssignments.userId, users.id), eq(roleAssignments.role, 'admin')))
      .where(and(eq(users.municipalityId, admin.municipalityId ?? ''), isNull(users.endedAt)))
    expect(left).toHaveLength(1)
  })
})

it('the same role twice on one day is refused', async () => {
  const admin = await actorNamed('other-admin@other.test')
  const again = {
    userId: admin.userId ?? '',
    role: 'admin' as const,
    title: '',
    validFrom: '2026-05-01',
    validTo: null,
  }
  await expect(addRole(admin, again, NOW)).rejects.toMatchObject({ code: 'invalid', field: 'validFrom' })
})
