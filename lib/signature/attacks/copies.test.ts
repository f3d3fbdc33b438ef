import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import PDFDocument from 'pdfkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasTool } from '@/lib/signature/signed-paper.testing'
import { contentsOf } from './pdf-surgery.testing'
import { ACT, openScene, passes, type Scene } from './scene.testing'

let scene: Scene
let folder: string
beforeAll(async () => {
  scene = await openScene()
  folder = mkdtempSync(join(tmpdir(), 'marshrut-copies-'))
  writeFileSync(join(folder, 'order.pdf'), scene.signed)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('63 the registered file', () => {
  it('is genuine, also after a journey under another name', async () => {
    writeFileSync(join(folder, 'Скан (1) финал.docx'), readFileSync(join(folder, 'order.pdf')))
    const result = await scene.check(readFileSync(join(folder, 'Скан (1) финал.docx')))
    expect(result).toMatchObject({ verdict: 'genuine', register: ACT, signatures: [{ valid: true }] })
  })
})

describe('63 a damaged copy', () => {
  it('with one bit turned at 50 places is changed, and its signature never passes', async () => {
    const { start, end } = contentsOf(scene.signed)
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: scene.signed.length - 1 }), fc.nat({ max: 7 }), async (at, bit) => {
        const turned = Buffer.from(scene.signed)
        turned.writeUInt8(turned.readUInt8(at) ^ (1 << bit), at)
        const result = await scene.check(turned)
        expect(result.verdict).toBe('changed')
        // Inside its own place a bit may stand where nothing is signed, as in the certificate of an authority.
        if (at < start || at >= end) expect(result.signatures.some(({ valid }) => valid === true)).toBe(false)
      }),
      { numRuns: 50, seed: 63 },
    )
  })

  it.each([1, 10, 100, 1_000, 10_000, 60_000])('shortened by %i bytes is changed', async (less) => {
    const result = await scene.check(scene.signed.subarray(0, scene.signed.length - less))
    expect(result).toMatchObject({ verdict: 'changed', register: ACT })
    expect(result.signatures.some(passes)).toBe(false)
  })

  it('without its beginning is changed while a trace of it is left', async () => {
    expect((await scene.check(scene.signed.subarray(30_000))).verdict).toBe('changed')
  })

  it.each(['\n', ' ', '\0', '%%EOF\n'])('with %j behind its end is changed', async (tail) => {
    const result = await scene.check(Buffer.concat([scene.signed, Buffer.from(tail)]))
    expect(result).toMatchObject({ verdict: 'changed', signatures: [{ valid: false, coversWholeFile: false }] })
    expect(result.explanation.join(' ')).toContain(`не покрывает его конец, ${tail.length}\u00A0байт`)
  })

  it('with something before its beginning is changed', async () => {
    const result = await scene.check(Buffer.concat([Buffer.from('\n'), scene.signed]))
    expect(result).toMatchObject({ verdict: 'changed', signatures: [{ valid: false }] })
  })
})

describe('63 a copy made by another program', () => {
  const run = (command: string, ...args: string[]) => execFileSync(command, args, { cwd: folder })
  const made = (name: string) => readFileSync(join(folder, name))

  it.skipIf(!hasTool('qpdf', '--version'))('saved anew is changed: the id is in it, the bytes are not', async () => {
    for (const how of ['--object-streams=generate', '--linearize', '--qdf']) {
      run('qpdf', how, 'order.pdf', 'saved.pdf')
      const result = await scene.check(made('saved.pdf'))
      expect(result, how).toMatchObject({ verdict: 'changed', register: ACT })
      expect(result.signatures.some(passes)).toBe(false)
    }
  })

  it.skipIf(!hasTool('qpdf', '--version'))('closed with a password cannot be told', async () => {
    run('qpdf', '--encrypt', 'user', 'owner', '256', '--', 'order.pdf', 'closed.pdf')
    const result = await scene.check(made('closed.pdf'))
    expect(result.verdict).toBe('unknown')
    expect(result.explanation.join(' ')).toContain('закрыт шифрованием')
  })

  it.skipIf(!hasTool('pdftocairo', '-v'))(
    'printed to PDF is not ours: nothing of the signed file is in it',
    async () => {
      run('pdftocairo', '-pdf', 'order.pdf', 'printed.pdf')
      expect(await scene.check(made('printed.pdf'))).toMatchObject({
        verdict: 'foreign',
        signatures: [],
        register: null,
      })
    },
  )

  it.skipIf(!hasTool('pdftoppm', '-v'))('printed and scanned is not ours', async () => {
    run('pdftoppm', '-r', '40', '-png', 'order.pdf', 'sheet')
    const sheets = readdirSync(folder).filter((name) => name.startsWith('sheet'))
    expect(sheets.length).toBeGreaterThan(3)
    const document = new PDFDocument({ autoFirstPage: false })
    const chunks: Uint8Array[] = []
    document.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    const ended = new Promise((resolve) => document.on('end', resolve))
    for (const sheet of sheets) document.addPage({ size: 'A4' }).image(join(folder, sheet), 0, 0, { width: 595 })
    document.end()
    await ended
    const result = await scene.check(Buffer.concat(chunks))
    expect(result).toMatchObject({ verdict: 'foreign', signatures: [], register: null })
    expect(result.explanation.join(' ')).toContain('Электронной подписи внутри файла нет')
  })
})
