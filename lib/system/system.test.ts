import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { now } from './clock'
import { EnvironmentError, readEnvironment } from './env'
import { logLine } from './log'
import { derivedSecret, SealBroken, seal, unseal, unsealText } from './secret'

const folder = mkdtempSync(join(tmpdir(), 'marshrut-system-'))
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => vi.unstubAllEnvs())

describe('the settings', () => {
  it('are complete without any', () => {
    const settings = readEnvironment({})
    expect(settings).toMatchObject({ port: 3000, dataDir: '.data', demonstration: true })
    expect(settings.databaseUrl).toBeUndefined()
  })

  it('load no demonstration into a server or when told not to', () => {
    expect(readEnvironment({ DATABASE_URL: 'postgres://a/b' }).demonstration).toBe(false)
    expect(readEnvironment({ DEMO: '0' }).demonstration).toBe(false)
  })

  it('refuse what cannot be, each in Russian', () => {
    const wrong = {
      PORT: '99999',
      DATABASE_URL: 'mysql://x',
      APP_URL: 'javascript:alert(1)',
      APP_SECRET: 'x'.repeat(40),
    }
    expect(() => readEnvironment(wrong)).toThrow(EnvironmentError)
    for (const name of ['PORT', 'DATABASE_URL', 'APP_URL', 'APP_SECRET']) {
      expect(() => readEnvironment(wrong)).toThrow(new RegExp(`${name}: [а-я]`))
    }
  })

  it('allow a test clock in production only with the demonstration', () => {
    const clock = { TEST_CLOCK: '2022-04-21T10:00:00Z', NODE_ENV: 'production' }
    expect(readEnvironment(clock).testClock).toBe(clock.TEST_CLOCK)
    expect(() => readEnvironment({ ...clock, DATABASE_URL: 'postgres://a/b' })).toThrow(/TEST_CLOCK/)
    expect(() => readEnvironment({ ...clock, DEMO: '0' })).toThrow(/TEST_CLOCK/)
  })
})

describe('the clock', () => {
  it('starts at the test instant and runs on', async () => {
    vi.stubEnv('TEST_CLOCK', '2022-04-21T10:00:00Z')
    const first = now()
    expect(first.toISOString().slice(0, 10)).toBe('2022-04-21')
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(now().getTime()).toBeGreaterThan(first.getTime())
  })

  it('is moved by a file while the program runs, and refuses nonsense', () => {
    const file = join(folder, 'clock')
    vi.stubEnv('TEST_CLOCK', `@${file}`)
    writeFileSync(file, '2022-12-31T14:59:59Z\n')
    expect(now().toISOString()).toBe('2022-12-31T14:59:59.000Z')
    writeFileSync(file, '2022-12-31T15:00:00Z')
    expect(now().toISOString()).toBe('2022-12-31T15:00:00.000Z')
    vi.stubEnv('TEST_CLOCK', 'вчера')
    expect(() => now()).toThrow(/TEST_CLOCK/)
  })
})

describe('the secret', () => {
  beforeEach(() => vi.stubEnv('DATA_DIR', folder))

  it('is made once, for the owner only', () => {
    const first = derivedSecret('session')
    expect(derivedSecret('session')).toEqual(first)
    expect(derivedSecret('other')).not.toEqual(first)
    expect(statSync(join(folder, 'secret')).mode & 0o777).toBe(0o600)
    expect(Buffer.from(readFileSync(join(folder, 'secret'), 'utf8'), 'base64url')).toHaveLength(32)
  })

  it('seals text and bytes so that they come back', () => {
    expect(unsealText(seal('Пароль ключа ё Ү', 'key'), 'key')).toBe('Пароль ключа ё Ү')
    expect(unseal(seal(Uint8Array.of(0, 255, 1), 'key'), 'key')).toEqual(Buffer.from([0, 255, 1]))
    expect(unsealText(seal('', 'key'), 'key')).toBe('')
    expect(seal('одно', 'key')).not.toBe(seal('одно', 'key'))
  })

  it('opens nothing for another purpose, another secret or after a changed letter', () => {
    const sealed = seal('текст', 'draft')
    expect(() => unseal(sealed, 'key')).toThrow(SealBroken)
    for (const at of [0, 5, sealed.length - 3]) {
      const letter = sealed[at] === 'A' ? 'B' : 'A'
      expect(() => unseal(sealed.slice(0, at) + letter + sealed.slice(at + 1), 'draft')).toThrow(SealBroken)
    }
    expect(() => unseal('', 'draft')).toThrow(SealBroken)
    vi.stubEnv('APP_SECRET', 'совсем другой секрет, длинный и случайный')
    expect(() => unseal(sealed, 'draft')).toThrow(SealBroken)
  })
})

describe('a log line', () => {
  const at = new Date('2022-04-21T10:00:00Z')

  it('is one JSON object that tells when, how bad and what', () => {
    expect(JSON.parse(logLine('info', 'start', { port: 3000 }, at))).toEqual({
      at: '2022-04-21T10:00:00.000Z',
      level: 'info',
      event: 'start',
      port: 3000,
    })
  })

  it('holds no password, token, query value or address secret', () => {
    const query = Object.assign(new Error("Failed query: insert into users\nparams: 'Иванов',89145551122"), {
      cause: Object.assign(new Error('duplicate key'), { code: '23505', detail: 'Key (phone)=(89145551122) exists' }),
    })
    const line = logLine(
      'error',
      'fault',
      {
        error: query,
        newPassword: 'Секретное1',
        nested: { sessionToken: 'Секретное2', list: [{ authorization: 'Секретное3' }] },
        url: 'postgres://marshrut:Секретное4@db/x',
        link: '/p?token=Секретное5&a=1',
      },
      at,
    )
    expect(line).not.toMatch(/Секретное|89145551122|Иванов/)
    expect(line).toContain('23505')
    expect(line.split('\n')).toHaveLength(1)
  })
})
