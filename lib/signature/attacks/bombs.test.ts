import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { growthOf, NEARLY_SQUARE } from '@/lib/shared/growth.testing'
import { Refusal } from '@/lib/shared/refusal'
import { readAnnounced } from '@/lib/signature/announced'
import { issueCertificate } from '@/lib/signature/authority'
import { BROUGHT_LIMIT, readBrought } from '@/lib/signature/brought'
import { signCms } from '@/lib/signature/cms'
import { demandFitting, signerOf } from '@/lib/signature/external'
import { verifyDetached } from '@/lib/signature/inspect'
import { certificateDefects } from '@/lib/signature/key-store'
import { drawPaper } from '@/lib/signature/signed-paper.testing'
import { openScene, type Scene } from './scene.testing'

let scene: Scene
let content: Uint8Array
beforeAll(async () => {
  scene = await openScene()
  content = await drawPaper({ place: false })
})

const dates = () => ({ notBefore: new Date('2020-01-01T00:00:00Z'), notAfter: new Date('2040-01-01T00:00:00Z') })
const own = (holder: { commonName: string; surname?: string; givenName?: string }, serial?: Uint8Array) =>
  issueCertificate(scene.authority, { ...holder, ...dates(), ...(serial ? { serial } : {}) })

const nested = (depth: number) => {
  const bytes = Buffer.alloc(2 * depth)
  for (let at = 0; at < bytes.length; at += 2) bytes.set([0x30, 0x80], at)
  return bytes
}

/** Values within values with lengths that fit, so that no reader may stop at the first. */
const nestedToTheEnd = (depth: number) => {
  const bytes = Buffer.alloc(5 * depth)
  for (let level = 0; level < depth; level += 1) {
    const length = 5 * (depth - level - 1)
    bytes.set([0x30, 0x83, length >> 16, (length >> 8) & 0xff, length & 0xff], 5 * level)
  }
  return bytes
}

const setOfMany = (count: number) => {
  const body = Buffer.alloc(2 * count)
  for (let at = 0; at < body.length; at += 2) body[at] = 0x31
  return Buffer.concat([
    Buffer.from([0x30, 0x84, 0, body.length >> 16, (body.length >> 8) & 0xff, body.length & 0xff]),
    body,
  ])
}

describe('66 signatures and certificates made to cost', () => {
  it.each([
    ['values without an end', 500_000, nested],
    ['values one in another to the end', 200_000, nestedToTheEnd],
    ['two million empty values', 1_990_000, setOfMany],
    ['a text of dashes', 4_000_000, (size: number) => Buffer.alloc(size, '-')],
    ['a text of beginnings', 300_000, (size: number) => Buffer.from('-----BEGIN '.repeat(size))],
    ['a text of blanks', 4_000_000, (size: number) => Buffer.alloc(size, ' ')],
    ['random base64', 2_900_000, (size: number) => Buffer.from(randomBytes(size).toString('base64'))],
  ])('%s: an answer in a time that grows with the size only, and no good one', async (_, size, make) => {
    const bomb = make(size)
    const judged = (bytes: Buffer) => verifyDetached(content, bytes, scene.trust)
    const read = (bytes: Buffer) => expect(() => signerOf(bytes, 'signature')).toThrow(Refusal)
    expect(judged(bomb).valid).not.toBe(true)
    expect(await growthOf(size, make, judged)).toBeLessThan(NEARLY_SQUARE)
    expect(await growthOf(size, make, read)).toBeLessThan(NEARLY_SQUARE)
    if (bomb.byteLength > BROUGHT_LIMIT) expect(() => readBrought(bomb, 'signature')).toThrow(Refusal)
  })

  it.each([
    ['base64', 1_000_000, (size: number) => Buffer.alloc(size, 'A').toString()],
    ['letters that are no certificate', 100_000, (size: number) => 'MII'.padEnd(size, 'A')],
    ['values one in another', 14_000, (size: number) => nestedToTheEnd(size).toString('base64')],
  ])(
    'an announced certificate of %s is refused in few words, in a time that grows with it only',
    async (_, size, make) => {
      const read = (text: string) =>
        expect(() => readAnnounced(text)).toThrow(expect.objectContaining({ field: 'certificate' }))
      expect(await growthOf(size, make, read)).toBeLessThan(NEARLY_SQUARE)
    },
  )

  it('an announced certificate that is a script is refused', () =>
    expect(() => readAnnounced('<script>alert(1)</script>')).toThrow(expect.objectContaining({ field: 'certificate' })))

  it('a holder’s name of a megabyte is told in few letters: the answer is kept and logged', async () => {
    const name = 'Я'.repeat(500_000)
    const { certificate, chain } = await own({ commonName: name, surname: name, givenName: name })
    const cms = await signCms([content], { ...scene.key, certificate, chain })
    const report = verifyDetached(content, cms, scene.trust)
    expect(report.subject).toMatch(/^Я+…/)
    expect(JSON.stringify(report).length).toBeLessThan(5_000)
    const shown = { now: new Date('2026-11-22T10:00:00Z'), expectedHolder: 'Мочалов Андрей Викторович' }
    const defects = certificateDefects(certificate, shown)
    expect(defects.join(' ')).toContain('другому лицу')
    expect(defects.join(' ').length).toBeLessThan(5_000)
    const trust = { ...scene.trust, now: shown.now }
    const fitting = () =>
      demandFitting(cms, [content], { certificate: scene.key.certificate, trust, now: shown.now, field: 'cms' })
    expect(fitting).toThrow(expect.objectContaining({ field: 'cms' }))
    try {
      fitting()
    } catch (error) {
      expect((error as Error).message.length).toBeLessThan(5_000)
    }
  })

  it('a certificate’s number of ten thousand bytes makes no mark of a thousand lines', async () => {
    const person = { commonName: 'Мочалов Андрей Викторович', surname: 'Мочалов', givenName: 'Андрей Викторович' }
    const long = await own(person, Buffer.concat([Buffer.from([0x11]), randomBytes(9_999)]))
    const shown = { now: new Date('2026-11-22T10:00:00Z'), expectedHolder: person.commonName }
    expect(certificateDefects(long.certificate, shown)).toEqual([expect.stringContaining('длиннее 20 байт')])
    const usual = await own(person, Buffer.concat([Buffer.from([0xf1]), randomBytes(19)]))
    expect(certificateDefects(usual.certificate, shown)).toEqual([])
    const cms = await signCms([content], { ...scene.key, certificate: long.certificate })
    expect(JSON.stringify(verifyDetached(content, cms, scene.trust)).length).toBeLessThan(5_000)
  })
})
