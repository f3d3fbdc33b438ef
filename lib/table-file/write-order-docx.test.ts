import JSZip from 'jszip'
import { describe, expect, it } from 'vitest'
import type { OrderDocument } from '@/lib/order/document'
import { ORDER_121 } from '@/lib/pdf/order-121.fixture'
import { sectionHeading } from '@/lib/road-map/table'
import { comparable } from '@/lib/shared/text'
import { readRoadMapFile } from '@/lib/table-file/read-road-map'
import { writeOrderDocx } from '@/lib/table-file/write-order-docx'

const DRAFT: OrderDocument = { ...ORDER_121, mark: null, watermark: 'ПРОЕКТ', qr: null }

async function partsOf(order: OrderDocument) {
  const zip = await JSZip.loadAsync(await writeOrderDocx(order))
  const parts = Object.keys(zip.files).filter((name) => /word\/(?:document|header\d*)\.xml$/.test(name))
  const read = await Promise.all(parts.map(async (name) => (await zip.file(name)?.async('string')) ?? ''))
  const document = read[parts.indexOf('word/document.xml')] ?? ''
  const paragraphs = document.match(/<w:p>.*?<\/w:p>/gs) ?? []
  const lines = paragraphs.map((xml) =>
    xml
      .replace(/<w:(?:tab|br)\/>/g, ' ')
      .replace(/<[^>]+>/g, '')
      .replaceAll('&amp;', '&'),
  )
  return { document, lines, headers: read.filter((_, index) => parts[index] !== 'word/document.xml') }
}

describe('an order as a Word document', () => {
  it('says what the paper says, in its order, and on every sheet that it is a draft', async () => {
    const { lines, headers } = await partsOf(DRAFT)
    const text = comparable(lines.join(' '))
    const { body, kind, date, number, place, title, preamble, operativeWord, points, signature, annex } = DRAFT
    const parts = [...body, kind, date, number, place, title, preamble, operativeWord, ...points]
    let from = 0
    for (const part of [...parts, signature.post, signature.name, ...(annex?.approval ?? []), annex?.title ?? '']) {
      const at = text.indexOf(comparable(part), from)
      expect(at, part).toBeGreaterThanOrEqual(from)
      from = at + comparable(part).length
    }
    expect(text).not.toMatch(/подписан/i)
    expect(headers.length).toBeGreaterThanOrEqual(2)
    for (const header of headers) expect(header).toContain('ПРОЕКТ')
  })

  it('gives the annex’s rows back to the import, word for word', async () => {
    const imported = await readRoadMapFile(await writeOrderDocx(DRAFT), 'Проект распоряжения.docx')
    const read = imported.sections.map((section) => ({
      heading: comparable(sectionHeading(section)),
      rows: section.measures.map((row) => [row.number, row.title, row.term, row.executors, row.tasks, row.indicator]),
    }))
    expect(read.map(({ rows }) => rows)).toEqual(ORDER_121.annex.table.sections.map(({ rows }) => rows))
    expect(read[0]?.heading).toBe(comparable(ORDER_121.annex.table.sections[0]?.heading ?? ''))
  })

  it('takes sheet, letters and lines from the profile', async () => {
    const profile = {
      ...DRAFT.profile,
      marginLeftMm: 25,
      bodySizePt: 13,
      tableSizePt: 10,
      lineSpacing: 1.5,
      layout: 'angular' as const,
    }
    const { document } = await partsOf({ ...DRAFT, profile })
    const [upright, turned] = document.match(/<w:sectPr.*?<\/w:sectPr>/gs) ?? []
    expect(upright).toContain('w:left="1417"')
    expect(turned).toContain('w:top="1417"')
    expect(turned).toContain('w:orient="landscape"')
    expect(document).toContain('<w:spacing w:line="360" w:lineRule="auto"/>')
    expect(document).toContain('<w:sz w:val="20"/>')
    expect(document.match(/<w:tblHeader\/>/g)).toHaveLength(1)
  })

  it('quotes the rows that an amendment gives, and needs no annex', async () => {
    const { headers, sections } = ORDER_121.annex.table
    const changes = [
      { text: 'строку 6 раздела 1 исключить;' },
      {
        text: 'строку 1 раздела 3 изложить в следующей редакции:',
        table: { headers, sections: [{ heading: '', rows: [sections[2]?.rows[0] as string[]] }] },
      },
    ]
    const { lines } = await partsOf({ ...DRAFT, annex: null, changes })
    const text = comparable(lines.join(' '))
    expect(text).toContain(
      '1) строку 6 раздела 1 исключить; 2) строку 1 раздела 3 изложить в следующей редакции: «№ п/п',
    )
    expect(text).toContain('(1 этап - май, 2 этап - ноябрь)». 2. Управлению')
  })
})
