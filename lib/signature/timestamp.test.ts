import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { Refusal } from '@/lib/shared/refusal'
import { OID } from '@/lib/signature/algorithms'
import { fromPem, type TestAuthority } from '@/lib/signature/authority'
import { parseCertificate } from '@/lib/signature/certificate'
import { signCms } from '@/lib/signature/cms'
import { checkCms } from '@/lib/signature/cms-check'
import {
  context,
  der,
  integer,
  octetString,
  oid,
  readDer,
  retag,
  sequence,
  setOf,
  TAG,
  utf8String,
} from '@/lib/signature/der'
import type { SigningKey } from '@/lib/signature/key-store'
import { signPdf, stampOf } from '@/lib/signature/pades'
import { findSignatures, signedParts } from '@/lib/signature/pdf-signature'
import { readSignedData } from '@/lib/signature/signed-data'
import { authorityDer, drawPaper, hasTool, makeAuthority, makeKey } from '@/lib/signature/signed-paper.testing'
import { requestTimeStamp } from '@/lib/signature/timestamp'
import { startTimeStampServer, type TimeStampServer } from '@/lib/signature/timestamp-service.testing'
import { openToken } from '@/lib/signature/timestamp-token'
import { verifyPaper } from '@/lib/signature/verify'

/** OpenSSL stamps with the machine's time, so these papers are signed today, with a certificate that soon ends. */
const now = new Date()
const DAY = 86_400_000
const at = (days: number) => new Date(now.getTime() + days * DAY)
const VALID = { notBefore: at(-10), notAfter: at(10) }
const CONTENT = [Buffer.from('текст')]

let server: TimeStampServer
let authority: TestAuthority
let key: SigningKey
let signed: Uint8Array
let folder: string

const available = hasTool('openssl', 'version')
beforeAll(async () => {
  if (!available) return
  server = await startTimeStampServer()
  authority = await makeAuthority()
  key = await makeKey(authority, VALID)
  signed = await signPdf(await drawPaper(), key, { now, timeStamp: { url: server.url } })
  folder = mkdtempSync(join(tmpdir(), 'marshrut-trust-'))
  process.env.DATA_DIR = folder
  mkdirSync(join(folder, 'trust'))
}, 60_000)
afterEach(() => server?.misbehave(null))
afterAll(async () => {
  await server?.close()
  delete process.env.DATA_DIR
  if (folder) rmSync(folder, { recursive: true, force: true })
})

const roots = () => [fromPem(server.authority)]
const refusalOf = async (promise: Promise<unknown>): Promise<string> => {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(Refusal)
  return (error as Refusal).message
}
const signatureIn = (pdf: Uint8Array) => {
  const [found] = findSignatures(pdf)
  if (!found?.contents) throw new Error('no signature')
  return { cms: found.contents.bytes, parts: signedParts(found, pdf) }
}
const judge = (when: Date, options: { roots?: Uint8Array[]; ourCertificates?: Uint8Array[] } = {}) => {
  const { cms, parts } = signatureIn(signed)
  return checkCms(
    cms,
    parts,
    { trust: [], ourCertificates: [key.certificate], roots: roots(), now: when, ...options },
    true,
  )
}

describe.skipIf(!available)('a paper with a time stamp of a real service (PAdES B-T)', () => {
  it('is valid, and its stamp tells the time', () => {
    const finding = judge(now)
    expect(finding).toMatchObject({ valid: true, intact: true, ours: true, qualified: false })
    expect(Math.abs((finding.stampedAt?.getTime() ?? 0) - now.getTime())).toBeLessThan(120_000)
    expect(finding.reason).toContain('по метке времени')
  })

  it('stays valid after its certificate has run out; without the stamp it cannot be judged', async () => {
    expect(judge(at(400)).valid).toBe(true)
    const bare = signatureIn(await signPdf(await drawPaper(), key, { now }))
    const own = { trust: [], ourCertificates: [key.certificate], roots: roots() }
    expect(checkCms(bare.cms, bare.parts, { ...own, now: at(400) }, true)).toMatchObject({
      valid: null,
      stampedAt: null,
    })
  })

  it('does not count where the service is unknown, nor after the service’s own certificate', () => {
    expect(judge(at(400), { roots: [] })).toMatchObject({ valid: null, intact: true, stampedAt: null })
    expect(judge(at(400), { roots: [] }).reason).toContain('служба, поставившая метку времени, нам не известна')
    expect(judge(now, { roots: [] })).toMatchObject({ valid: true, stampedAt: null })
    expect(judge(at(5000))).toMatchObject({ valid: null, stampedAt: null })
    expect(judge(at(5000)).reason).toContain('срок сертификата службы меток времени истёк')
  })

  it('of which one byte was changed is a signature without a stamp', () => {
    const { cms, parts } = signatureIn(signed)
    const token = readSignedData(cms).unsignedAttributes.get(OID.timeStampToken)
    const start = Buffer.from(cms).indexOf(Buffer.from(token?.raw ?? []))
    const length = token?.raw.length ?? 0
    expect(start).toBeGreaterThan(0)
    let counted = 0
    for (let place = start; place < start + length; place += 61) {
      const turned = Buffer.from(cms)
      turned.writeUInt8(turned.readUInt8(place) ^ 1, place)
      const finding = checkCms(
        turned,
        parts,
        { trust: [], ourCertificates: [key.certificate], roots: roots(), now },
        true,
      )
      if (finding.stampedAt) counted += 1
      else expect(finding.stampedAt).toBe(null)
    }
    // A byte of the authority's certificate, which travels along and is trusted from the list, changes nothing.
    expect(counted).toBeLessThan(length / 61 / 2)
  })

  it('of another signature does not count', async () => {
    const other = signatureIn(
      await signPdf(await drawPaper({ text: 'Другой' }), key, { now, timeStamp: { url: server.url } }),
    )
    const token = readSignedData(other.cms).unsignedAttributes.get(OID.timeStampToken)
    const cms = await signCms(CONTENT, key, async () => token?.raw ?? new Uint8Array())
    const finding = checkCms(cms, CONTENT, { trust: [], ourCertificates: [key.certificate], roots: roots(), now }, true)
    expect(finding).toMatchObject({ valid: true, stampedAt: null })
    const late = checkCms(
      cms,
      CONTENT,
      { trust: [], ourCertificates: [key.certificate], roots: roots(), now: at(400) },
      true,
    )
    expect(late).toMatchObject({ valid: null, reason: expect.stringContaining('не на эту подпись') })
  })

  it('is told by stampOf when the operator trusts the service, and by the verification', async () => {
    expect(stampOf(signed, now)).toBe(null)
    writeFileSync(join(folder, 'trust', 'tsa.pem'), server.authority)
    expect(stampOf(signed, now)?.getTime()).toBe(judge(now).stampedAt?.getTime())
    const result = await verifyPaper(signed, {
      trust: [authorityDer(authority)],
      roots: roots(),
      now: at(400),
      findByHash: async () => undefined,
      findByPaperId: async () => undefined,
    })
    expect(result.signatures).toMatchObject([{ valid: true, timestamp: judge(now).stampedAt?.toISOString() }])
  })

  it('takes the older attribute with SHA-1 that some services write', async () => {
    const old = await startTimeStampServer({ essDigest: 'sha1' })
    try {
      const token = await requestTimeStamp(Buffer.from('подпись'), { url: old.url }, now)
      expect(openToken(token).info.at.getTime()).toBeLessThanOrEqual(Date.now())
    } finally {
      await old.close()
    }
  })
})

describe.skipIf(!available)('a service that does not do its work (60)', () => {
  const ask = (options: { url?: string; timeLimitMs?: number } = {}) =>
    requestTimeStamp(Buffer.from('подпись'), { url: server.url, timeLimitMs: 2000, ...options }, now)
  const reply = (body: Uint8Array, status = 200) =>
    server.misbehave((_, response) => {
      response.writeHead(status).end(body)
    })

  it('down: nobody listens', async () => {
    const closed = createServer()
    const port = await new Promise<number>((resolve) =>
      closed.listen(0, '127.0.0.1', () => resolve((closed.address() as { port: number }).port)),
    )
    await new Promise((resolve) => closed.close(resolve))
    const message = await refusalOf(ask({ url: `http://127.0.0.1:${port}/` }))
    expect(message).toMatch(/не удалось достучаться\. Документ не подписан\. Повторите через несколько минут/)
  })

  it('slow: silent, and dripping', async () => {
    server.misbehave(() => {})
    expect(await refusalOf(ask({ timeLimitMs: 300 }))).toContain('не ответила за 1 с')
    server.misbehave((_, response) => {
      response.writeHead(200)
      const drip = setInterval(() => response.write('0'), 50)
      response.on('close', () => clearInterval(drip))
    })
    expect(await refusalOf(ask({ timeLimitMs: 300 }))).toContain('не ответила за 1 с')
  })

  it.each([
    ['nothing', () => reply(new Uint8Array()), 'неразборчиво'],
    ['a page', () => reply(Buffer.from('<html>Вход в сеть</html>')), 'неразборчиво'],
    ['an error', () => reply(Buffer.from('busy'), 503), 'ошибкой 503'],
    ['megabytes', () => reply(Buffer.alloc(200_000, 0x30)), 'слишком длинно'],
    ['a refusal', () => reply(sequence(sequence(integer(2), sequence(utf8String('busy'))))), 'отказала (код 2)'],
    ['consent without a stamp', () => reply(sequence(sequence(integer(0)))), 'отказала (код 0)'],
    [
      'a stamp that nobody signed',
      () =>
        reply(sequence(sequence(integer(0)), sequence(oid(OID.signedData), context(0, sequence(integer(3), setOf()))))),
      'не проходит проверку',
    ],
    [
      'a redirection',
      () =>
        server.misbehave((_, response) => {
          response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end()
        }),
      'не удалось достучаться',
    ],
  ])('garbage: %s', async (_, prepare, words) => {
    prepare()
    const message = await refusalOf(ask())
    expect(message).toContain(words)
    expect(message).toContain('Документ не подписан.')
  })

  it('answers another request: an old answer again, or a stamp on something else', async () => {
    let first: Buffer | undefined
    server.misbehave((request, response) => {
      first ??= server.stamp(request)
      response.writeHead(200).end(first)
    })
    await ask()
    expect(await refusalOf(ask())).toContain('на чужой запрос')
    expect(await refusalOf(requestTimeStamp(Buffer.from('другая'), { url: server.url }, now))).toContain(
      'не на эту подпись',
    )
  })

  it('every bit of a good answer matters', async () => {
    for (let share = 0.02; share < 1; share += 0.07) {
      server.misbehave((request, response) => {
        const answer = server.stamp(request)
        const token = readDer(answer)
        const place = Math.floor(token.raw.length * share)
        answer.writeUInt8(answer.readUInt8(place) ^ 0x40, place)
        response.writeHead(200).end(answer)
      })
      const result = await ask().catch((error: unknown) => error)
      if (result instanceof Error) expect(result).toBeInstanceOf(Refusal)
      else expect(openToken(result as Uint8Array).info.at.getTime()).toBeLessThanOrEqual(Date.now())
    }
  })

  it('signs with a certificate that is not for time stamps', async () => {
    const answer = await ask()
    const { content } = readSignedData(answer)
    const ordinary = await makeKey(authority, VALID)
    const infoType = oid(OID.timeStampInfo)
    const attribute = (type: string, value: Uint8Array) => sequence(oid(type), setOf(value))
    const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()
    const ess = sequence(sequence(sequence(octetString(digest(ordinary.certificate)))))
    const attributes = setOf(
      attribute(OID.contentType, infoType),
      attribute(OID.messageDigest, octetString(digest(content ?? new Uint8Array()))),
      attribute(OID.signingCertificateV2, ess),
    )
    const { issuerName, serialBytes } = parseCertificate(ordinary.certificate)
    const sha256 = sequence(oid(OID.sha256))
    const token = sequence(
      oid(OID.signedData),
      context(
        0,
        sequence(
          integer(3),
          setOf(sha256),
          sequence(infoType, context(0, octetString(content ?? new Uint8Array()))),
          retag(0xa0, setOf(ordinary.certificate)),
          setOf(
            sequence(
              integer(1),
              sequence(issuerName, der(TAG.integer, serialBytes)),
              sha256,
              retag(0xa0, attributes),
              sequence(oid(OID.rsaEncryption)),
              octetString(await ordinary.sign(attributes)),
            ),
          ),
        ),
      ),
    )
    expect(() => openToken(token)).toThrow('the certificate is not for time stamps')
  })

  it('shows that the clock of the server is a day behind (59)', async () => {
    const behind = refusalOf(requestTimeStamp(Buffer.from('подпись'), { url: server.url }, at(-1.01)))
    expect(await behind).toMatch(/Часы сервера и службы меток времени расходятся/)
  })

  it('leaves the paper unsigned', async () => {
    reply(Buffer.from('busy'), 503)
    await expect(signPdf(await drawPaper(), key, { now, timeStamp: { url: server.url } })).rejects.toThrow(Refusal)
  })
})
