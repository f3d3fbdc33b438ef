import { describe, expect, it } from 'vitest'
import { browserName } from './browser-name'
import { periodText } from './labels'
import {
  addDeputySchema,
  addPersonSchema,
  addRoleSchema,
  changePasswordSchema,
  loginField,
  setupSchema,
} from './schema'

const person = { surname: 'Иванова', givenName: 'Наталья', login: 'ivanova@x.test', role: 'coordinator' }
const id = '0ca6e12a-7328-42fb-aa8d-7e6aa9db8b1b'
const errorsOf = (result: { error?: { issues: { path: PropertyKey[] }[] } | undefined }) =>
  result.error?.issues.map((issue) => issue.path.join('.'))

describe('a person’s form', () => {
  it('keeps names of any people of Russia, one letter for one, and lower-cases the sign-in name', () => {
    const read = addPersonSchema.parse({
      ...person,
      surname: '  Өнөр-Һайдаров ',
      givenName: 'Алексеи\u0306',
      login: ' И\u0306ванова@X.test ',
    })
    expect(read).toMatchObject({
      surname: 'Өнөр-Һайдаров',
      givenName: 'Алексей',
      login: 'йванова@x.test',
      patronymic: '',
      phone: '',
      title: '',
    })
  })

  it('refuses blank names, the region’s role and roles that do not exist', () => {
    expect(errorsOf(addPersonSchema.safeParse({ ...person, surname: ' \u00A0\u200B' }))).toEqual(['surname'])
    for (const role of ['region', 'root', ''])
      expect(errorsOf(addPersonSchema.safeParse({ ...person, role }))).toEqual(['role'])
    expect(errorsOf(addPersonSchema.safeParse({ ...person, surname: 'а'.repeat(101) }))).toEqual(['surname'])
  })

  it('takes no municipality, id or hash from outside', () => {
    const read = addPersonSchema.parse({ ...person, municipalityId: id, passwordHash: 'x', id, isAdmin: 'on' })
    expect(Object.keys(read).sort()).toEqual([
      'givenName',
      'login',
      'patronymic',
      'phone',
      'post',
      'role',
      'surname',
      'title',
      'workplace',
    ])
  })

  it.each(['"e@attacker.com"@victim.com', 'a,b@x.test', 'a b', 'e＠x.test', '‮evil', 'ab', '<x>', 'a\u0000b'])(
    'takes no «%s» for a sign-in name',
    (login) => expect(loginField.safeParse(login).success).toBe(false),
  )
})

describe('days', () => {
  it('are read as a person types them, empty is open, and the last is not before the first', () => {
    const role = { userId: id, role: 'clerk', title: '' }
    expect(addRoleSchema.parse({ ...role, validFrom: '1.3.26', validTo: '' })).toMatchObject({
      validFrom: '2026-03-01',
      validTo: null,
    })
    expect(errorsOf(addRoleSchema.safeParse({ ...role, validFrom: '02.03.2026', validTo: '01.03.2026' }))).toEqual([
      'validTo',
    ])
    expect(errorsOf(addRoleSchema.safeParse({ ...role, validFrom: '31.02.2026' }))).toEqual(['validFrom'])
    const deputy = { principalId: id, deputyId: id, basis: 'отпуск', validFrom: '1.3.26', validTo: '' }
    expect(errorsOf(addDeputySchema.safeParse(deputy))).toEqual(['validTo'])
  })

  it('are told in words', () => {
    expect(periodText({ validFrom: null, validTo: null })).toBe('бессрочно')
    expect(periodText({ validFrom: '2026-03-01', validTo: '2026-05-31' })).toBe('с 01.03.2026 по 31.05.2026')
    expect(periodText({ validFrom: '2026-03-01', validTo: '2026-02-28' })).toBe('отменено до начала')
  })
})

describe('passwords typed twice', () => {
  it('must be the same', () => {
    expect(
      errorsOf(changePasswordSchema.safeParse({ current: 'а', password: 'новый', passwordAgain: 'иной' })),
    ).toEqual(['passwordAgain'])
    const setup = {
      ...person,
      password: 'слово',
      passwordAgain: 'слово',
      municipality: 'Район',
      zone: 'Asia/Chita',
      body: 'Администрация',
      bodyGenitive: 'Администрации',
    }
    expect(setupSchema.safeParse({ ...setup, slug: 'Zab-1' }).data?.slug).toBe('zab-1')
    for (const slug of ['', '1a', 'a', 'район', 'a b', '../x'])
      expect(errorsOf(setupSchema.safeParse({ ...setup, slug }))).toEqual(['slug'])
  })
})

it('names browsers as people know them', () => {
  expect(browserName('Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/120 YaBrowser/24.1 Safari/537')).toBe(
    'Яндекс Браузер, Windows',
  )
  expect(browserName('Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko Firefox/120.0')).toBe('Firefox, Linux')
  expect(browserName('Mozilla/5.0 (iPhone; CPU iPhone OS 17 like Mac OS X) Version/17 Safari/604')).toBe('Safari, iOS')
  expect(browserName('<script>')).toBe('Неизвестный браузер')
})
