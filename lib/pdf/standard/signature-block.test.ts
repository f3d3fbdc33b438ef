import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { comparable } from '@/lib/shared/text'
import { hasTool } from '@/lib/signature/signed-paper.testing'
import { baselines, leftOf, letters, paragraphsOf, rightOf, signatureOf } from './blocks.testing'
import { LINE_HEIGHT, MM, type ReadSheet, TOLERANCE } from './reader.testing'
import { openSpecimens, type PaperName, type Specimen } from './specimens.testing'

const READ: PaperName[] = ['order', 'oneLine', 'threeSheets', 'longPost', 'veryLongPost', 'acting', 'print', 'peoples']
const LEFT = 30 * MM
const RIGHT = 195 * MM

describe.skipIf(!hasTool('pdftotext', '-v') || !hasTool('mutool', '-v'))('the signature', () => {
  const specimens = openSpecimens()
  const papers: Specimen[] = []
  const named = (name: PaperName) => papers[READ.indexOf(name)] as Specimen
  beforeAll(async () => {
    for (const name of READ) papers.push(await specimens.paper(name))
  }, 120_000)
  afterAll(specimens.close)

  it('C40: the post begins at the left edge of the text, every line of it', () => {
    for (const paper of papers)
      for (const { glyphs } of signatureOf(paper).post)
        for (const y of baselines(glyphs)) {
          const line = glyphs.filter((one) => Math.abs(one.baseline - y) < 0.2)
          expect(Math.abs(leftOf(line) - LEFT)).toBeLessThanOrEqual(TOLERANCE)
        }
  })

  it('C41: the name stands on the baseline of the post’s last line and ends at the right edge', () => {
    expect(
      baselines(signatureOf(named('longPost')).post.flatMap(({ glyphs }) => glyphs)).length,
    ).toBeGreaterThanOrEqual(3)
    for (const paper of papers) {
      const { post, name } = signatureOf(paper)
      expect(post.at(-1)?.sheet).toBe(name.sheet)
      expect(baselines(name.glyphs)).toEqual([baselines(post.at(-1)?.glyphs ?? []).at(-1)])
      expect(Math.abs(rightOf(name.glyphs) - RIGHT)).toBeLessThanOrEqual(MM)
    }
  })

  it('C41: poppler reads post and name as parts of one line', () => {
    const lines = named('order').sheets[signatureOf(named('order')).sheet]?.lines ?? []
    const post = lines.find(({ text }) => text === 'Глава муниципального района')
    const name = lines.find(({ text }) => comparable(text) === 'А.В. Мочалов')
    expect(Math.abs((post?.baseline ?? 0) - (name?.baseline ?? 99))).toBeLessThanOrEqual(0.1)
    expect(Math.abs((name?.right ?? 0) - RIGHT)).toBeLessThanOrEqual(MM)
  })

  it('C42: initials without a space between them stand before the surname, joined to it by U+00A0', () => {
    for (const paper of papers)
      expect(signatureOf(paper).name.text.replace(/ $/, '')).toMatch(/^\p{Lu}\.(\p{Lu}\.)?\u00A0\p{Lu}[\p{Ll}-]+$/u)
  })

  it('C43: the post is printed word for word, without «за» or a stroke before it', () => {
    for (const paper of papers) {
      const post = signatureOf(paper)
        .post.map(({ text }) => text)
        .join(' ')
      expect(letters(post)).toBe(letters(paper.document.signature.post))
      expect(post).not.toMatch(/^\s*(за\s|\/)/i)
    }
    expect(signatureOf(named('acting')).post[0]?.text).toMatch(/^Исполняющий обязанности/)
  })

  it('C44: the signature has three lines of the text above it on its sheet, or all that there are', () => {
    for (const paper of papers.filter((one) => one !== named('veryLongPost'))) {
      const { text, sheet } = signatureOf(paper)
      const above = text.filter((block) => block.sheet === sheet).flatMap(({ glyphs }) => baselines(glyphs))
      const all = text.flatMap(({ glyphs }) => baselines(glyphs)).length
      expect(above.length).toBeGreaterThanOrEqual(Math.min(3, all))
    }
  })

  it('C44: a post longer than a sheet begins below three lines of the text', () => {
    const { text, post } = signatureOf(named('veryLongPost'))
    expect(new Set(post.map(({ sheet }) => sheet)).size).toBeGreaterThanOrEqual(2)
    const above = text.filter((block) => block.sheet === post[0]?.sheet).flatMap(({ glyphs }) => baselines(glyphs))
    expect(above.length).toBeGreaterThanOrEqual(3)
  })

  it('C45: two intervals part the signature from the text at least', () => {
    for (const paper of papers) {
      const { text, post, mark } = signatureOf(paper)
      const interval = 14 * LINE_HEIGHT * paper.document.profile.lineSpacing
      const last = baselines(text.at(-1)?.glyphs ?? []).at(-1) ?? 0
      const first = baselines(post[0]?.glyphs ?? [])[0] ?? 0
      if (post[0]?.sheet === text.at(-1)?.sheet)
        expect(first - last).toBeGreaterThanOrEqual(3 * interval - interval * 0.15)
      if (mark && mark.sheet === text.at(-1)?.sheet)
        expect((baselines(mark.glyphs)[0] ?? 0) - last).toBeGreaterThanOrEqual(interval)
    }
  })

  it('C21: nothing of the order stands below its signature', () => {
    for (const paper of papers) {
      const { sheet, name } = signatureOf(paper)
      const low = Math.max(
        ...paragraphsOf(paper)
          .flat()
          .filter((one) => one.sheet === sheet)
          .flatMap(({ glyphs }) => baselines(glyphs)),
      )
      expect(baselines(name.glyphs)[0] ?? 0).toBeGreaterThan(low)
      expect((paper.sheets[sheet] as ReadSheet).width).toBeLessThan((paper.sheets[sheet] as ReadSheet).height)
    }
  })
})
