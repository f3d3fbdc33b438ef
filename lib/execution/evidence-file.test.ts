import { Document, Packer, Paragraph } from 'docx'
import ExcelJS from 'exceljs'
import JSZip from 'jszip'
import { describe, expect, it } from 'vitest'
import { demandEvidenceFile, demandEvidenceSize, EVIDENCE_LIMIT } from './evidence-file'

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))
const zip = async (...names: string[]) => {
  const archive = new JSZip()
  for (const name of names) archive.file(name, 'x')
  return archive.generateAsync({ type: 'uint8array' })
}
const docx = async () =>
  new Uint8Array(await Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph('Протокол')] }] })))
const xlsx = async () => {
  const book = new ExcelJS.Workbook()
  book.addWorksheet('Лист').addRow(['Школа'])
  return new Uint8Array(await book.xlsx.writeBuffer())
}

describe('a file of evidence', () => {
  it('is known by its own bytes', async () => {
    expect(demandEvidenceFile(bytes('%PDF-1.7\n')).extension).toBe('pdf')
    expect(demandEvidenceFile(bytes('\xff\xd8\xff\xe0')).extension).toBe('jpg')
    expect(demandEvidenceFile(bytes('\x89PNG\r\n\x1a\n')).extension).toBe('png')
    expect(demandEvidenceFile(await docx()).extension).toBe('docx')
    expect(demandEvidenceFile(await xlsx()).extension).toBe('xlsx')
  })

  it('is refused for what is in it, whatever its name says', async () => {
    const hostile = [
      '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
      '<!doctype html><script>alert(1)</script>',
      ' %PDF-1.7',
      'GIF89a',
      'MZ\x90\0',
      'PK\x03\x04',
    ]
    for (const text of hostile) expect(() => demandEvidenceFile(bytes(text)), text).toThrow('По содержимому')
    expect(() => demandEvidenceFile(bytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'))).toThrow('паролем')
    const archives = [['a.txt'], ['word/document.xml'], ['[Content_Types].xml', 'ppt/presentation.xml']]
    for (const names of archives) {
      const archive = await zip(...names)
      expect(() => demandEvidenceFile(archive), String(names)).toThrow('По содержимому')
    }
    const macros = await zip('[Content_Types].xml', 'word/document.xml', 'word/vbaProject.bin')
    expect(() => demandEvidenceFile(macros)).toThrow('макросы')
  })

  it('survives a broken archive: every cut and every spoiled byte ends with an answer', async () => {
    const whole = await zip('[Content_Types].xml', 'word/document.xml')
    for (let length = 1; length < whole.length; length++) {
      try {
        demandEvidenceFile(whole.slice(0, length))
      } catch (error) {
        expect((error as Error).name).toBe('Refusal')
      }
    }
    for (let at = 4; at < whole.length; at++) {
      const spoiled = whole.slice()
      spoiled[at] = 0xff
      try {
        demandEvidenceFile(spoiled)
      } catch (error) {
        expect((error as Error).name).toBe('Refusal')
      }
    }
  })

  it('is refused by size with both sizes said', () => {
    expect(() => demandEvidenceSize(0)).toThrow('0 байт')
    expect(() => demandEvidenceSize(EVIDENCE_LIMIT + 1)).toThrow(/10,0 МБ.*10 МБ/)
    expect(() => demandEvidenceSize(23 * 1024 * 1024)).toThrow(/23,0 МБ.*10 МБ/)
    demandEvidenceSize(EVIDENCE_LIMIT)
  })
})
