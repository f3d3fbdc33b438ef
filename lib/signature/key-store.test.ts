import { execFileSync } from 'node:child_process'
import { createPrivateKey, createPublicKey, randomBytes, verify, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import * as pkijs from 'pkijs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Refusal } from '@/lib/shared/refusal'
import { type IssuedCertificate, issueCertificate, type TestAuthority, toPem } from '@/lib/signature/authority'
import { certificateFacts } from '@/lib/signature/certificate'
import { certificateDefects, checkUsable, openPkcs12, sealPkcs12 } from '@/lib/signature/key-store'
import { authorityDer, HOLDER, hasTool, makeAuthority, NOW } from '@/lib/signature/signed-paper.testing'

const VALID = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2027-12-31T23:59:59Z') }
let authority: TestAuthority
let issued: IssuedCertificate
let sealed: Uint8Array
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'key-store-'))
  authority = await makeAuthority()
  issued = await issueCertificate(authority, { ...HOLDER, organization: 'Администрация района', ...VALID })
  sealed = await sealPkcs12(issued, 'пароль Ёж')
})
afterAll(() => rmSync(folder, { recursive: true }))

const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
const refusalOf = async (promise: Promise<unknown>) => {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(Refusal)
  return error as Refusal
}

describe('a key in PKCS#12', () => {
  it('comes back as it was, with its chain, and signs', async () => {
    const key = await openPkcs12(sealed, 'пароль Ёж')
    expect(Buffer.compare(key.certificate, issued.certificate)).toBe(0)
    expect(key.chain.map((link) => Buffer.from(link))).toEqual([Buffer.from(authorityDer(authority))])
    const data = Buffer.from('текст')
    expect(verify('sha256', data, createPublicKey(issued.privateKey), await key.sign(data))).toBe(true)
  })

  it('refuses a wrong password in words of the reader', async () => {
    for (const password of ['пароль ёж', '', 'x'.repeat(1000)]) {
      const refusal = await refusalOf(openPkcs12(sealed, password))
      expect(refusal).toMatchObject({ code: 'invalid', field: 'password' })
      expect(refusal.message).toMatch(/^Пароль ключа неверен/)
    }
  })

  it('refuses what is not such a file', async () => {
    for (const bytes of [
      new Uint8Array(),
      Buffer.from('не ключ'),
      Buffer.from(issued.certificate),
      sealed.subarray(0, 500),
    ]) {
      expect((await refusalOf(openPkcs12(bytes, 'пароль Ёж'))).message).toMatch(/^Файл ключа не читается/)
    }
  })

  it('refuses a file whose certificate belongs to another key', async () => {
    const other = await issueCertificate(authority, { ...HOLDER, ...VALID, keyKind: 'p-256' })
    const mixed = await sealPkcs12({ ...issued, certificate: other.certificate }, 'п')
    expect((await refusalOf(openPkcs12(mixed, 'п'))).message).toContain('который подходит к закрытому ключу')
  })

  it('opens by the empty password where there is none', async () => {
    const key = await openPkcs12(await sealPkcs12(issued, ''), '')
    expect(key.certificate).toHaveLength(issued.certificate.length)
  })

  it('answers each damaged file with a refusal', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: sealed.length - 1 }), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
        const damaged = Buffer.from(sealed)
        damaged.writeUInt8(damaged.readUInt8(at) ^ mask, at)
        const result = await openPkcs12(damaged, 'пароль Ёж').catch((error: unknown) => error)
        if (result instanceof Error) expect(result).toBeInstanceOf(Refusal)
      }),
      { numRuns: 40, seed: 1 },
    )
  })

  it('is understood by another library', async () => {
    const pfx = pkijs.PFX.fromBER(new Uint8Array(sealed))
    const password = new TextEncoder().encode('пароль Ёж').buffer
    await pfx.parseInternalValues({ password, checkIntegrity: true })
    const safe = pfx.parsedValue?.authenticatedSafe
    if (!safe) throw new Error('no safe')
    await safe.parseInternalValues({ safeContents: [{ password }, { password }] })
    const bags = safe.parsedValue.safeContents.map(({ value }: { value: pkijs.SafeContents }) => value.safeBags.length)
    expect(bags).toEqual([2, 1])
  })
})

describe.skipIf(!hasTool('openssl', 'version'))('openssl and PKCS#12', () => {
  it('openssl reads ours', () => {
    writeFileSync(join(folder, 'ours.p12'), sealed)
    const text = openssl('pkcs12', '-in', 'ours.p12', '-nodes', '-passin', 'pass:пароль Ёж')
    expect(createPrivateKey(text).equals(issued.privateKey)).toBe(true)
    expect(text.match(/BEGIN CERTIFICATE/g)).toHaveLength(2)
  })

  it.each([
    ['with the defaults of OpenSSL 3', []],
    [
      'with triple DES and SHA-1, as older programs write',
      ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1'],
    ],
    ['with certificates in the open', ['-certpbe', 'NONE']],
    ['with nothing encrypted, where only the check sum knows the password', ['-keypbe', 'NONE', '-certpbe', 'NONE']],
    ['without a check sum', ['-nomac']],
  ])('we read theirs: %s', async (_, options) => {
    writeFileSync(join(folder, 'key.pem'), issued.privateKey.export({ type: 'pkcs8', format: 'pem' }))
    writeFileSync(join(folder, 'cert.pem'), toPem('CERTIFICATE', issued.certificate))
    writeFileSync(join(folder, 'ca.pem'), authority.certificatePem)
    openssl(
      'pkcs12',
      '-export',
      '-inkey',
      'key.pem',
      '-in',
      'cert.pem',
      '-certfile',
      'ca.pem',
      '-out',
      'theirs.p12',
      '-passout',
      'pass:secret',
      ...options,
    )
    const bytes = readFileSync(join(folder, 'theirs.p12'))
    const key = await openPkcs12(bytes, 'secret')
    expect(key.chain).toHaveLength(1)
    expect(certificateFacts(key.certificate).subject).toBe('Мочалов Андрей Владимирович')
    expect((await refusalOf(openPkcs12(bytes, 'Secret'))).field).toBe('password')
    if (options.includes('-nomac')) {
      // Without a check sum a wrong password's padding looks right now and then; it is a wrong password all the same.
      for (let attempt = 0; attempt < 600; attempt++)
        expect((await refusalOf(openPkcs12(bytes, `Secret ${attempt}`))).field).toBe('password')
    }
  })

  it('refuses theirs that holds certificates only', async () => {
    writeFileSync(join(folder, 'cert.pem'), toPem('CERTIFICATE', issued.certificate))
    openssl('pkcs12', '-export', '-nokeys', '-in', 'cert.pem', '-out', 'no-key.p12', '-passout', 'pass:secret')
    const refusal = await refusalOf(openPkcs12(readFileSync(join(folder, 'no-key.p12')), 'secret'))
    expect(refusal.message).toMatch(/^В файле нет закрытого ключа/)
  })
})

describe('facts of a certificate', () => {
  it('are those that the mark prints', () => {
    const facts = certificateFacts(issued.certificate)
    expect(facts).toEqual({
      subject: 'Мочалов Андрей Владимирович',
      commonName: 'Мочалов Андрей Владимирович',
      organization: 'Администрация района',
      serial: new X509Certificate(issued.certificate).serialNumber,
      notBefore: VALID.notBefore,
      notAfter: VALID.notAfter,
      issuer: 'ТЕСТОВЫЙ центр сертификации «Маршрут»',
      test: true,
      keyDescription: 'RSA, 2048 бит',
    })
    expect(facts.serial).toMatch(/^[0-9A-F]{36}$/)
  })

  it('keep a given serial and dates after 2049', async () => {
    const serial = Buffer.from('00f1e2d3c4b5a6978877665544332211aa', 'hex')
    const notAfter = new Date('2061-02-03T04:05:06Z')
    const { certificate } = await issueCertificate(authority, {
      ...HOLDER,
      ...VALID,
      notAfter,
      serial,
      keyKind: 'p-256',
    })
    expect(certificateFacts(certificate)).toMatchObject({
      serial: 'F1E2D3C4B5A6978877665544332211AA',
      notAfter,
      keyDescription: 'ECDSA, prime256v1',
    })
  })

  it.skipIf(!hasTool('openssl', 'version'))("call no real certificate a test, and others' tests by their name", () => {
    const make = (subject: string) => {
      openssl(
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-256',
        '-nodes',
        '-keyout',
        'k.pem',
        '-utf8',
        '-subj',
        subject,
        '-outform',
        'DER',
        '-out',
        'made.der',
      )
      return certificateFacts(readFileSync(join(folder, 'made.der')))
    }
    expect(make('/C=RU/CN=Тестова Анна Петровна')).toMatchObject({ test: false, subject: 'Тестова Анна Петровна' })
    expect(make('/C=RU/CN=Удостоверяющий центр').test).toBe(false)
    expect(make('/C=RU/CN=CRYPTO-PRO Test Center 2').test).toBe(true)
  })
})

describe('whether a certificate may sign', () => {
  const defects = (now: Date, expectedHolder?: string) =>
    certificateDefects(issued.certificate, { now, expectedHolder })

  it('yes, within its dates and for its holder, to the last second', () => {
    expect(defects(NOW, 'МОЧАЛОВ  Андрей\u00A0Владимирович')).toEqual([])
    expect(defects(VALID.notBefore)).toEqual([])
    expect(defects(VALID.notAfter)).toEqual([])
  })

  it('no before, after, or for another person', () => {
    expect(defects(new Date(VALID.notBefore.getTime() - 1000))).toEqual([
      expect.stringMatching(/начнёт действовать 1.января 2026/),
    ])
    expect(defects(new Date(VALID.notAfter.getTime() + 1000))).toEqual([expect.stringMatching(/истёк 31.декабря 2027/)])
    expect(defects(NOW, 'Иванов Иван Иванович')).toEqual([expect.stringContaining('выдан другому лицу: Мочалов')])
  })

  it('no with RSA-1024, nor with what is no certificate', async () => {
    const short = await issueCertificate(authority, { ...HOLDER, ...VALID, keyKind: 'rsa-1024' })
    expect(() => checkUsable(short.certificate, { now: NOW })).toThrow('Ключ слишком короткий: RSA, 1024 бит')
    expect(() => checkUsable(randomBytes(400), { now: NOW })).toThrow(Refusal)
  })

  it('no with the certificate of an authority, which is for certificates only', () => {
    expect(certificateDefects(authorityDer(authority), { now: NOW })).toEqual([
      expect.stringContaining('не для подписи документов'),
    ])
  })
})
