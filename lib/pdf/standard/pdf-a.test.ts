import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawOrder2026 } from '@/lib/pdf/order-2026'
import { comparable } from '@/lib/shared/text'
import { hasTool } from '@/lib/signature/signed-paper.testing'
import { Objects } from './qpdf.testing'
import { ask, run } from './reader.testing'
import { AT, EMBLEM, openSpecimens, PAPER_ID, PAPERS, type PaperName, type Specimen } from './specimens.testing'

const READ: PaperName[] = ['order', 'ecdsa', 'threeSheets', 'peoples', 'amendment', 'angular', 'draft', 'copy']
const tools = ['pdffonts', 'pdfinfo'].every((tool) => hasTool(tool, '-v')) && hasTool('qpdf', '--version')

describe.skipIf(!tools)('PDF/A-2a and PDF/UA-1, by named checks of our own', () => {
  const specimens = openSpecimens()
  const papers: { paper: Specimen; objects: Objects; xmp: string }[] = []
  beforeAll(async () => {
    for (const name of READ) {
      const paper = await specimens.paper(name)
      const objects = new Objects(paper.file)
      papers.push({ paper, objects, xmp: objects.bytes(objects.catalog['/Metadata']).toString('utf8') })
    }
  }, 120_000)
  afterAll(specimens.close)

  it('C12: one family of letters stands in a paper', () => {
    for (const { paper } of papers) {
      const names = fontsOf(paper.file).map(({ name }) => name.replace(/^[A-Z]{6}\+/, '').split('-')[0])
      expect([...new Set(names)]).toEqual(['Tinos'])
    }
  })

  it('C13: every font is embedded in part and knows the letters of its glyphs', () => {
    for (const { paper } of papers) {
      expect(fontsOf(paper.file).length).toBeGreaterThan(0)
      for (const { name, embedded, subset, unicode } of fontsOf(paper.file)) {
        expect([name, embedded, subset, unicode]).toEqual([expect.stringMatching(/^[A-Z]{6}\+/), 'yes', 'yes', 'yes'])
      }
    }
  })

  it('C73: the metadata says PDF/A-2a and PDF/UA-1, describes the latter’s schema, and names the paper', () => {
    for (const { paper, xmp } of papers) {
      expect(xmp).toMatch(/<pdfaid:part>2<\/pdfaid:part>\s*<pdfaid:conformance>A</)
      expect(xmp).toContain('<pdfuaid:part>1</pdfuaid:part>')
      expect(xmp).toContain('<pdfaProperty:name>part</pdfaProperty:name>')
      const [, title = ''] = /<dc:title>.*?<rdf:li[^>]*>(.*?)<\/rdf:li>/s.exec(xmp) ?? []
      expect(title).toBe(titleOf(paper))
    }
  })

  it('C73: the colours are meant for sRGB, whose profile stands in the file', () => {
    for (const { objects } of papers) {
      const intents = objects.list(objects.catalog['/OutputIntents']).map((one) => objects.dictionary(one))
      expect(intents).toHaveLength(1)
      expect(intents[0]?.['/S']).toBe('/GTS_PDFA1')
      expect(objects.text(intents[0]?.['/OutputConditionIdentifier'])).toMatch(/^sRGB/)
      const profile = objects.bytes(intents[0]?.['/DestOutputProfile'])
      expect(profile.subarray(36, 40).toString('latin1')).toBe('acsp')
      expect(profile.subarray(16, 20).toString('latin1')).toBe('RGB ')
    }
  })

  it('C74: nothing is encrypted, runs, is layered, attached, hidden or fetched from elsewhere', () => {
    for (const { paper, objects } of papers) {
      expect(objects.encrypted).toBe(false)
      const info = run('pdfinfo', paper.file)
      expect(info).toMatch(/JavaScript: +no/)
      expect(info).toMatch(/Encrypted: +no/)
      const forbidden = [
        '/JS',
        '/JavaScript',
        '/OCProperties',
        '/OCGs',
        '/EmbeddedFiles',
        '/EF',
        '/XFA',
        '/OpenAction',
        '/AA',
        '/URI',
        '/Launch',
        '/F',
      ]
      for (const one of objects.all()) {
        const annotation = one['/Subtype'] === '/Widget'
        for (const key of forbidden) if (!(annotation && key === '/F')) expect(Object.keys(one)).not.toContain(key)
        expect(['/LZWDecode', '/JPXDecode', '/Crypt']).not.toContain(one['/Filter'])
        if (one['/SMask'] !== undefined) expect(one['/SMask']).toBe('/None')
      }
    }
  })

  it('C75: the catalogue names language, tags and title, and the title is the act’s kind, date and number', () => {
    for (const { paper, objects } of papers) {
      const { catalog } = objects
      expect(objects.text(catalog['/Lang'])).toBe('ru-RU')
      expect(objects.dictionary(catalog['/MarkInfo'])['/Marked']).toBe(true)
      expect(objects.dictionary(catalog['/ViewerPreferences'])['/DisplayDocTitle']).toBe(true)
      expect(objects.dictionary(catalog['/StructTreeRoot'])['/Type']).toBe('/StructTreeRoot')
      expect(objects.text(objects.dictionary(objects.trailer['/Info'])['/Title'])).toBe(titleOf(paper))
      expect(comparable(titleOf(paper))).toMatch(/^Распоряжение от 21 апреля 2022 г\. № \d+$/)
    }
  })

  it('C75: Info and XMP tell the same dates and maker', () => {
    for (const { objects, xmp } of papers) {
      const info = objects.dictionary(objects.trailer['/Info'])
      expect(objects.text(info['/CreationDate'])).toBe('D:20220421020000Z')
      expect(xmp).toContain('<xmp:CreateDate>2022-04-21T02:00:00Z</xmp:CreateDate>')
      expect(xmp).toContain(`<pdf:Producer>${objects.text(info['/Producer'])}</pdf:Producer>`)
      expect(objects.list(objects.trailer['/ID'])).toHaveLength(2)
    }
  })

  it('UA: sheets with a field are walked through in the order of the tags, and the field says what it is', () => {
    const signed = papers.filter(({ paper }) => paper.certificate)
    expect(signed.length).toBeGreaterThan(4)
    for (const { objects } of signed) {
      const [first] = objects.pages
      expect(first?.['/Tabs']).toBe('/S')
      const [widget] = objects.list(first?.['/Annots']).map((one) => objects.dictionary(one))
      expect(objects.text(widget?.['/TU']).length).toBeGreaterThan(5)
      expect(widget?.['/AP']).toBeDefined()
      // Printed, not hidden: PDF/A wants the flag 4 alone.
      expect(widget?.['/F']).toBe(4)
    }
  })

  it('hostile 61, 70: letters of the peoples of Russia come out as they went in, and none is a box or a question mark', () => {
    const { paper } = papers[READ.indexOf('peoples')] as { paper: Specimen }
    const read = run('pdftotext', '-raw', paper.file, '-').normalize('NFC')
    const letters = PAPERS.peoples.document.title.replace('Об утверждении ', '').replace(/\s/g, '')
    for (const letter of letters) expect(read.split(letter).length, letter).toBeGreaterThanOrEqual(4)
    expect(comparable(read)).toContain('Владелец Ҕүрүөһөв Ӑнвар Ҡәҙер улы')
    expect(comparable(read)).toContain('Ӑ.Ҡ. Ҕүрүөһөв')
    expect(read).not.toMatch(/[□?\uFFFD\u0000-\u0008]/)
  })
})

const titleOf = ({ document }: Specimen) => `Распоряжение от ${document.date} ${document.number}`

function fontsOf(file: string) {
  const rows = run('pdffonts', file).trim().split('\n').slice(2)
  return rows.map((row) => {
    const [name = '', rest = ''] = [row.slice(0, 36).trim(), row.slice(36)]
    const [embedded, subset, unicode] = rest.match(/\b(yes|no)\b/g) ?? []
    return { name, embedded, subset, unicode }
  })
}

const JARS = ['pdfbox2', 'fontbox2', 'preflight', 'xmpbox', 'commons-logging'].map(
  (name) => `/usr/share/java/${name}.jar`,
)
const hasPreflight = () =>
  process.env.CI === 'true' ||
  (hasTool('javac', '-version') && hasTool('java', '-version') && JARS.every((jar) => existsSync(jar)))

describe.skipIf(!hasPreflight())('PDFBox Preflight, which judges PDF/A-1b', () => {
  const specimens = openSpecimens()
  const classes = join(specimens.folder, 'classes')
  afterAll(specimens.close)
  beforeAll(() => {
    mkdirSync(classes)
    const source = join(import.meta.dirname, 'preflight')
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.java'))
    run('javac', '-d', classes, ...files.map((name) => join(source, name)))
  }, 120_000)
  const judge = (file: string) =>
    ask('java', '-cp', [classes, ...JARS].join(':'), 'org.apache.pdfbox.preflight.Validator_A1b', file)

  it.each(['order', 'threeSheets', 'amendment', 'angular', 'peoples', 'copy'] as const)(
    'finds the pages of «%s» valid',
    async (name) => {
      const { document, drawing = {} } = PAPERS[name] as {
        document: Parameters<typeof drawOrder2026>[0]
        drawing?: object
      }
      const at = { at: AT, paperId: PAPER_ID, ...drawing }
      const { bytes } = await drawOrder2026(document, { ...at, conformance: 'PDF/A-1b' })
      const file = join(specimens.folder, `${name}-1b.pdf`)
      writeFileSync(file, bytes)
      expect(judge(file).output).toContain('is a valid PDF/A-1b file')
    },
    60_000,
  )

  it('finds the fault in a file that is none, and in the signed paper only what PDF/A-2 changed', async () => {
    const { file } = await specimens.paper('order')
    const faults = judge(file)
      .output.split('\n')
      .slice(1)
      .filter((line) => line.trim() !== '')
    expect(faults.length).toBeGreaterThan(0)
    for (const fault of faults) expect(fault).toMatch(/part must be 1|CIDSet entry is missing/)
    const broken = join(specimens.folder, 'broken.pdf')
    const { bytes } = await drawOrder2026(PAPERS.order.document, {
      at: AT,
      paperId: PAPER_ID,
      emblem: EMBLEM,
      conformance: 'PDF/A-1b',
    })
    writeFileSync(
      broken,
      Buffer.from(Buffer.from(bytes).toString('latin1').replace('/OutputIntents', '/OutputIntentz'), 'latin1'),
    )
    expect(judge(broken).status).not.toBe(0)
  }, 60_000)
})
