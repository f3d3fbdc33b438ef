import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { comparable } from '@/lib/shared/text'
import { hasTool } from '@/lib/signature/signed-paper.testing'
import { baselines, blocksOf, leftOf, letters, orderBlocks, paragraphsOf } from './blocks.testing'
import { LINE_HEIGHT, MM, meantText, TOLERANCE } from './reader.testing'
import { openSpecimens, type PaperName, type Specimen } from './specimens.testing'

const READ: PaperName[] = ['order', 'oneLine', 'threeSheets', 'longPost', 'composed']
const LEFT = 30 * MM
const RIGHT = 195 * MM

describe.skipIf(!hasTool('pdftotext', '-v') || !hasTool('mutool', '-v'))('the text', () => {
  const specimens = openSpecimens()
  const papers: Specimen[] = []
  let composed: Specimen
  let meant: string
  beforeAll(async () => {
    for (const name of READ) papers.push(await specimens.paper(name))
    composed = await specimens.paper('composed')
    meant = meantText(composed.ink())
  }, 120_000)
  afterAll(specimens.close)

  it('C11: the order is set in 12, 13 or 14 points, tables in 8 at least', () => {
    for (const paper of papers)
      for (const { tag, glyphs } of blocksOf(paper.ink()))
        for (const { size, colour } of glyphs) {
          if (/^T[HD]$/.test(tag)) expect(size).toBeGreaterThanOrEqual(8)
          else if (colour.every((part) => part === 0)) expect([12, 13, 14]).toContain(size)
        }
  })

  it('C14: lines of the text stand 1 to 1.5 line heights apart, those of the header one', () => {
    for (const paper of papers) {
      const steps = (glyphs: Parameters<typeof baselines>[0]) =>
        baselines(glyphs).flatMap((y, index, all) =>
          index > 0 ? [(y - (all[index - 1] ?? 0)) / (14 * LINE_HEIGHT)] : [],
        )
      const body = paragraphsOf(paper).flat()
      for (const step of body.flatMap(({ glyphs }) => steps(glyphs))) {
        expect(step).toBeGreaterThanOrEqual(0.99)
        expect(step).toBeLessThanOrEqual(1.51)
      }
      const header = orderBlocks(paper).slice(0, orderBlocks(paper).indexOf(body[0] as never))
      for (const step of header.flatMap(({ glyphs }) => steps(glyphs))) expect(step).toBeCloseTo(1, 1)
    }
  })

  it('C15: each paragraph begins 12.5 mm right of the left edge of the text', () => {
    for (const paper of papers)
      for (const paragraph of paragraphsOf(paper)) {
        const glyphs = paragraph[0]?.glyphs ?? []
        const first = baselines(glyphs)[0] ?? 0
        const line = glyphs.filter((one) => Math.abs(one.baseline - first) < 0.2)
        expect(Math.abs(leftOf(line) - LEFT - 12.5 * MM)).toBeLessThanOrEqual(TOLERANCE)
      }
  })

  it('C16: every full line ends at the right edge of the text, ±1 mm', () => {
    let full = 0
    for (const paper of papers) {
      for (const paragraph of paragraphsOf(paper)) {
        const parts = paragraph.map(({ sheet, glyphs }) => baselines(glyphs).map((y) => ({ sheet, y })))
        for (const { sheet, y } of parts.flat().slice(0, -1)) {
          const line = paper.sheets[sheet]?.lines.filter((one) => Math.abs(one.baseline - y) < 0.5).at(-1)
          expect(Math.abs((line?.right ?? 0) - RIGHT), line?.text).toBeLessThanOrEqual(MM)
          full++
        }
      }
    }
    expect(full).toBeGreaterThan(60)
  })

  it('C17: no word is parted by a hyphen that nobody typed', () => {
    for (const paper of papers) {
      const read = letters(meantText(paper.ink()))
      const { title, preamble, points, annex } = paper.document
      const cells = annex?.table.sections.flatMap(({ heading, rows }) => [heading, ...rows.flat()]) ?? []
      for (const part of [title, preamble, ...points, annex?.title ?? '', ...cells])
        expect(read).toContain(letters(part))
      for (const line of paper.sheets.flatMap((sheet) => sheet.lines)) expect(line.text).not.toMatch(/[а-яё]-$/i)
    }
  })

  it('C18: the composed text has no two spaces in a row and none before a sign of punctuation', () => {
    const own = blocksOf(composed.ink()).map(({ text }) => text)
    for (const text of own) expect(text).not.toMatch(/[ \u00A0]{2}|[ \u00A0][,.;:](?!\d)/)
  })

  it('C32: the preamble ends with the operative word and a colon, in bold', () => {
    for (const paper of papers) {
      const last = paragraphsOf(paper)[0]?.at(-1)
      expect(comparable(last?.text ?? '')).toMatch(/обязывает:$/)
      expect(last?.glyphs.findLast((one) => one.text.trim() !== '')?.font).toMatch(/Bold/)
    }
  })

  it('C33: the points are numbered 1., 2., 3. without a gap', () => {
    for (const paper of papers) {
      const labels = paragraphsOf(paper)
        .slice(1)
        .map((paragraph) => /^(\d+)\.\s/.exec(paragraph[0]?.text ?? '')?.[1])
      expect(labels).toEqual(paper.document.points.map((_, index) => String(index + 1)))
    }
  })

  it('C34: every point begins with a capital and ends with a full stop', () => {
    for (const paper of papers)
      for (const paragraph of paragraphsOf(paper).slice(1))
        expect(comparable(paragraph.map(({ text }) => text).join(''))).toMatch(/^\d+\. [А-ЯЁ].*[.;:]$/)
  })

  it('C35: the first point approves what the annex is called', () => {
    for (const paper of papers.filter(({ document }) => document.annex)) {
      const first = comparable(
        paragraphsOf(paper)[1]
          ?.map(({ text }) => text)
          .join('') ?? '',
      )
      const title = comparable(paper.document.annex?.title ?? '').replace(/^Дорожная карта/, 'Дорожную карту')
      expect(first).toBe(`1. Утвердить ${title}.`)
    }
  })

  it('C36: a point says who controls the execution', () => {
    for (const name of ['order', 'composed'] as const) {
      const paper = papers[READ.indexOf(name)] as Specimen
      expect(paragraphsOf(paper).some((one) => /^\d+\.\s+Контроль за исполнением/.test(one[0]?.text ?? ''))).toBe(true)
    }
  })

  it('C37: a cited act has its kind, body, date, number and title', () => {
    expect(comparable(meant)).toContain(
      'приказом Министерства образования и науки Забайкальского края от 01.03.2022 № 160 «Об утверждении',
    )
  })

  it('C38: quotation marks are « », all closed', () => {
    for (const text of [meant, meantText((papers[0] as Specimen).ink())]) {
      expect(text).not.toMatch(/["”]/)
      expect(text.match(/„/g)?.length).toBe(text.match(/“/g)?.length)
      expect(text.match(/«/g)?.length).toBe(text.match(/»/g)?.length)
    }
  })

  it('C39: № and number, initials and surname, day, month, year and «г.» are joined by U+00A0 and share a line', () => {
    for (const paper of papers) {
      const text = meantText(paper.ink())
      expect(text).toMatch(/№\u00A0121/)
      expect(text).not.toMatch(/№ ?\d|\d (января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября)/)
      expect(text).not.toMatch(/\d{4} г\.|[А-ЯЁ]\. [А-ЯЁ][а-яё]/)
      for (const line of paper.sheets.flatMap((sheet) => sheet.lines)) {
        expect(line.text).not.toMatch(/№$|^\d{4} г\.|(^|\s)[А-ЯЁ]\.$/)
        expect(line.text).not.toMatch(/^(января|февраля|марта|апреля|мая|июня|июля|августа|сентября) \d{4}/)
      }
    }
  })
})
