import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { growthOf } from '@/lib/shared/growth.testing'
import { toPem } from '@/lib/signature/authority'
import { sha256Hex } from '@/lib/signature/certificate'
import { signCms } from '@/lib/signature/cms'
import { hasGostEngine } from '@/lib/signature/gost/gost-engine.testing'
import { drawPaper, hasTool } from '@/lib/signature/signed-paper.testing'
import { exitCodeOf, type RegisteredFile } from '@/lib/signature/verify'
import { fileOf, openScene, type Scene } from './scene.testing'

let scene: Scene
let folder: string
/** The prepared order without a mark, as it was signed by another program and registered with its `.sig`. */
let order: Uint8Array
beforeAll(async () => {
  scene = await openScene()
  folder = mkdtempSync(join(tmpdir(), 'marshrut-detached-'))
  order = await drawPaper({ place: false, text: 'Без отметки' })
  writeFileSync(join(folder, 'order.pdf'), order)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
const made = (name: string) => readFileSync(join(folder, name))

/** A register that holds the order and, where there is one, its own signature. */
function registerOf(signature?: Uint8Array, certificates: Uint8Array[] = []) {
  const files = new Map<string, RegisteredFile>()
  const own = { certificates, detached: signature ? [sha256Hex(signature)] : [] }
  files.set(sha256Hex(order), fileOf(own))
  if (signature) files.set(sha256Hex(signature), fileOf({ ...own, file: 'detached' }))
  return { findByHash: async (sha256: string) => files.get(sha256) }
}

describe('a registered order with its own signature in a file beside it', () => {
  it('is genuine, as DER, as Base64 and as PEM, and in each other’s place', async () => {
    const signature = await signCms([order], scene.key)
    const register = registerOf(signature)
    const spellings = [
      signature,
      Buffer.from(Buffer.from(signature).toString('base64')),
      Buffer.from(`\u{FEFF}${toPem('CMS', signature)}`),
    ]
    for (const detached of spellings) {
      const genuine = {
        verdict: 'genuine',
        sha256: sha256Hex(order),
        signatures: [{ kind: 'detached', valid: true, coversWholeFile: true, qualified: false }],
      }
      const result = await scene.check(order, { ...register, detached })
      expect(result).toMatchObject(genuine)
      expect(result.explanation.join(' ')).toContain('тот самый')
      expect(await scene.check(detached, { ...register, detached: order })).toMatchObject(genuine)
    }
  })

  it('without the signature is genuine by its bytes, and one is told what to add', async () => {
    const result = await scene.check(order, registerOf(await signCms([order], scene.key)))
    expect(result).toMatchObject({ verdict: 'genuine', signatures: [] })
    expect(result.explanation.join(' ')).toContain('приложите его')
  })

  it('the signature alone says nothing of a document: the missing one is named', async () => {
    const signature = await signCms([order], scene.key)
    const ours = await scene.check(signature, registerOf(signature))
    expect(ours).toMatchObject({ verdict: 'unknown', register: { number: '122' }, signatures: [] })
    expect(exitCodeOf(ours.verdict)).toBe(2)
    expect(ours.explanation.join(' ')).toContain('нужен и документ')
    const asText = Buffer.from(Buffer.from(signature).toString('base64'))
    expect(await scene.check(asText, registerOf(signature))).toMatchObject({ register: { number: '122' } })
    const stranger = await scene.check(await signCms([order], scene.otherKey), registerOf(signature))
    expect(stranger).toMatchObject({ verdict: 'unknown', register: null })
  })
})

describe('65 a signature’s file that does not belong', () => {
  it.each([
    ['of another file', async () => signCms([scene.signed], scene.key), 'changed', 'не то, которое было подписано'],
    ['of another key', async () => signCms([order], scene.otherKey), 'foreign', 'чужим ключом'],
    ['cut short', async () => (await signCms([order], scene.key)).slice(0, 700), 'unknown', 'не читается'],
    ['no signature at all', async () => Buffer.from('мусор'), 'unknown', 'не читается'],
    ['a PDF', async () => scene.signed, 'unknown', 'не читается'],
    ['empty', async () => Buffer.alloc(0), 'unknown', 'не читается'],
  ])('%s', async (_, make, verdict, words) => {
    const result = await scene.check(order, { ...registerOf(), detached: await make() })
    expect(result).toMatchObject({ verdict, signatures: [{ kind: 'detached' }] })
    expect(result.signatures[0]?.valid).not.toBe(true)
    expect([...result.explanation, result.signatures[0]?.reason].join(' ')).toContain(words)
    expect(exitCodeOf(result.verdict)).not.toBe(0)
  })

  it('with a byte turned anywhere never passes', async () => {
    const signature = Buffer.from(await signCms([order], scene.key))
    const broken = signature.map((byte, at) => (at === signature.length - 20 ? byte ^ 1 : byte))
    const result = await scene.check(order, { ...registerOf(signature), detached: broken })
    expect(result).toMatchObject({ verdict: 'changed', signatures: [{ valid: false, coversWholeFile: false }] })
  })

  it('beside a changed order makes it no better', async () => {
    const changed = Buffer.from(order)
    changed.writeUInt8(changed.readUInt8(700) ^ 1, 700)
    const signature = await signCms([order], scene.key)
    const result = await scene.check(changed, { ...registerOf(signature), detached: signature })
    expect(result).toMatchObject({ verdict: 'changed', signatures: [{ kind: 'detached', valid: false }] })
  })

  it('of our key over what the register does not hold makes no original', async () => {
    const draft = await drawPaper({ id: null, place: false, text: 'Не принято' })
    const result = await scene.check(draft, { ...registerOf(), detached: await signCms([draft], scene.key) })
    expect(result).toMatchObject({ verdict: 'changed', register: null, signatures: [{ valid: true }] })
    const strange = await scene.check(draft, { ...registerOf(), detached: await signCms([draft], scene.otherKey) })
    expect(strange.verdict).toBe('foreign')
  })

  it.skipIf(!hasTool('openssl', 'version'))('with the document inside is refused in words', async () => {
    openssl(
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'k.pem', '-out', 'c.pem', '-days', '9'],
      ...['-subj', '/CN=Stranger'],
    )
    const sign = [
      'cms',
      '-sign',
      '-binary',
      '-in',
      'order.pdf',
      '-signer',
      'c.pem',
      '-inkey',
      'k.pem',
      '-outform',
      'DER',
    ]
    openssl(...sign, '-nodetach', '-out', 'attached.sig')
    const result = await scene.check(order, { ...registerOf(), detached: made('attached.sig') })
    expect(result.verdict).toBe('unknown')
    expect(result.signatures[0]?.reason).toContain('не отсоединённая')
    openssl(...sign, '-nodetach', '-stream', '-out', 'open-ended.sig')
    expect(await scene.check(order, { ...registerOf(), detached: made('open-ended.sig') })).toMatchObject({
      verdict: 'unknown',
    })
    expect((await scene.check(made('open-ended.sig'), registerOf())).explanation[0]).toContain('только файл подписи')
  })
})

describe.skipIf(!hasGostEngine())('65 a GOST signature in a file of its own (OpenSSL with its GOST engine)', () => {
  const ALGORITHMS = [
    ['256', 'gost2012_256', 'A'],
    ['512', 'gost2012_512', 'A'],
  ] as const

  function signGost(algorithm: string, paramset: string) {
    openssl(
      ...['req', '-x509', '-engine', 'gost', '-newkey', algorithm, '-pkeyopt', `paramset:${paramset}`, '-nodes'],
      ...['-keyout', 'g.key', '-out', 'g.pem', '-days', '9', '-subj', '/CN=GOST'],
    )
    openssl(
      ...['cms', '-sign', '-engine', 'gost', '-binary', '-cades', '-in', 'order.pdf', '-signer', 'g.pem'],
      ...['-inkey', 'g.key', '-outform', 'DER', '-out', 'gost.sig'],
    )
    openssl('x509', '-in', 'g.pem', '-outform', 'DER', '-out', 'g.der')
    return { signature: made('gost.sig'), certificate: made('g.der') }
  }

  it.each(ALGORITHMS)(
    '%s bits: the register’s own pair is genuine, and a changed file is not',
    async (_, name, set) => {
      const { signature, certificate } = signGost(name, set)
      const register = registerOf(signature, [certificate])
      const now = new Date()
      expect(await scene.check(order, { ...register, detached: signature, now })).toMatchObject({
        verdict: 'genuine',
        signatures: [{ kind: 'detached', valid: true, qualified: false, coversWholeFile: true }],
      })
      const changed = Buffer.concat([order, Buffer.from(' ')])
      const spoilt = await scene.check(changed, { ...register, detached: signature, now })
      expect(spoilt).toMatchObject({ verdict: 'changed', signatures: [{ valid: false, coversWholeFile: false }] })
    },
  )

  it.each(ALGORITHMS)('%s bits: a stranger’s, and one with a byte turned, are not ours', async (_, name, set) => {
    const { signature, certificate } = signGost(name, set)
    const now = new Date()
    const strange = await scene.check(order, { ...registerOf(), detached: signature, now })
    expect(strange).toMatchObject({ verdict: 'foreign', signatures: [{ valid: null }] })
    const turned = signature.map((byte, at) => (at === signature.length - 9 ? byte ^ 1 : byte))
    const broken = await scene.check(order, { ...registerOf(signature, [certificate]), detached: turned, now })
    expect(broken).toMatchObject({ verdict: 'changed', signatures: [{ valid: false }] })
  })

  it('over more megabytes than can be hashed in good time is not judged, and the answer comes soon', async () => {
    const { signature } = signGost('gost2012_256', 'A')
    const check = (paper: Uint8Array) => scene.check(paper, { ...registerOf(), detached: signature })
    const result = await check(Buffer.alloc(40_000_000, 'a'))
    // The smaller of the two is hashed: five megabytes of it cost more than finding that forty are too many.
    expect(await growthOf(40_000_000, (size) => Buffer.alloc(size, 'a'), check)).toBeLessThan(1)
    expect(result).toMatchObject({ verdict: 'unknown', signatures: [{ valid: null }] })
    expect(result.signatures[0]?.reason).toContain('не больше 8 МБ')
  })
})
