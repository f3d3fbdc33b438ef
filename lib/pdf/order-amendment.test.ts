import { beforeAll, describe, expect, it } from 'vitest'
import { linesOf, type PdfPage, pdfPages, pdfText } from '@/e2e/pdf-text'
import type { ActChange, OrderDocument } from '@/lib/order/document'
import { comparable } from '@/lib/shared/text'
import { ORDER_121 } from './order-121.fixture'
import { drawOrder2026 } from './order-2026'

const MM = 72 / 25.4
const DRAWING = { at: new Date('2022-06-21T02:00:00Z'), paperId: '7f3a9c210c5e4b1f9a3e2f5b8c1d6e71' }
const { headers, sections } = ORDER_121.annex.table
const row = (section: number, index: number) => sections[section]?.rows[index] as string[]

const CHANGES: ActChange[] = [
  {
    text: 'строку 4 раздела 2 изложить в следующей редакции:',
    table: { headers, sections: [{ heading: '', rows: [row(1, 3)] }] },
  },
  { text: 'строку 6 раздела 1 исключить;' },
  {
    text: 'раздел 3 дополнить строками 6 и 7 следующего содержания:',
    table: { headers, sections: [{ heading: '', rows: [row(2, 1), row(2, 2)] }] },
  },
]

const AMENDMENT: OrderDocument = {
  ...ORDER_121,
  title: 'О внесении изменений в распоряжение Администрации муниципального района от 21 апреля 2022 г. № 121',
  points: [
    'Внести в Дорожную карту, утверждённую распоряжением от 21 апреля 2022 г. № 121, следующие изменения:',
    'Настоящее распоряжение разместить на официальном сайте.',
    'Контроль за исполнением настоящего распоряжения оставляю за собой.',
  ],
  changes: CHANGES,
  annex: null,
  date: '21\u00A0июня 2022\u00A0г.',
  number: '№\u00A0164',
}

describe('an amendment', () => {
  let pages: PdfPage[]
  let text: string
  beforeAll(async () => {
    const { bytes } = await drawOrder2026(AMENDMENT, DRAWING)
    pages = await pdfPages(bytes)
    text = comparable(await pdfText(bytes))
  })

  it('numbers the changes under point 1 and quotes the new rows, word for word', () => {
    const order = [
      '1. Внести в Дорожную карту',
      '1) строку 4 раздела 2 изложить в следующей редакции: «',
      ...row(1, 3).map(comparable),
      '»; 2) строку 6 раздела 1 исключить; 3) раздел 3 дополнить строками 6 и 7 следующего содержания: «',
      ...row(2, 2).map(comparable),
      '». 2. Настоящее распоряжение',
      '3. Контроль',
      'Глава муниципального района',
    ]
    let from = 0
    for (const part of order) {
      const at = text.indexOf(part, from)
      expect(at, part).toBeGreaterThanOrEqual(from)
      from = at + part.length
    }
  })

  it('keeps a quoted table and its signs inside the margins, and its first row with the words before it', () => {
    for (const sheet of pages) {
      for (const item of sheet.items.filter((found) => !found.artifact)) {
        expect(item.x).toBeGreaterThanOrEqual(30 * MM - 0.1)
        expect(item.x + item.width).toBeLessThanOrEqual(sheet.width - 15 * MM + 0.3)
      }
    }
    const announced = pages.filter((sheet) => linesOf(sheet).some((line) => line.text.startsWith('3)')))
    expect(announced).toHaveLength(1)
    const words = announced.flatMap((sheet) => sheet.items.map((item) => item.text)).join(' ')
    expect(comparable(words)).toContain(comparable(row(2, 1)[2] ?? ''))
  })

  it('keeps the signature with the last row where the text ends with a table', async () => {
    for (const length of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const changes = [
        { ...(CHANGES[2] as ActChange), table: { headers, sections: [{ heading: '', rows: [] as string[][] }] } },
      ]
      changes[0]?.table.sections[0]?.rows.push(...Array.from({ length }, () => row(2, 1)))
      const points = AMENDMENT.points.slice(0, 1)
      const { bytes } = await drawOrder2026({ ...AMENDMENT, points, changes }, DRAWING)
      const signed = (await pdfPages(bytes)).at(-1) as PdfPage
      expect(signed.items.some((item) => item.text.includes('Мочалов'))).toBe(true)
      expect(signed.items.some((item) => item.text.startsWith('Размещение'))).toBe(true)
      for (const item of signed.items) expect(item.y).toBeLessThanOrEqual(signed.height - 20 * MM)
    }
  })

  it('C75 calls itself by its kind', async () => {
    const { bytes } = await drawOrder2026({ ...AMENDMENT, kind: 'ПОСТАНОВЛЕНИЕ' }, DRAWING)
    expect(Buffer.from(bytes).toString('utf8')).toContain(
      'Постановление от 21\u00A0июня 2022\u00A0г. №\u00A0164</rdf:li>',
    )
  })

  it('gives a map that is approved anew both stamps', async () => {
    const former = ['УТВЕРЖДЕНА', 'распоряжением Администрации', 'от 21 апреля 2022 г. № 121']
    const { bytes } = await drawOrder2026({ ...ORDER_121, annex: { ...ORDER_121.annex, former } }, DRAWING)
    expect(comparable(await pdfText(bytes))).toContain(`№ 121 ${former.join(' ')} Дорожная карта`)
  })
})
