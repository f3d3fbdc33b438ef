import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { growthOf, NEARLY_SQUARE } from '@/lib/shared/growth.testing'
import { certificateFacts } from '@/lib/signature/certificate'
import { signCms } from '@/lib/signature/cms'
import { inspectPdf, verifyDetached } from '@/lib/signature/inspect'
import { drawPaper } from '@/lib/signature/signed-paper.testing'
import { openScene, type Scene } from './scene.testing'

let scene: Scene
let unmarked: Uint8Array
beforeAll(async () => {
  scene = await openScene()
  unmarked = await drawPaper({ place: false })
})

describe('66 bytes of an enemy', () => {
  it('random changes never make a genuine paper nor an error', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            at: fc.nat({ max: scene.signed.length - 1 }),
            bytes: fc.uint8Array({ minLength: 1, maxLength: 40 }),
          }),
          { minLength: 1, maxLength: 6 },
        ),
        fc.nat({ max: 2 }),
        async (edits, how) => {
          let bytes = Buffer.from(scene.signed)
          for (const { at, bytes: piece } of edits) {
            if (how === 0) bytes.set(piece.subarray(0, bytes.length - at), at)
            else if (how === 1) bytes = Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)])
            else bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + piece.length)])
          }
          fc.pre(Buffer.compare(bytes, scene.signed) !== 0)
          const result = await scene.check(bytes)
          expect(['changed', 'unknown', 'foreign']).toContain(result.verdict)
          expect(result.explanation.length).toBeGreaterThan(0)
        },
      ),
      { numRuns: 60, seed: 7 },
    )
  })

  it('changes inside the signature never pass nor throw', async () => {
    const cms = Buffer.from(await signCms([unmarked], scene.key))
    fc.assert(
      fc.property(fc.nat({ max: cms.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, mask) => {
        const turned = Buffer.from(cms)
        turned.writeUInt8(turned.readUInt8(at) ^ mask, at)
        const report = verifyDetached(unmarked, turned, scene.trust)
        expect(Object.keys(report)).toHaveLength(11)
        if (report.valid) expect(report.serial).toBe(certificateFacts(scene.key.certificate).serial)
      }),
      { numRuns: 300, seed: 7 },
    )
  })

  const of = (unit: string) => (size: number) => unit.repeat(Math.ceil(size / unit.length))
  it.each([
    ['zeros', of('\0')],
    ['dictionaries that never end', (size: number) => `1 0 obj ${of('<<')(size)}`],
    ['signatures without end', of('1 0 obj <</ByteRange [0 1 2 3] ')],
    ['a string that never closes', (size: number) => `1 0 obj <</ByteRange [0 1 2 3] /Contents <${of('a')(size)}`],
    [
      'many signatures that cover everything',
      of('1 0 obj <</Type /Sig /SubFilter /ETSI.CAdES.detached /ByteRange [0 9 9 9] /Contents <3003020101>>> endobj '),
    ],
    ['ids without end', of('MarshrutId:aaaaaaaaaaaa ')],
    [
      'strings that never close at each place that could be a signature',
      (size: number) => of('obj ( obj ( obj ( obj ( /Adobe.PPKLite ')(size / 800) + of('a')(size),
    ],
    [
      'numberless strings at each place that could be a signature',
      (size: number) => `${of('obj << /A (obj (obj /Adobe.PPKLite ')(size / 800)}) /B [${of('(a)')(size)}`,
    ],
    ['comments', (size: number) => `1 0 obj <</ByteRange ${of('%')(size)}`],
  ])('ten megabytes of garbage are answered in a time that grows with them only: %s', async (_, make) => {
    const pdf = (size: number) => Buffer.from(`%PDF-1.7 ${make(size)}`)
    const bytes = pdf(10_000_000)
    expect((await scene.check(bytes)).verdict).not.toBe('genuine')
    expect(inspectPdf(bytes, scene.trust).signatures.length).toBeLessThanOrEqual(16)
    expect(await growthOf(10_000_000, pdf, scene.check)).toBeLessThan(NEARLY_SQUARE)
  })
})
