import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { comparable } from '@/lib/shared/text'
import { hasTool } from '@/lib/signature/signed-paper.testing'
import { annexBlocks, type Block, baselines, leftOf, letters, orderBlocks, rightOf, rowsOf } from './blocks.testing'
import { MM, TOLERANCE } from './reader.testing'
import { openSpecimens, type PaperName, type Specimen } from './specimens.testing'

const READ: PaperName[] = ['order', 'oneRow', 'twoHundredRows', 'composed', 'print']
const HEADERS = ['№ п/п', 'Мероприятие', 'Срок', 'Исполнители', 'Задачи', 'Муниципальный показатель реализации']
const ROUND = 0.6

const linesOf = ({ glyphs }: Block) =>
  baselines(glyphs).map((y) => glyphs.filter((one) => Math.abs(one.baseline - y) < 0.2))

describe.skipIf(!hasTool('pdftotext', '-v') || !hasTool('mutool', '-v'))('the annex', () => {
  const specimens = openSpecimens()
  const papers: Specimen[] = []
  const approvals: Block[] = []
  beforeAll(async () => {
    for (const name of READ) papers.push(await specimens.paper(name))
    approvals.push(...papers.map((paper) => annexBlocks(paper)[0] as Block))
  }, 120_000)
  afterAll(specimens.close)

  it('C46: the annex begins a sheet, with the approval in its upper right part', () => {
    papers.forEach((paper, index) => {
      const approval = approvals[index] as Block
      expect(approval.sheet).toBe((orderBlocks(paper).at(-1)?.sheet ?? 0) + 1)
      expect(leftOf(approval.glyphs)).toBeGreaterThanOrEqual(100 * MM)
      const words = paper.sheets[approval.sheet]?.words.filter(({ size }) => size === 14) ?? []
      expect(Math.min(...words.map(({ baseline }) => baseline))).toBeCloseTo(baselines(approval.glyphs)[0] ?? 0, 0)
    })
  })

  it('C47: the approval begins «УТВЕРЖДЕНА», as a map is a she', () => {
    for (const approval of approvals) expect(approval.text).toMatch(/^УТВЕРЖДЕНА\s/)
  })

  it('C48: it names the act in the instrumental, with the header’s own date and number', () => {
    papers.forEach((paper, index) => {
      const header = orderBlocks(paper).map(({ text }) => comparable(text))
      const date = header.find((text) => /^\d+ апреля \d{4} г\.$/.test(text))
      const number = header.find((text) => /^№ \d+$/.test(text))
      expect(comparable((approvals[index] as Block).text)).toBe(
        `УТВЕРЖДЕНА распоряжением Администрации муниципального района «Забайкальский район» от ${date} ${number}`,
      )
    })
  })

  it('C49: its lines are flush left, 90 mm wide at most, and the longest reaches the right edge', () => {
    papers.forEach((paper, index) => {
      const approval = approvals[index] as Block
      for (const line of linesOf(approval))
        expect(Math.abs(leftOf(line) - leftOf(approval.glyphs))).toBeLessThanOrEqual(0.1)
      expect(rightOf(approval.glyphs) - leftOf(approval.glyphs)).toBeLessThanOrEqual(90 * MM)
      const edge = (paper.sheets[approval.sheet]?.width ?? 0) - 20 * MM
      expect(Math.abs(rightOf(approval.glyphs) - edge)).toBeLessThanOrEqual(TOLERANCE)
    })
  })

  it('C50: the title is in the nominative, centred, without a full stop', () => {
    for (const paper of papers) {
      const title = annexBlocks(paper).find(({ tag }) => /^H\d$/.test(tag)) as Block
      expect(title.text).toMatch(/^Дорожная карта/)
      expect(comparable(title.text)).toBe(comparable(paper.document.annex?.title ?? ''))
      expect(comparable(title.text)).not.toMatch(/\.$/)
      const { width = 0 } = paper.sheets[title.sheet] ?? {}
      for (const line of linesOf(title))
        expect(Math.abs((leftOf(line) + rightOf(line)) / 2 - width / 2)).toBeLessThanOrEqual(MM)
    }
  })

  it('C51: each sheet of the table begins with its header, as an artifact from the second on', () => {
    for (const paper of papers) {
      const rows = rowsOf(paper.ink())
      const sheets = [...new Set(rows.map(({ sheet }) => sheet))]
      for (const sheet of sheets) {
        const first = rows.find((row) => row.sheet === sheet)
        expect(first?.repeated).toBe(sheet !== sheets[0])
        // A repeated header is one artifact, so its words come together.
        expect(letters(first?.cells.map(({ text }) => text).join('') ?? '')).toBe(letters(HEADERS.join('')))
      }
    }
    expect(new Set(rowsOf((papers[2] as Specimen).ink()).map(({ sheet }) => sheet)).size).toBeGreaterThan(10)
  })

  it('C51: poppler reads the header on every sheet of two hundred rows', () => {
    const { sheets, document } = papers[2] as Specimen
    expect(document.annex?.table.sections.flatMap(({ rows }) => rows)).toHaveLength(200)
    const annex = sheets.filter(({ width, height }) => width > height)
    for (const { words } of annex) expect(words.filter(({ text }) => text === 'Исполнители')).toHaveLength(1)
  })

  it('C52: a row stands whole on one sheet, drawn as often as it was given', () => {
    for (const paper of papers) {
      const { sections = [] } = paper.document.annex?.table ?? {}
      const drawn = rowsOf(paper.ink()).filter(({ repeated }) => !repeated)
      const given = sections.flatMap(({ heading, rows }) => [heading, ...rows.map((row) => row.join(''))])
      expect(drawn.slice(1).map(({ cells }) => letters(cells.map(({ text }) => text).join('')))).toEqual(
        given.map(letters),
      )
    }
  })

  it('C52: no sign stands outside of its cell', () => {
    for (const paper of papers)
      for (const { cells, edges, top, bottom } of rowsOf(paper.ink()).filter(({ repeated }) => !repeated))
        for (const { glyphs, text } of cells) {
          const [left, right] = [leftOf(glyphs), rightOf(glyphs)]
          const within = edges.some((edge, index) => edge <= left + ROUND && right <= (edges[index + 1] ?? 0) + ROUND)
          expect(within, text).toBe(true)
          expect(Math.min(...baselines(glyphs)) - 0.7 * 11).toBeGreaterThanOrEqual(top - ROUND)
          expect(Math.max(...baselines(glyphs)) + 0.216 * 11).toBeLessThanOrEqual(bottom + ROUND)
        }
  })

  it('C53: sections and the rows of each are numbered without a gap', () => {
    for (const paper of papers) {
      const rows = rowsOf(paper.ink())
        .filter(({ repeated }) => !repeated)
        .slice(1)
      let [section, row] = [0, 0]
      for (const { cells } of rows) {
        const [first] = cells
        if (first?.tag === 'TH') {
          section++
          row = 0
          expect(first.text).toMatch(new RegExp(`^${section}\\.`))
        } else expect(first?.text).toBe(String(++row))
      }
      expect(section).toBeGreaterThan(0)
    }
  })
})
