import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasTool } from '@/lib/signature/signed-paper.testing'
import { MM, type ReadSheet, run, TOLERANCE, type Word } from './reader.testing'
import { EXECUTOR, openSpecimens, type PaperName, type Specimen } from './specimens.testing'

const ASCENT = 0.891
const DESCENT = 0.216
const NUMBER_SIZE = 12
const READ: PaperName[] = ['order', 'oneLine', 'threeSheets', 'oneRow', 'twoHundredRows', 'longPost', 'acting', 'print']

const isNumber = (sheet: ReadSheet) => (word: Word) =>
  word.size === NUMBER_SIZE && word.baseline < (sheet.width < sheet.height ? 20 : 30) * MM
/** Words of the text, without the number above it. */
const body = (sheet: ReadSheet) => sheet.words.filter((word) => !isNumber(sheet)(word))
/** His mark stands in the lower margin (C64). */
const isExecutor = ({ text, size }: Word) => size <= 10 && Object.values(EXECUTOR).join(' ').split(' ').includes(text)
const numbers = (sheet: ReadSheet) => sheet.words.filter(isNumber(sheet))
const upright = (paper: Specimen) => paper.sheets.filter((sheet) => sheet.width < sheet.height)
const turned = (paper: Specimen) => paper.sheets.filter((sheet) => sheet.width > sheet.height)

describe.skipIf(!hasTool('pdftotext', '-v') || !hasTool('mutool', '-v'))('the page', () => {
  const specimens = openSpecimens()
  const papers: Specimen[] = []
  beforeAll(async () => {
    for (const name of READ) papers.push(await specimens.paper(name))
  }, 120_000)
  afterAll(specimens.close)

  it('C01: the first sheet is upright A4, and every sheet is A4', () => {
    for (const paper of papers) {
      const info = run('pdfinfo', '-f', '1', '-l', '999', paper.file)
      expect(info).toMatch(/Page +1 size: +595\.28 x 841\.89 pts \(A4\)/)
      expect(info.match(/Page +\d+ size: /g)).toHaveLength(paper.sheets.length)
      expect(info.match(/ size: .*\(A4\)/g)).toHaveLength(paper.sheets.length)
      expect(info).not.toMatch(/ rot: +[1-9]/)
    }
  })

  it('C02: no letter stands nearer than 30 mm to the left edge: orders are kept for ever', () => {
    for (const paper of papers)
      for (const sheet of upright(paper))
        expect(Math.min(...body(sheet).map((word) => word.x))).toBeGreaterThanOrEqual(30 * MM - TOLERANCE)
  })

  it('C03: no letter stands nearer to the right edge than the profile’s 15 mm, which is no less than 10', () => {
    for (const paper of papers) {
      expect(paper.document.profile.marginRightMm).toBeGreaterThanOrEqual(10)
      for (const sheet of paper.sheets)
        expect(Math.max(...body(sheet).map((word) => word.right))).toBeLessThanOrEqual(
          sheet.width - 15 * MM + TOLERANCE,
        )
    }
  })

  it('C04: the text begins 20 mm from the top at least', () => {
    for (const paper of papers)
      for (const sheet of paper.sheets)
        for (const word of body(sheet))
          expect(word.baseline - ASCENT * word.size).toBeGreaterThanOrEqual(20 * MM - TOLERANCE)
  })

  it('C05: the text ends 20 mm from the bottom at least', () => {
    for (const paper of papers)
      for (const sheet of paper.sheets)
        for (const word of body(sheet).filter((one) => !isExecutor(one)))
          expect(word.baseline + DESCENT * word.size).toBeLessThanOrEqual(sheet.height - 20 * MM + TOLERANCE)
  })

  it('C06: the first sheet bears no number', () => {
    for (const paper of papers) expect(numbers(paper.sheets[0] as ReadSheet)).toEqual([])
  })

  it('C07, C10: every other sheet bears its number in digits and nothing with it', () => {
    for (const paper of papers) {
      const read = paper.sheets.slice(1).map((sheet) => numbers(sheet).map((word) => word.text))
      expect(read).toEqual(paper.sheets.slice(1).map((_, index) => [String(index + 2)]))
    }
  })

  it('C08: the number stands over the middle of the text', () => {
    for (const paper of papers)
      for (const sheet of paper.sheets.slice(1)) {
        const [number] = numbers(sheet)
        const [left, right] = sheet.width < sheet.height ? [30, 15] : [20, 20]
        const middle = (left * MM + sheet.width - right * MM) / 2
        expect(Math.abs(((number?.x ?? 0) + (number?.right ?? 0)) / 2 - middle)).toBeLessThanOrEqual(2 * MM)
      }
  })

  it('C09: the number is 10 mm from the edge at least and above the text', () => {
    for (const paper of papers)
      for (const sheet of paper.sheets.slice(1)) {
        const [number] = numbers(sheet)
        expect((number?.baseline ?? 0) - ASCENT * NUMBER_SIZE).toBeGreaterThanOrEqual(10 * MM - TOLERANCE)
        const top = Math.min(...body(sheet).map((word) => word.baseline - ASCENT * word.size))
        expect((number?.baseline ?? 0) + DESCENT * NUMBER_SIZE).toBeLessThan(top)
      }
  })

  it('C54: a turned sheet keeps 30 mm at its upper edge, where it is bound', () => {
    expect(papers.flatMap(turned).length).toBeGreaterThan(10)
    for (const paper of papers)
      for (const sheet of turned(paper))
        for (const word of body(sheet))
          expect(word.baseline - ASCENT * word.size).toBeGreaterThanOrEqual(30 * MM - TOLERANCE)
  })
})
