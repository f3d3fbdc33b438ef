import { describe, expect, it } from 'vitest'
import { Refusal } from '@/lib/shared/refusal'
import { openTableFile } from '@/lib/table-file/open'
import { FILE_MAX_BYTES, readTableFile } from '@/lib/table-file/read'
import { docxOf, paragraph, rowOf, table, xlsxOf, zipOf } from '@/lib/table-file/testing/office-files'

const HEADER = rowOf('№', 'Мероприятие', 'Срок')
const PLAN = table(HEADER, rowOf('1', 'Слёт', 'май'))
const bytesOf = (text: string) => new TextEncoder().encode(text)
const latin = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))

async function refusalOf(reading: Promise<unknown>): Promise<Refusal> {
  try {
    await reading
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error('read without a refusal')
}

/** The old container with a stream of this name in its directory. */
function ole(stream: string): Uint8Array {
  const bytes = Buffer.alloc(2048)
  bytes.write('d0cf11e0a1b11ae1', 'hex')
  bytes.write(stream, 1024, 'utf16le')
  return new Uint8Array(bytes)
}

const openDocument = (kind: string) =>
  zipOf({ mimetype: `application/vnd.oasis.opendocument.${kind}`, 'content.xml': '<x/>' })
const MACROS = 'application/vnd.ms-word.document.macroEnabled.main+xml'

describe('a file that cannot be read is refused with the way out', () => {
  it.each<[string, () => Uint8Array | Promise<Uint8Array>, RegExp]>([
    ['nothing but spaces', () => bytesOf(' \n\t '), /Файл пуст/],
    ['old Word', () => ole('WordDocument'), /\.doc\).*Сохранить как.*\.docx/s],
    ['old Excel', () => ole('Workbook'), /\.xls\).*Сохранить как.*\.xlsx/s],
    ['another old container', () => ole('Nothing'), /старой программы/],
    ['a password', () => ole('EncryptedPackage'), /закрыт паролем.*снимите пароль/],
    ['.odt', () => openDocument('text'), /LibreOffice \(\.odt\).*\.docx/],
    ['.ods', () => openDocument('spreadsheet'), /LibreOffice \(\.ods\).*\.xlsx/],
    ['RTF', () => bytesOf('{\\rtf1\\ansi План}'), /RTF.*\.docx/],
    ['PDF', () => latin('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj'), /Это PDF.*скане/],
    ['PDF that begins like HTML', () => latin('<!--\n%PDF-1.4 --><table><tr><td>x</td></tr></table>'), /Это PDF/],
    ['PNG', () => latin('\x89PNG\r\n\x1a\n\0\0'), /картинка/],
    ['JPEG', () => latin('\xff\xd8\xff\xe0\0\x10JFIF'), /картинка/],
    ['GIF with an archive behind it', async () => Buffer.concat([latin('GIF89a'), await docxOf(PLAN)]), /картинка/],
    ['TIFF', () => latin('II*\0\x08\0\0\0'), /картинка/],
    ['RAR', () => latin('Rar!\x1a\x07\0'), /архив/],
    ['a ZIP of documents', async () => zipOf({ 'план.docx': await docxOf(PLAN) }), /архив.*Распакуйте/],
    ['macros by type', () => docxOf(PLAN, { type: MACROS }), /макросы.*Сохраните его без них/],
    ['macros by part', () => docxOf(PLAN, { parts: { 'word/vbaProject.bin': 'x' } }), /макросы/],
    [
      'macros in Excel',
      () => xlsxOf([{ name: 'Л', xml: '<sheetData/>' }], { parts: { 'xl/vbaProject.bin': 'x' } }),
      /макросы/,
    ],
    [
      'a presentation',
      () =>
        docxOf(PLAN, { type: 'application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml' }),
      /другой программы/,
    ],
    ['a ZIP cut short', async () => (await docxOf(PLAN)).slice(0, -40), /повреждён/],
    ['a document without its part', () => docxOf('', { parts: { 'word/document.xml': '' } }), /повреждён|нет таблицы/],
    ['broken XML', () => docxOf('<w:tbl><w:tr></w:tbl>'), /повреждён/],
    ['no table', () => docxOf(paragraph('Просто письмо')), /нет таблицы/],
    ['an empty workbook', () => xlsxOf([{ name: 'Лист1', xml: '<sheetData/>' }]), /нет таблицы/],
    ['a letter', () => bytesOf('Просто письмо\nо дорожной карте.'), /нет таблицы/],
    ['one byte', () => bytesOf('x'), /нет таблицы/],
    ['bytes of no text', () => Uint8Array.from({ length: 5000 }, (_, at) => (at * 7919) % 256), /прочитать нельзя/],
    [
      'Excel as XML',
      () => bytesOf('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'),
      /XML 2003.*\.xlsx/,
    ],
    ['a saved page', () => bytesOf('MIME-Version: 1.0\nContent-Type: multipart/related'), /MHT/],
  ])('%s', async (_name, make, message) => {
    const refusal = await refusalOf(openTableFile(await make(), 'план.docx'))
    expect(refusal).toMatchObject({ code: 'invalid', field: 'file' })
    expect(refusal.message).toMatch(message)
  })

  it('in the thread where files of people are read, too', async () => {
    const refusal = await refusalOf(readTableFile(await docxOf('<w:tbl><w:tr></w:tbl>'), 'план.docx'))
    expect(refusal).toMatchObject({ code: 'invalid', field: 'file', message: expect.stringMatching(/повреждён/) })
  })

  it('nothing at all, and one byte too much', async () => {
    expect((await refusalOf(readTableFile(new Uint8Array(), 'план.docx'))).message).toMatch(/Файл пуст/)
    const big = new Uint8Array(FILE_MAX_BYTES + 1)
    expect((await refusalOf(readTableFile(big, 'план.docx'))).message).toMatch(/больше 16 МБ/)
  })

  it.each([
    ['an outside entity', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'],
    ['entities that grow', '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'],
  ])('%s in any part of Word or Excel', async (_name, declaration) => {
    const evil = `<?xml version="1.0"?>${declaration}<x>&e;</x>`
    const word = docxOf(PLAN, { parts: { 'word/styles.xml': evil } })
    expect((await refusalOf(openTableFile(await word, 'a.docx'))).message).toMatch(/DOCTYPE/)
    const excel = xlsxOf([{ name: 'Л', xml: '<sheetData/>' }], { parts: { 'xl/sharedStrings.xml': evil } })
    expect((await refusalOf(openTableFile(await excel, 'a.xlsx'))).message).toMatch(/DOCTYPE/)
    const wide = new Uint8Array(Buffer.from(`\uFEFF${evil}`, 'utf16le'))
    const hidden = docxOf(PLAN, { parts: { 'word/styles.xml': wide } })
    expect((await refusalOf(openTableFile(await hidden, 'a.docx'))).message).toMatch(/повреждён/)
  })
})

describe('a ZIP that is a bomb', () => {
  it('by one part', async () => {
    const bomb = docxOf(PLAN, { parts: { 'word/media/image1.bin': new Uint8Array(60 * 1024 * 1024) } })
    expect((await refusalOf(openTableFile(await bomb, 'a.docx'))).message).toMatch(/слишком много данных/)
  })

  it('by many parts', async () => {
    const parts = Object.fromEntries(Array.from({ length: 2_001 }, (_, at) => [`word/x${at}.xml`, '<x/>']))
    expect((await refusalOf(openTableFile(await docxOf(PLAN, { parts }), 'a.docx'))).message).toMatch(
      /слишком много данных/,
    )
  })

  it('by a length that its directory hides', async () => {
    const bytes = Buffer.from(await docxOf(PLAN, { parts: { 'word/media/a.bin': new Uint8Array(1024 * 1024) } }))
    const at = bytes.lastIndexOf('word/media/a.bin') - 46
    expect(bytes.readUInt32LE(at)).toBe(0x02014b50)
    bytes.writeUInt32LE(10, at + 24)
    expect((await refusalOf(openTableFile(bytes, 'a.docx'))).message).toMatch(/повреждён/)
  })

  it('names nothing outside, and no name twice', async () => {
    const bytes = Buffer.from(await docxOf(PLAN, { parts: { 'word/aaaaaaaa.xml': '<x/>' } }))
    const slip = Buffer.from(bytes.toString('latin1').replaceAll('word/aaaaaaaa.xml', '../../../evil.xml'), 'latin1')
    expect((await refusalOf(openTableFile(slip, 'a.docx'))).message).toMatch(/повреждён/)
    const twice = Buffer.from(bytes.toString('latin1').replaceAll('word/aaaaaaaa.xml', 'word/document.xml'), 'latin1')
    expect((await refusalOf(openTableFile(twice, 'a.docx'))).message).toMatch(/повреждён/)
  })
})

describe('a file that costs too much is stopped', () => {
  it('by the clock', async () => {
    const rows = Array.from({ length: 4_000 }, (_, at) => rowOf(String(at + 1), 'Слёт', 'май'))
    const refusal = await refusalOf(readTableFile(await docxOf(table(HEADER, ...rows)), 'a.docx', { timeMs: 900 }))
    expect(refusal.message).toMatch(/слишком сложный/)
  })

  it('by memory', async () => {
    const rows = Array.from({ length: 15_000 }, (_, at) => rowOf(String(at + 1), 'Слёт '.repeat(20), 'май'))
    const refusal = await refusalOf(readTableFile(await docxOf(table(HEADER, ...rows)), 'a.docx', { memoryMb: 60 }))
    expect(refusal.message).toMatch(/слишком сложный/)
  })

  it('by its depth', async () => {
    const deep = `${'<w:sdt><w:sdtContent>'.repeat(60_000)}${'</w:sdtContent></w:sdt>'.repeat(60_000)}`
    expect((await refusalOf(readTableFile(await docxOf(deep + PLAN), 'a.docx'))).message).toMatch(/повреждён|сложный/)
    const html = `<table><tr><td>${'<div><p>'.repeat(400_000)}`
    const refusal = await refusalOf(readTableFile(bytesOf(html), 'a.html', { timeMs: 3_000 }))
    expect(refusal.message).toMatch(/повреждён|сложный|нет таблицы/)
  })
})

describe('what points outside is left alone', () => {
  it('a template, a remote picture, an embedded object, a link', async () => {
    const relations = (type: string, target: string) =>
      `<Relationship Id="x${type}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}" TargetMode="External"/>`
    const rels = `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relations('attachedTemplate', 'http://evil.invalid/t.dotm')}${relations('image', 'http://evil.invalid/i.png')}${relations('hyperlink', 'http://evil.invalid/')}</Relationships>`
    const inside = `<w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r:link="ximage"/></w:drawing></w:r><w:r><w:object><v:imagedata r:id="ximage"/></w:object></w:r><w:hyperlink r:id="xhyperlink"><w:r><w:t>Слёт</w:t></w:r></w:hyperlink>`
    const body = table(HEADER, rowOf('1', `${inside}`, 'май'))
    const bytes = await docxOf(body, {
      parts: {
        'word/_rels/document.xml.rels': rels,
        'word/embeddings/o.bin': 'x',
        'word/embeddings/b.zip': await zipOf({ a: 'b' }),
      },
    })
    const document = await openTableFile(bytes, 'a.docx')
    expect(document.tables[0]?.rows[1]?.cells).toEqual(['1', 'Слёт', 'май'])
  })
})
