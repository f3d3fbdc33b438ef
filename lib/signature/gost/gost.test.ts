import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAnnounced } from '@/lib/signature/announced'
import { certificateFacts, parseCertificate } from '@/lib/signature/certificate'
import { chainTo, isIssuedBy } from '@/lib/signature/chain'
import { checkCms } from '@/lib/signature/cms-check'
import { gostCurve } from '@/lib/signature/gost/curves'
import { type GostSigner, hasGostEngine, makeGostSigner } from '@/lib/signature/gost/gost-engine.testing'
import { readGostKey, verifyGost } from '@/lib/signature/gost/verify'
import { certificateDefects } from '@/lib/signature/key-store'
import { readSignedData } from '@/lib/signature/signed-data'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'marshrut-gost-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const CONTENT = Buffer.from('%PDF-1.7 Утвердить дорожную карту\n'.repeat(200))
/** The certificates begin when the tests make them. */
const now = new Date(Date.now() + 3_600_000)
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
const flipped = (bytes: Uint8Array, at: number) => {
  const copy = Buffer.from(bytes)
  copy.writeUInt8(copy.readUInt8(at) ^ 1, at)
  return copy
}

/** RFC 7091, 7.1 and 7.2 use a curve of their own; the numbers of 7.1 are checked through verifyGost's arithmetic. */
describe('GOST R 34.10-2012', () => {
  it('accepts the signature that RFC 7091 prints, and no neighbour of it', async () => {
    const { weierstrass } = await import('@noble/curves/abstract/weierstrass.js')
    const q = BigInt('0x8000000000000000000000000000000150FE8A1892976154C59CFC193ACCF5B3')
    const Point = weierstrass({
      p: BigInt('0x8000000000000000000000000000000000000000000000000000000000000431'),
      n: q,
      h: 1n,
      a: 7n,
      b: BigInt('0x5FBFF498AA938CE739B8E022FBAFEF40563F6E6A3472FC2A514C0CE9DAE23B7E'),
      Gx: 2n,
      Gy: BigInt('0x8E2A8A0E65147D4BD6316030E16D19C85C97F0A9CA267122B96ABBCEA7E8FC8'),
    })
    const key = {
      curve: { Point, q, bytes: 32 as const },
      bits: 256 as const,
      x: BigInt('0x7F2B49E270DB6D90D8595BEC458B50C58585BA1D4E9B788F6689DBD8E56FD80B'),
      y: BigInt('0x26F1B489D6701DD185C8413A977B3CBBAF64D1C593D26627DFFB101A87FF77DA'),
    }
    const digest = Buffer.from('2DFBC1B372D89A1188C09C52E0EEC61FCE52032AB1022E8E67ECE6672B043EE5', 'hex').reverse()
    const s = '01456C64BA4642A1653C235A98A60249BCD6D3F746B631DF928014F6C5BF9C40'
    const r = '41AA28D2F1AB148280CD9ED56FEDA41974053554A42767B83AD043FD39DC0493'
    const signature = Buffer.from(s + r, 'hex')
    expect(verifyGost(key, digest, signature)).toBe(true)
    for (const at of [0, 31, 32, 63]) expect(verifyGost(key, digest, flipped(signature, at))).toBe(false)
    expect(verifyGost(key, flipped(digest, 5), signature)).toBe(false)
    expect(verifyGost({ ...key, y: key.y + 1n }, digest, signature)).toBe(false)
    expect(verifyGost(key, digest, Buffer.from(r + s, 'hex'))).toBe(false)
    const order = q.toString(16).padStart(64, '0')
    for (const [one, other] of [
      ['0'.repeat(64), r],
      [s, '0'.repeat(64)],
      [order, r],
      [s, order],
    ]) {
      expect(verifyGost(key, digest, Buffer.from(`${one}${other}`, 'hex'))).toBe(false)
    }
  })

  it('refuses a key outside the group of the signing, where the cofactor is 4', () => {
    const curve = gostCurve('1.2.643.7.1.2.1.1.1')
    if (!curve) throw new Error('no curve')
    // The twisted Edwards curve in Weierstrass form has a point of order two: y = 0 and x a root of the right side.
    const { a, b, p } = curve.Point.CURVE()
    const Fp = curve.Point.Fp
    const outside = findOutside(a, b, p, Fp)
    const digest = randomBytes(32)
    const signature = Buffer.concat([Buffer.alloc(31), Buffer.from([5]), Buffer.alloc(31), Buffer.from([7])])
    const point = curve.Point.fromAffine(outside)
    expect(point.isTorsionFree()).toBe(false)
    expect(() => point.assertValidity()).toThrow()
    expect(verifyGost({ curve, bits: 256, ...outside }, digest, signature)).toBe(false)
  })

  it('has no curve for a parameter set that it does not know', () => {
    expect(gostCurve('1.2.643.2.2.35.0')).toBeUndefined()
    expect(gostCurve('__proto__')).toBeUndefined()
  })
})

type Field = { sqrt: (value: bigint) => bigint }

/** A point of the curve outside the subgroup: three of four points with small x are. */
function findOutside(a: bigint, b: bigint, p: bigint, Fp: Field): { x: bigint; y: bigint } {
  const curve = gostCurve('1.2.643.7.1.2.1.1.1')
  for (let x = 1n; x < 100n; x += 1n) {
    try {
      const y = Fp.sqrt((x ** 3n + a * x + b) % p)
      if (curve && !curve.Point.fromAffine({ x, y }).isTorsionFree()) return { x, y }
    } catch {
      // Not a square: no point has this x.
    }
  }
  throw new Error('none found')
}

const SETS: [string, string, 256 | 512][] = [
  ...['A', 'B', 'C', 'XA', 'XB', 'TCA', 'TCB', 'TCC', 'TCD'].map((set): [string, string, 256] => [
    'gost2012_256',
    set,
    256,
  ]),
  ...['A', 'B', 'C'].map((set): [string, string, 512] => ['gost2012_512', set, 512]),
]

describe.skipIf(!hasGostEngine()).each(SETS)(
  '%s over the parameter set %s, made by OpenSSL',
  (algorithm, set, bits) => {
    let signer: GostSigner
    let cms: Uint8Array
    beforeAll(() => {
      signer = makeGostSigner(folder, algorithm, set)
      cms = signer.sign(CONTENT, '-cades')
    }, 60_000)
    const trust = () => ({ trust: [], roots: [signer.authority], now })

    it('is a chain: the authority issued the certificate, and another one of the same name did not', () => {
      expect(isIssuedBy(signer.certificate, signer.authority)).toBe(true)
      expect(isIssuedBy(signer.authority, signer.authority)).toBe(true)
      expect(isIssuedBy(signer.authority, signer.certificate)).toBe(false)
      expect(chainTo(signer.certificate, [], [signer.authority])).toHaveLength(2)
      const { authority: namesake } = makeGostSigner(folder, algorithm, set)
      expect(chainTo(signer.certificate, [], [namesake])).toBe(null)
      const { raw, signature } = parseCertificate(signer.certificate)
      expect(isIssuedBy(flipped(raw, raw.length - 5), signer.authority)).toBe(false)
      expect(signature).toHaveLength(bits / 4)
    })

    it('signs what it signs, and not one bit else', () => {
      expect(checkCms(cms, [CONTENT], trust(), false)).toMatchObject({
        valid: true,
        intact: true,
        ours: false,
        qualified: false,
      })
      expect(checkCms(cms, [CONTENT.subarray(0, 99), CONTENT.subarray(99)], trust(), false).valid).toBe(true)
      expect(checkCms(cms, [flipped(CONTENT, 100)], trust(), false)).toMatchObject({ valid: false, intact: false })
      const at = Buffer.from(cms).indexOf(readSignedData(cms).signature)
      for (const place of [at, at + bits / 8, at + bits / 4 - 1]) {
        expect(checkCms(flipped(cms, place), [CONTENT], trust(), false)).toMatchObject({
          valid: false,
          intact: false,
          reason: 'Подпись не соответствует сертификату.',
        })
      }
    })

    it('is announced with the digest of its own length', () => {
      expect(readAnnounced(base64(signer.certificate))).toMatchObject({
        digest: `streebog${bits}`,
        hashAlgorithm: bits === 256 ? 101 : 102,
        facts: { keyDescription: `ГОСТ Р 34.10-2012, ${bits} бит`, subject: 'Мочалов Андрей Владимирович' },
      })
      expect(certificateDefects(signer.certificate, { now, external: true })).toEqual([])
      expect(certificateDefects(signer.certificate, { now })).toEqual([
        expect.stringContaining('Ключом этого вида программа не подписывает'),
      ])
    })
  },
)

describe.skipIf(!hasGostEngine())('what the program cannot judge', () => {
  it.each([
    ['gost2012_256', '0', 'the set for tests'],
    ['gost2001', 'A', 'GOST R 34.10-2001 with its digest'],
  ])('%s, %s: %s, is «не проверяет», never valid, and is not taken for signing', (algorithm, set) => {
    const signer = makeGostSigner(folder, algorithm, set)
    const cms = signer.sign(CONTENT)
    const finding = checkCms(
      cms,
      [CONTENT],
      { trust: [signer.authority], ourCertificates: [signer.certificate], now },
      false,
    )
    expect(finding).toMatchObject({ valid: null, intact: false, unsupported: true, qualified: false })
    expect(finding.reason).toContain('программа не проверяет: ГОСТ')
    expect(() => readAnnounced(base64(signer.certificate))).toThrow('не сможет проверить')
    expect(readGostKey(parseCertificate(signer.certificate).publicKeyInfo)).toBe(null)
    expect(isIssuedBy(signer.certificate, signer.authority)).toBe(false)
    expect(certificateFacts(signer.certificate).keyDescription).toMatch(/^ГОСТ/)
  })
})
