import { expect, it } from 'vitest'
import { linesOf, pdfPages, pdfText } from '@/e2e/pdf-text'
import { comparable } from '@/lib/shared/text'
import { drawAcquaintance } from './acquaintance-2026'
import { drawExtract } from './extract-2026'
import { ORDER_121 } from './order-121.fixture'

const DRAWING = { at: new Date('2022-04-21T02:00:00Z'), paperId: 'extract-2022-121' }
const MARK = { serial: '0A', owner: 'Мочалов', validFrom: '01.01.2022', validTo: '01.01.2023', test: false }
const first = ORDER_121.annex.table.sections[0]
const kept = {
  headers: ORDER_121.annex.table.headers,
  sections: [{ heading: first?.heading ?? '', rows: first?.rows.slice(0, 1) ?? [] }],
}
const extract = () =>
  drawExtract({
    ...DRAWING,
    document: { ...ORDER_121, mark: MARK },
    kind: 'directive',
    school: 'МОУ СОШ № 1',
    table: kept,
    certified: {
      post: 'Делопроизводитель',
      name: 'О.П.\u00A0Громова',
      date: '22 апреля 2022 г.',
      note: 'Подлинник в реестре.',
    },
  })

it('says what it is extracted from, keeps the text whole and of the table the rows of the school only', async () => {
  const text = comparable(await pdfText((await extract()).bytes))
  expect(text).toContain('ВЫПИСКА ИЗ РАСПОРЯЖЕНИЯ')
  expect(text).toMatch(/21 апреля 2022 г\. № 121/)
  for (const point of ORDER_121.points)
    expect(text.replaceAll(' ', '')).toContain(comparable(point).replaceAll(' ', ''))
  const titles = ORDER_121.annex.table.sections.flatMap((section) =>
    section.rows.map((row) => comparable(row[1] ?? '')),
  )
  const squeezed = text.replaceAll(' ', '')
  expect(titles.filter((title) => squeezed.includes(title.replaceAll(' ', '')))).toEqual([titles[0]])
  expect(text).toContain('относятся к: МОУ СОШ № 1')
})

it('is certified under the signature, on one sheet with it, and bears neither a mark nor the code of the act', async () => {
  const { bytes } = await extract()
  const pages = (await pdfPages(bytes)).map((page) => linesOf(page).map((line) => comparable(line.text)))
  const certified = pages.find((lines) => lines.includes('Верно'))
  expect(certified?.some((line) => line.includes('А.В. Мочалов'))).toBe(true)
  expect(certified?.at(-1)).toBe('М.П.')
  expect(certified).toContain('Подлинник в реестре.')
  expect(await pdfText(bytes)).not.toMatch(/электронной подписью|сертификат/i)
})

it('gives who has read the act his day and the others a line for a hand', async () => {
  const { bytes } = await drawAcquaintance({
    ...DRAWING,
    act: 'с распоряжением от 21 апреля 2022 г. № 121',
    isKept: true,
    lines: [
      { school: 'СОШ № 1', head: 'Лаврова\u00A0Е.М.', date: '2022-04-22' },
      { school: `Школа ${'длинная '.repeat(30)}`, head: '', date: null },
    ],
  })
  const text = comparable(await pdfText(bytes))
  expect(text).toContain('Лаврова Е.М. ознакомлен(а) 22.04.2022 отметка в программе')
  expect(text).toContain('«___» ________ 20__ г.')
  expect(text).toContain('Ознакомлены: 1 из 2.')
})
