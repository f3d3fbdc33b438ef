import { beforeAll, describe, expect, it } from 'vitest'
import { linesOf, type PdfPage, pdfPages, pdfText } from '@/e2e/pdf-text'
import { DEFAULT_PROFILE } from '@/lib/order/document'
import { comparable } from '@/lib/shared/text'
import { ORDER_121 } from './order-121.fixture'
import { drawReport2026, type ReportDocument } from './report-2026'

const MM = 72 / 25.4
const DRAWING = { at: new Date('2022-05-25T02:00:00Z'), paperId: '7f3a9c210c5e4b1f9a3e2f5b8c1d6e72' }
const LONG =
  'Посещены уроки русского языка и математики в 5 и 9 классах. Учителя применяют приёмы формирующего оценивания, однако ' +
  'обратная связь даётся не всем обучающимся. Рекомендовано продолжить работу по индивидуальным планам.'

const REPORT: ReportDocument = {
  profile: DEFAULT_PROFILE,
  body: [],
  kind: 'ОТЧЁТ',
  title: 'куратора о посещении МОУ СОШ № 1 пгт Забайкальск',
  date: '25\u00A0мая 2022\u00A0г.',
  place: 'пгт Забайкальск',
  facts: [
    { label: 'Школа', value: 'МОУ СОШ № 1 пгт Забайкальск' },
    { label: 'Куратор', value: 'Петров Пётр Петрович, методист' },
    { label: 'Этап', value: 'Первый, май 2022 г.' },
  ],
  sections: [
    {
      heading: '1. Проведённые мероприятия',
      parts: [
        { question: 'Какие мероприятия проведены с педагогами?', answer: LONG },
        { question: 'Какие трудности выявлены?', answer: '' },
        {
          caption: 'Посещённые уроки',
          table: {
            headers: ['№ п/п', 'Класс', 'Предмет', 'Вывод'],
            sections: [
              {
                heading: '',
                rows: [
                  ['1', '5 «А»', 'Математика', 'Цели урока достигнуты'],
                  ['2', '9 «Б»', 'Русский язык', LONG],
                ],
              },
            ],
          },
        },
      ],
    },
    {
      heading: '2. Выводы',
      parts: [{ text: LONG }, { question: 'Что предложено школе?', answer: `${LONG}\n${LONG}` }],
    },
  ],
  signature: { post: 'Куратор', name: 'П.П.\u00A0Петров', mark: null },
  watermark: null,
}

describe('a report', () => {
  let pages: PdfPage[]
  let text: string
  beforeAll(async () => {
    const { bytes } = await drawReport2026(REPORT, DRAWING)
    pages = await pdfPages(bytes)
    text = comparable(await pdfText(bytes))
  })

  it('says title, facts, questions with answers, tables and signature in their order', () => {
    const parts = [
      'ОТЧЁТ куратора о посещении МОУ СОШ № 1',
      '25 мая 2022 г. пгт Забайкальск',
      'Школа МОУ СОШ № 1 пгт Забайкальск',
      '1. Проведённые мероприятия',
      `педагогами? ${LONG}`,
      'Какие трудности выявлены? Ответ не дан.',
      'Посещённые уроки № п/п',
      `Русский язык ${LONG}`,
      '2. Выводы',
      `школе? ${LONG} ${LONG}`,
      'Куратор П.П. Петров',
    ]
    let from = 0
    for (const part of parts) {
      const at = text.indexOf(part, from)
      expect(at, part).toBeGreaterThanOrEqual(from)
      from = at + part.length
    }
  })

  it('keeps to the margins and numbers every sheet but the first', () => {
    pages.forEach((sheet, index) => {
      for (const item of sheet.items.filter((found) => !found.artifact)) {
        expect(item.x).toBeGreaterThanOrEqual(30 * MM - 0.1)
        expect(item.x + item.width).toBeLessThanOrEqual(sheet.width - 15 * MM + 0.3)
        expect(item.y).toBeLessThanOrEqual(sheet.height - 20 * MM)
      }
      const numbers = sheet.items.filter((item) => item.artifact && item.fontSize === 12).map((item) => item.text)
      expect(numbers).toEqual(index === 0 ? [] : [String(index + 1)])
    })
  })

  it('leaves no heading or question behind, however long the text above is', async () => {
    for (let words = 0; words <= 60; words += 5) {
      const parts = [
        { text: `Итоги: ${'работа продолжается '.repeat(words)}`.trim() },
        ...(REPORT.sections[0]?.parts ?? []),
      ]
      const sections = [{ heading: 'Начало', parts }, ...REPORT.sections.slice(1)]
      for (const sheet of await pdfPages((await drawReport2026({ ...REPORT, sections }, DRAWING)).bytes)) {
        const last = linesOf(sheet).at(-1)?.text ?? ''
        expect(last).not.toMatch(/\?\s*$|^\d\. |Посещённые уроки/)
      }
    }
  })

  it('is signed by hand or bears the mark between post and name', async () => {
    expect(text).not.toMatch(/подписан электронной/i)
    const signed = { ...REPORT, signature: { ...REPORT.signature, mark: ORDER_121.mark } }
    expect(await pdfText((await drawReport2026(signed, DRAWING)).bytes)).toContain(
      `Сертификат ${ORDER_121.mark?.serial}`,
    )
  })

  it('keeps the signature with the last row where it ends with a table', async () => {
    const row = ['1', '5 «А»', 'Математика', LONG]
    for (const length of [1, 4, 6, 8, 10, 12]) {
      const table = {
        headers: ['№', 'Класс', 'Предмет', 'Вывод'],
        sections: [{ heading: '', rows: Array<string[]>(length).fill(row) }],
      }
      const sections = [{ heading: 'Уроки', parts: [{ caption: '', table }] }]
      const sheet = (await pdfPages((await drawReport2026({ ...REPORT, sections }, DRAWING)).bytes)).at(-1)
      expect(sheet?.items.some((item) => item.text.includes('Петров') && item.fontSize === 14)).toBe(true)
      expect(sheet?.items.some((item) => item.text.includes('Математика'))).toBe(true)
    }
  })
})
