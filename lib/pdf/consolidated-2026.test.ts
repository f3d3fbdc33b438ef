import { beforeAll, describe, expect, it } from 'vitest'
import { linesOf, type PdfPage, pdfPages, pdfText } from '@/e2e/pdf-text'
import { DEFAULT_PROFILE } from '@/lib/order/document'
import type { ConsolidatedReport } from '@/lib/report/consolidated-shape'
import { comparable } from '@/lib/shared/text'
import { drawConsolidated2026 } from './consolidated-2026'

const REPORT: ConsolidatedReport = {
  programme: 'Проект «500+»',
  year: 2026,
  stage: 'Май',
  municipality: 'Забайкальский район',
  madeOn: '2026-06-03',
  facts: [{ label: 'Этап', value: 'Май, срок 31.05.2026' }],
  sections: [
    {
      id: 'sent',
      heading: '1. Кто отчитался',
      parts: [
        { figure: { words: 'Не отправлено: 1 из 3', rows: [{ text: 'СОШ № 3', href: null }], isWhole: false } },
        { figure: { words: 'Принято: 2 из 2', rows: [{ text: 'СОШ № 1', href: null }], isWhole: true } },
        {
          caption: 'Отчёты по школам',
          headers: ['Школа', 'Состояние'],
          rows: [{ cells: ['СОШ № 1 <b>{{x}}</b> 🙂', 'принят'], href: '/reports/1/history' }],
        },
      ],
    },
  ],
}
const DRAWING = { at: new Date('2026-06-03T02:00:00Z'), paperId: '7f3a9c210c5e4b1f9a3e2f5b8c1d6e72' }
const draw = () =>
  drawConsolidated2026(
    REPORT,
    { profile: DEFAULT_PROFILE, signature: { post: 'Координатор', name: 'Иванова Н.Г.' } },
    DRAWING,
  )

describe('the district’s report as a paper', () => {
  let pages: PdfPage[]
  let text: string
  beforeAll(async () => {
    const { bytes } = await draw()
    pages = await pdfPages(bytes)
    text = comparable(await pdfText(bytes))
  })

  it('says each figure with those whom it names, and no names of a figure that is all', () => {
    expect(text).toContain('Не отправлено: 1 из 3: СОШ № 3.')
    expect(text).toMatch(/Принято: 2 из 2\. /)
    expect(text).toContain('<b>{{x}}</b>')
  })

  it('keeps the date above the table where there is no place beside it', () => {
    const lines = pages.slice(0, 1).flatMap(linesOf)
    const at = (words: string) => lines.findIndex((line) => comparable(line.text).includes(words))
    const [date, head] = [lines[at('3 июня 2026')], lines[at('Значение')]]
    expect(Math.abs((date?.y ?? 0) - (head?.y ?? 0))).toBeGreaterThan(18)
  })

  it('is drawn to the same bytes again', async () => {
    const [one, other] = await Promise.all([draw(), draw()])
    expect(Buffer.from(one.bytes).equals(Buffer.from(other.bytes))).toBe(true)
  })
})
