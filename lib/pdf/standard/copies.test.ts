import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { comparable } from '@/lib/shared/text'
import { hasTool } from '@/lib/signature/signed-paper.testing'
import { MM, type ReadSheet, run, type TextLine, TOLERANCE } from './reader.testing'
import { EXECUTOR, openSpecimens, type Specimen } from './specimens.testing'

const lineOf = (sheet: ReadSheet, text: string): TextLine => {
  const found = sheet.lines.find((line) => comparable(line.text) === text)
  if (!found) throw new Error(`no line «${text}»`)
  return found
}
const upright = (paper: Specimen) => paper.sheets.filter(({ width, height }) => width < height)

describe.skipIf(!hasTool('pdftotext', '-v') || !hasTool('mutool', '-v'))('prints and copies', () => {
  const specimens = openSpecimens()
  let [print, copy, order] = [] as unknown as [Specimen, Specimen, Specimen]
  beforeAll(async () => {
    print = await specimens.paper('print')
    copy = await specimens.paper('copy')
    order = await specimens.paper('order')
  }, 120_000)
  afterAll(specimens.close)

  it('C64: a print names its executor and his telephone at the lower left of the order’s last sheet, 10 points at most', () => {
    for (const paper of [print, copy]) {
      const last = upright(paper).at(-1) as ReadSheet
      for (const text of [EXECUTOR.name, EXECUTOR.phone]) {
        const line = lineOf(last, text)
        expect(line.size).toBeLessThanOrEqual(10)
        expect(Math.abs(line.x - 30 * MM)).toBeLessThanOrEqual(TOLERANCE)
        expect(line.baseline).toBeGreaterThan(last.height - 25 * MM)
        expect(line.baseline).toBeLessThan(last.height - 5 * MM)
      }
      expect(run('pdftotext', paper.file, '-').split(EXECUTOR.name)).toHaveLength(2)
    }
  })

  it('C64: the paper that is signed and published names no executor', () => {
    expect(run('pdftotext', order.file, '-')).not.toMatch(/Наталья|30251/)
  })

  it('26: a certified copy says «Верно» below the signature: post, name on its level, date, a place for the seal', () => {
    const last = upright(copy).at(-1) as ReadSheet
    const [signed, right, post, name, date, seal] = [
      'А.В. Мочалов',
      'Верно',
      'Управляющий делами',
      'П.П. Петров',
      '22 апреля 2022 г.',
      'М.П.',
    ].map((text) => lineOf(last, text)) as [TextLine, TextLine, TextLine, TextLine, TextLine, TextLine]
    const down = [signed, right, post, date, seal].map(({ baseline }) => baseline)
    expect(down).toEqual([...down].sort((a, b) => a - b))
    expect(Math.abs(post.baseline - name.baseline)).toBeLessThanOrEqual(0.2)
    expect(Math.abs(name.right - 195 * MM)).toBeLessThanOrEqual(MM)
    for (const line of [right, post, date, seal]) expect(Math.abs(line.x - 30 * MM)).toBeLessThanOrEqual(TOLERANCE)
  })

  it('24: the seal’s place lies below the signature that it certifies, over no text', () => {
    const last = upright(copy).at(-1) as ReadSheet
    const seal = lineOf(last, 'М.П.')
    const below = last.lines.filter(({ baseline, size }) => baseline > seal.baseline + 1 && size > 10)
    expect(below).toEqual([])
  })

  it('C55: neither says that it was signed electronically', () => {
    for (const paper of [print, copy]) expect(run('pdftotext', paper.file, '-')).not.toMatch(/подписан/i)
  })
})
