import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { describe, expect, it } from 'vitest'
import { annexTable } from '@/lib/road-map/table'
import { map2022 } from '@/lib/table-file/testing/exported-map'
import { drawRoadMap } from './road-map-2026'

const at = new Date('2022-04-21T02:00:00Z')

async function textsOf(bytes: Uint8Array) {
  const pdf = await getDocument({ data: bytes.slice() }).promise
  return Promise.all(
    Array.from({ length: pdf.numPages }, async (_, index) => {
      const page = await pdf.getPage(index + 1)
      const { items } = await page.getTextContent()
      const [, , width = 0, height = 0] = page.view
      return { text: items.map((item) => ('str' in item ? item.str : '')).join(' '), isTurned: width > height }
    }),
  )
}

function print2022() {
  const map = map2022()
  const measures = map.sections.flatMap((section) =>
    section.measures.map((measure) => ({ ...measure, sectionKey: section.key })),
  )
  return {
    title: map.title,
    note: 'Печатная копия.',
    table: annexTable(map.columns, map.sections, measures),
    at,
    paperId: 'a'.repeat(32),
  }
}

describe('the print of a map', () => {
  it('counts its turned sheets and repeats the head on each', async () => {
    const { bytes, pages } = await drawRoadMap(print2022())
    const sheets = await textsOf(bytes)
    expect(pages).toBeGreaterThan(2)
    expect(sheets).toHaveLength(pages)
    sheets.forEach(({ text, isTurned }, index) => {
      expect(isTurned).toBe(true)
      expect(text).toContain('Муниципальный показатель реализации')
      expect(text).toContain(`Страница ${index + 1} из ${pages}`)
    })
    expect(sheets.map((sheet) => sheet.text).join(' ')).not.toContain('ДОКУМЕНТ ПОДПИСАН')
  })

  it('has the same bytes twice', async () => {
    const [one, other] = [await drawRoadMap(print2022()), await drawRoadMap(print2022())]
    expect(Buffer.from(one.bytes).equals(Buffer.from(other.bytes))).toBe(true)
  })

  it('says of an empty map that it is empty', async () => {
    const { bytes } = await drawRoadMap({ ...print2022(), table: { headers: ['№'], sections: [] } })
    expect((await textsOf(bytes))[0]?.text).toContain('Мероприятий нет.')
  })
})
