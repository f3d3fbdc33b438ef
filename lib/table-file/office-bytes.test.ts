import { Document, Paragraph } from 'docx'
import { Workbook } from 'exceljs'
import JSZip from 'jszip'
import { describe, expect, it } from 'vitest'
import { docxBytes, xlsxBytes } from './office-bytes'

/** Letters of two code units at every place of a piece of 16 KB, in both of its halves. */
const TEXTS = ['', 'я'].map((before) => `${before}${'👩🎓𝍠'.repeat(12_000)}`)

const partOf = async (file: Uint8Array, name: string) => (await JSZip.loadAsync(file)).file(name)?.async('string')

describe('a letter of two code units is never torn', () => {
  it.each(TEXTS)('in Word %#', async (text) => {
    const file = await docxBytes(new Document({ sections: [{ children: [new Paragraph(text)] }] }))
    expect(await partOf(file, 'word/document.xml')).toContain(text)
  })

  it.each(TEXTS)('in Excel %#', async (text) => {
    const letters = [...text]
    // A cell of Excel holds 32,767 code units.
    const cells = [letters.slice(0, 16_000).join(''), letters.slice(16_000, 32_000).join('')]
    const workbook = new Workbook()
    workbook.addWorksheet('Лист').addRows(cells.map((cell) => [cell]))
    const strings = await partOf(await xlsxBytes(workbook), 'xl/sharedStrings.xml')
    for (const cell of cells) expect(strings).toContain(cell)
  })
})
