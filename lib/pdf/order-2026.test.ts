import { beforeAll, describe, expect, it } from 'vitest'
import { linesOf, type PdfPage, pdfPages, pdfText, shownText } from '@/e2e/pdf-text'
import { comparable } from '@/lib/shared/text'
import { ORDER_121 } from './order-121.fixture'
import { drawOrder2026 } from './order-2026'

const MM = 72 / 25.4
const DRAWING = { at: new Date('2022-04-21T02:00:00Z'), paperId: '7f3a9c210c5e4b1f9a3e2f5b8c1d6e70' }
const LINE = 14 * ((1825 + 443) / 2048)

type Reading = { bytes: Uint8Array; pages: PdfPage[]; text: string }
async function read(document = ORDER_121, drawing: Parameters<typeof drawOrder2026>[1] = DRAWING): Promise<Reading> {
  const { bytes } = await drawOrder2026(document, drawing)
  return { bytes, pages: await pdfPages(bytes), text: await pdfText(bytes) }
}

const page = (reading: Reading, number: number): PdfPage => reading.pages[number - 1] as PdfPage
const lines = (reading: Reading, number: number) => linesOf(page(reading, number))
function find(reading: Reading, number: number, start: string) {
  const found = lines(reading, number).find((line) => comparable(line.text).startsWith(start))
  if (!found) throw new Error(`нет строки «${start}» на листе ${number}`)
  return found
}

describe('the order of 2022', () => {
  let order: Reading
  beforeAll(async () => {
    order = await read()
  })

  it('C01 begins on an upright A4 sheet', () => {
    expect(page(order, 1).width).toBeCloseTo(595.28, 1)
    expect(page(order, 1).height).toBeCloseTo(841.89, 1)
  })

  it('C02–C05 keeps its text inside the margins', () => {
    for (const sheet of order.pages.slice(0, 2)) {
      for (const item of sheet.items.filter((found) => !found.artifact)) {
        expect(item.x).toBeGreaterThanOrEqual(30 * MM - 0.1)
        expect(item.x + item.width).toBeLessThanOrEqual(sheet.width - 15 * MM + 0.3)
        expect(item.y - item.fontSize * 0.89).toBeGreaterThanOrEqual(20 * MM - 0.2)
        expect(item.y + item.fontSize * 0.22).toBeLessThanOrEqual(sheet.height - 20 * MM)
      }
    }
  })

  it('C06–C10 numbers every sheet but the first, in the middle, 10 mm from the edge at least', () => {
    const numbers = order.pages.map((sheet) => sheet.items.filter((item) => item.fontSize === 12))
    expect(numbers[0]).toEqual([])
    numbers.slice(1).forEach((found, index) => {
      const sheet = page(order, index + 2)
      expect(found.map((item) => item.text)).toEqual([String(index + 2)])
      const [number] = found
      const [left, right] = sheet.width < 600 ? [30, 15] : [20, 20]
      const centre = (left * MM + sheet.width - right * MM) / 2
      expect(Math.abs((number?.x ?? 0) + (number?.width ?? 0) / 2 - centre)).toBeLessThan(2 * MM)
      expect((number?.y ?? 0) - 12 * 0.891).toBeGreaterThanOrEqual(10 * MM)
    })
  })

  it('C11 prints the text at 14 points and the table at 11', () => {
    expect(new Set(lines(order, 1).map((line) => line.fontSize))).toEqual(new Set([14]))
    expect(new Set(lines(order, 4).map((line) => line.fontSize))).toEqual(new Set([11]))
  })

  it('C14–C16 sets the text in even steps, indented by 12.5 mm and justified', () => {
    const from = lines(order, 1).findIndex(
      (line) => line.text.startsWith('В соответствии') || line.text.startsWith('В '),
    )
    const body = lines(order, 1).slice(from)
    for (let index = 1; index < body.length; index++) {
      const step = ((body[index]?.y ?? 0) - (body[index - 1]?.y ?? 0)) / LINE
      expect(step).toBeGreaterThanOrEqual(1)
      expect(step).toBeLessThanOrEqual(1.5)
    }
    const starts = body.filter((line) => line.x > 31 * MM)
    expect(starts.length).toBe(3)
    for (const line of starts) expect(line.x).toBeCloseTo(42.5 * MM, 0)
    const ends = new Set([body.length - 1, ...starts.map((line) => body.indexOf(line) - 1)])
    const full = body.filter((_, index) => !ends.has(index))
    for (const line of full) expect(Math.abs(line.right - 195 * MM)).toBeLessThan(MM)
  })

  it('C17 hyphenates nothing', () => {
    for (const sheet of order.pages)
      for (const line of linesOf(sheet)) expect(line.text.trim()).not.toMatch(/[а-яё]-$/i)
  })

  it('C21–C24, C28 sets the header in its order, date and number on one line', () => {
    const header = ['Администрация', 'РАСПОРЯЖЕНИЕ', '21 апреля 2022 г.', 'пгт', 'Об утверждении', 'В соответствии']
    const heights = header.map((start) => find(order, 1, start).y)
    expect(heights).toEqual([...heights].sort((a, b) => a - b))
    expect(order.text.match(/РАСПОРЯЖЕНИЕ/g)).toHaveLength(1)
    expect(find(order, 1, 'РАСПОРЯЖЕНИЕ').text).toBe('РАСПОРЯЖЕНИЕ')
    for (const line of lines(order, 1).filter(
      (found) => found.y < find(order, 1, 'В соответствии').y && !found.text.includes('№'),
    )) {
      expect(line.right - line.x).toBeLessThanOrEqual(120 * MM)
    }
    const date = page(order, 1).items.find((item) => item.text.startsWith('21'))
    const number = page(order, 1).items.find((item) => item.text.startsWith('№'))
    expect(number?.y).toBe(date?.y)
    expect((number?.x ?? 0) + (number?.width ?? 0)).toBeCloseTo(195 * MM, 0)
  })

  it('C26, C39, C42 joins № with its number, the date, initials and surname by U+00A0', async () => {
    const texts = (await shownText(order.bytes)).split('\n').map((text) => text.trim())
    expect(texts).toContain('А.В.\u00A0Мочалов')
    expect(texts).toContain('№\u00A0121')
    expect(texts).toContain('21\u00A0апреля\u00A02022\u00A0г.')
  })

  it('C31, C50 centres both titles', () => {
    for (const [number, start, axis] of [
      [1, 'Об утверждении', 112.5],
      [3, 'Дорожная карта', 148.5],
    ] as const) {
      const line = find(order, number, start)
      expect((line.x + line.right) / 2 / MM).toBeCloseTo(axis, 0)
    }
  })

  it('C32–C34 ends the preamble with the operative word and numbers the points', () => {
    expect(comparable(order.text)).toMatch(/«Забайкальский район» обязывает: 1\. Утвердить/)
    const labels = order.pages
      .slice(0, 2)
      .flatMap((sheet) => linesOf(sheet).flatMap((line) => line.text.match(/^\d+\.(?=\s[А-ЯЁ])/) ?? []))
    expect(labels).toEqual(['1.', '2.', '3.'])
  })

  it('C40–C42, C44, C45 puts post and name on one line below three lines of the text', () => {
    const post = find(order, 2, 'Глава')
    const name = page(order, 2).items.find((item) => comparable(item.text) === 'А.В. Мочалов')
    expect(post.x).toBeCloseTo(30 * MM, 1)
    expect(name?.y).toBe(post.y)
    expect((name?.x ?? 0) + (name?.width ?? 0)).toBeCloseTo(195 * MM, 0)
    const above = lines(order, 2).filter((line) => line.y < post.y && line.fontSize === 14)
    expect(above.length).toBeGreaterThanOrEqual(3)
    const last = Math.max(...above.map((line) => line.y))
    expect(post.y - last).toBeGreaterThanOrEqual(3 * LINE)
    expect(post.y - last).toBeLessThanOrEqual(5 * LINE)
  })

  it('C46–C49 opens the annex with the approval that repeats date and number', () => {
    const approval = lines(order, 3).slice(0, 5)
    expect(approval.map((line) => comparable(line.text))).toEqual([
      'УТВЕРЖДЕНА',
      'распоряжением Администрации',
      'муниципального района',
      '«Забайкальский район»',
      'от 21 апреля 2022 г. № 121',
    ])
    const left = Math.min(...approval.map((line) => line.x))
    expect(left).toBeGreaterThanOrEqual(141 * MM)
    for (const line of approval) expect(line.x).toBeCloseTo(left, 1)
    expect(Math.max(...approval.map((line) => line.right)) - left).toBeLessThanOrEqual(90 * MM)
  })

  it('C51 repeats the header on each sheet of the table, as no part of the text', () => {
    for (let number = 4; number <= order.pages.length; number++) {
      const header = page(order, number).items.filter((item) => item.artifact && item.fontSize === 11)
      expect(header.map((item) => item.text).join(' ')).toContain('Мероприятие')
    }
    expect(order.text.match(/Исполнители/g)).toHaveLength(1)
  })

  it('C52 leaves every row whole and every word in its cell', () => {
    const cells = order.pages.map((sheet) =>
      sheet.items
        .filter((item) => item.fontSize === 11)
        .map((item) => item.text.trim())
        .join(' '),
    )
    for (const row of ORDER_121.annex.table.sections.flatMap((section) => section.rows)) {
      const measure = comparable(row[1] ?? '')
      expect(cells.filter((text) => comparable(text).includes(measure))).toHaveLength(1)
    }
    for (const sheet of order.pages.slice(2)) {
      const items = sheet.items.filter((item) => item.fontSize === 11)
      for (const item of items) {
        const next = items.filter((other) => other.y === item.y && other.x > item.x).map((other) => other.x)
        expect(item.x + item.width).toBeLessThanOrEqual(Math.min(...next, sheet.width - 20 * MM) + 0.1)
      }
    }
  })

  it('C54 keeps 30 mm at the binding edge of a turned sheet but for the number', () => {
    for (const sheet of order.pages.slice(2)) {
      expect(sheet.width).toBeGreaterThan(sheet.height)
      for (const item of sheet.items.filter((found) => found.fontSize !== 12)) {
        expect(item.y - item.fontSize * 0.89).toBeGreaterThanOrEqual(30 * MM - 0.2)
      }
    }
  })

  it('C56–C59 says in the mark whose certificate it is, and that it is a test', () => {
    expect(order.text.match(/ДОКУМЕНТ ПОДПИСАН ЭЛЕКТРОННОЙ ПОДПИСЬЮ/g)).toHaveLength(1)
    expect(order.text).toContain('Сертификат 01BE14FD7574280E86E4C5DDCCD9478D432DAC49')
    expect(order.text).toContain('Владелец Мочалов Андрей Викторович')
    expect(order.text).toContain('Действителен с 01.01.2022 по 01.01.2023')
    expect(order.text).toContain('Тестовый сертификат, усиленная неквалифицированная подпись')
  })

  it('C61, C62 places the mark between post and name, large enough to read', () => {
    const mark = page(order, 2).items.filter((item) => item.fontSize < 9)
    const post = find(order, 2, 'Глава')
    const name = page(order, 2).items.find((item) => comparable(item.text) === 'А.В. Мочалов')
    for (const item of mark) {
      expect(item.fontSize).toBeGreaterThanOrEqual(6)
      expect(item.x).toBeGreaterThan(post.x + 183)
      expect(item.x + item.width).toBeLessThan(name?.x ?? 0)
    }
    expect(Math.min(...mark.map((item) => item.y))).toBeLessThan(post.y)
    expect(Math.max(...mark.map((item) => item.y))).toBeGreaterThan(post.y)
  })

  it('gives back the text of every part as it was typed', () => {
    const { body, title, preamble, points, annex } = ORDER_121
    const cells = annex.table.sections.flatMap(({ heading, rows }) => [heading, ...rows.flat()])
    const text = comparable(order.text)
    for (const part of [body.join(' '), title, preamble, ...points, annex.title, ...annex.table.headers, ...cells]) {
      expect(text).toContain(comparable(part))
    }
  })

  it('C79 gives the same bytes again', async () => {
    expect(Buffer.from((await read()).bytes).equals(Buffer.from(order.bytes))).toBe(true)
  })

  it('C74, C75 names itself, its language and its public id, without scripts or layers', () => {
    const file = Buffer.from(order.bytes).toString('latin1')
    expect(file).toMatch(/^%PDF-1\.7/)
    expect(file).toContain('/Lang (ru-RU)')
    expect(file).toMatch(/\/DisplayDocTitle true/)
    expect(file).toMatch(/\/Marked true/)
    expect(file).toContain(DRAWING.paperId)
    expect(file).toContain('pdfaid:part')
    expect(file).not.toMatch(/\/JavaScript|\/OCProperties|\/Encrypt/)
  })
})

describe('papers that are no originals', () => {
  it('C55 bears no mark, and ПРОЕКТ on every sheet', async () => {
    const draft = await read({ ...ORDER_121, mark: null, watermark: 'ПРОЕКТ' })
    expect(draft.text).not.toMatch(/ПОДПИСАН/i)
    for (const sheet of draft.pages) {
      const watermark = sheet.items.filter((item) => item.artifact && item.fontSize > 100)
      expect(
        watermark
          .map((item) => item.text)
          .join('')
          .replaceAll(' ', ''),
      ).toBe('ПРОЕКТ')
    }
  })

  it('puts an ampersand into the title without breaking the metadata', async () => {
    const { bytes } = await read({ ...ORDER_121, number: '№\u00A0121<&>' })
    const file = Buffer.from(bytes).toString('utf8')
    expect(file).toContain('№\u00A0121&lt;&amp;&gt;</rdf:li>')
  })

  it('calls for the signature once, while the first sheet is open', async () => {
    const seen: number[] = []
    await read(ORDER_121, { ...DRAWING, prepareSignature: (doc) => seen.push(doc.bufferedPageRange().start) })
    expect(seen).toEqual([0])
  })
})
