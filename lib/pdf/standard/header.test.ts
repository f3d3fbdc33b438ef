import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { comparable } from '@/lib/shared/text'
import { hasTool } from '@/lib/signature/signed-paper.testing'
import { annexBlocks, type Block, baselines, leftOf, orderBlocks, paragraphsOf, rightOf } from './blocks.testing'
import { MM, meantText, type ReadSheet, TOLERANCE } from './reader.testing'
import { openSpecimens, type PaperName, type Specimen } from './specimens.testing'

const READ: PaperName[] = ['order', 'oneLine', 'threeSheets', 'acting', 'composed', 'print', 'draft']
const LEFT = 30 * MM
const RIGHT = 195 * MM
const MIDDLE = (LEFT + RIGHT) / 2
const WORDS_DATE =
  /^([1-9]|[12]\d|3[01]) (января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря) \d{4} г\.$/

/** Blocks above the preamble: body, kind, date, number, place, title. */
function headerOf(paper: Specimen): Block[] {
  const blocks = orderBlocks(paper)
  return blocks.slice(0, blocks.indexOf(paragraphsOf(paper)[0]?.[0] as Block)).filter(({ tag }) => tag !== 'Figure')
}
const said = (paper: Specimen, start: string): Block => {
  const found = headerOf(paper).find(({ text }) => comparable(text).startsWith(start))
  if (!found) throw new Error(`no block «${start}»`)
  return found
}
const top = (block: Block) => baselines(block.glyphs)[0] ?? 0

describe.skipIf(!hasTool('pdftotext', '-v') || !hasTool('mutool', '-v'))('the header', () => {
  const specimens = openSpecimens()
  const papers: Specimen[] = []
  let order: Specimen
  beforeAll(async () => {
    for (const name of READ) papers.push(await specimens.paper(name))
    order = await specimens.paper('order')
  }, 120_000)
  afterAll(specimens.close)

  it('C19: the coat of arms stands 10 mm from the edge, over the middle of the text, above the body’s name', () => {
    const images = order
      .ink()[0]
      ?.marked.filter(({ tag }) => tag === 'Figure')
      .flatMap((figure) => figure.images)
    const [emblem] = images ?? []
    expect(Math.abs((emblem?.y ?? 0) - 10 * MM)).toBeLessThanOrEqual(TOLERANCE)
    expect(Math.abs((emblem?.x ?? 0) + (emblem?.width ?? 0) / 2 - MIDDLE)).toBeLessThanOrEqual(TOLERANCE)
    expect((emblem?.y ?? 0) + (emblem?.height ?? 0)).toBeLessThan(top(said(order, 'Администрация')) - 14)
  })

  it('C20: one picture at most stands in an order: no emblem beside the coat of arms', () => {
    const count = (paper: Specimen) => paper.ink().flatMap((sheet) => sheet.marked.flatMap((one) => one.images)).length
    expect(count(order)).toBe(1)
    for (const paper of papers.filter((one) => one !== order)) expect(count(paper)).toBe(0)
  })

  it('C21: arms, body, kind, date and number, place, title, text, signature follow each other downwards', () => {
    for (const paper of papers) {
      const parts = ['Администрация', 'РАСПОРЯЖЕНИЕ', '21 апреля', 'пгт', 'Об'].map((start) => top(said(paper, start)))
      const text = top(paragraphsOf(paper)[0]?.[0] as Block)
      const all = [...parts, text]
      expect(all).toEqual([...all].sort((a, b) => a - b))
      expect(new Set(all).size).toBe(all.length)
    }
  })

  it('C22: the kind stands once, in capitals, on a line of its own', () => {
    for (const paper of papers) {
      const first = paper.sheets[0] as ReadSheet
      expect(first.lines.filter(({ text }) => text.includes('РАСПОРЯЖЕНИЕ')).map(({ text }) => text)).toEqual([
        'РАСПОРЯЖЕНИЕ',
      ])
    }
  })

  it('C23: no line of the header is longer than 120 mm', () => {
    for (const paper of papers)
      for (const { glyphs } of headerOf(paper))
        for (const y of baselines(glyphs)) {
          const line = glyphs.filter((one) => Math.abs(one.baseline - y) < 0.2)
          expect(rightOf(line) - leftOf(line)).toBeLessThanOrEqual(120 * MM + TOLERANCE)
        }
  })

  it('C24: the date has one style in header and approval', () => {
    for (const paper of papers) {
      const date = comparable(said(paper, '21').text)
      expect(date).toMatch(WORDS_DATE)
      if (paper.document.annex) {
        const [approval] = annexBlocks(paper)
        expect(comparable(approval?.text ?? '')).toContain(`от ${date} № 121`)
      }
    }
  })

  it('C24: a profile of digits gives them in header and approval alike', async () => {
    const digits = await specimens.paper('digits')
    expect(comparable(said(digits, '21.04.2022').text)).toMatch(/^\d{2}\.\d{2}\.\d{4}$/)
    expect(comparable(annexBlocks(digits)[0]?.text ?? '')).toContain('от 21.04.2022 № 121')
  })

  it('C26: the number is № and U+00A0 before the digits, as the register printed it', () => {
    for (const paper of papers) {
      expect(said(paper, '№').text.replace(/ $/, '')).toBe('№\u00A0121')
      expect(meantText(paper.ink())).not.toMatch(/№ ?\d/)
    }
  })

  it('C28: date and number share a baseline, the number ends at the right edge', () => {
    for (const paper of papers) {
      const [date, number] = [said(paper, '21'), said(paper, '№')]
      expect(top(number)).toBe(top(date))
      expect(Math.abs(leftOf(date.glyphs) - LEFT)).toBeLessThanOrEqual(TOLERANCE)
      expect(Math.abs(rightOf(number.glyphs) - RIGHT)).toBeLessThanOrEqual(TOLERANCE)
    }
  })

  it('C29: the place is named, without a full stop after «пгт»', () => {
    for (const paper of papers) expect(comparable(said(paper, 'пгт').text)).toBe('пгт Забайкальск')
  })

  it('C30: the title begins with «О» or «Об», is in no quotation marks and ends without a full stop', () => {
    for (const paper of papers) {
      const title = headerOf(paper).filter(({ tag }) => tag === 'H1')
      expect(title).toHaveLength(1)
      expect(comparable(title[0]?.text ?? '')).toMatch(/^Об? .*[^."]$/)
    }
  })

  it('C31: every line of the title is centred, or with another profile flush left', async () => {
    const lines = ({ glyphs }: Block) =>
      baselines(glyphs).map((y) => glyphs.filter((one) => Math.abs(one.baseline - y) < 0.2))
    for (const paper of papers)
      for (const line of lines(said(paper, 'Об')))
        expect(Math.abs((leftOf(line) + rightOf(line)) / 2 - MIDDLE)).toBeLessThanOrEqual(MM)
    const flush = await specimens.paper('digits')
    const title = lines(said(flush, 'Об'))
    expect(title.length).toBeGreaterThan(1)
    for (const line of title) expect(Math.abs(leftOf(line) - LEFT)).toBeLessThanOrEqual(TOLERANCE)
  })

  it('C23, C19: in the corner of an angular header no line is longer than 80 mm, and the arms stand over it', async () => {
    const angular = await specimens.paper('angular')
    const corner = headerOf(angular).filter(({ tag }) => tag === 'P')
    expect(corner.map(({ text }) => comparable(text))).toEqual([
      'Администрация муниципального района «Забайкальский район»',
      'РАСПОРЯЖЕНИЕ',
      '21 апреля 2022 г.',
      '№ 121',
      'пгт Забайкальск',
    ])
    for (const { glyphs } of corner) {
      expect(leftOf(glyphs)).toBeGreaterThanOrEqual(LEFT - TOLERANCE)
      expect(rightOf(glyphs)).toBeLessThanOrEqual(LEFT + 80 * MM + TOLERANCE)
    }
    expect(top(said(angular, '№'))).toBe(top(said(angular, '21')))
    const [emblem] = angular.ink()[0]?.marked.flatMap((one) => one.images) ?? []
    const middle = LEFT + 40 * MM
    expect(Math.abs((emblem?.x ?? 0) + (emblem?.width ?? 0) / 2 - middle)).toBeLessThanOrEqual(TOLERANCE)
    expect(Math.abs((emblem?.y ?? 0) - 10 * MM)).toBeLessThanOrEqual(TOLERANCE)
  })
})
