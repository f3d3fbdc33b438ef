import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import ExcelJS from 'exceljs'
import JSZip from 'jszip'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { archiveParts } from '@/db/archive-parts'
import { database } from '@/db/client'
import { certifyCopy } from '@/db/commands/certified-copy'
import { createAct, saveOrderCard } from '@/db/commands/order'
import { publishOrder } from '@/db/commands/publication'
import { closeBook } from '@/db/commands/register-closing'
import { getAcquaintance } from '@/db/queries/acquaintance'
import { getArchive } from '@/db/queries/archive'
import { getCopies } from '@/db/queries/certified-copy'
import { getExtracts } from '@/db/queries/extract'
import { getDraftPaper } from '@/db/queries/order'
import { municipalities } from '@/db/schema/municipality'
import { roleAssignments } from '@/db/schema/person'
import { schoolPeople, schools } from '@/db/schema/school'
import { cardInput, decideAs, idOf, NOW, openStory, paperBytes, refusal, send, sign } from '@/db/testing/story'
import { pdfPages, pdfText } from '@/e2e/pdf-text'
import { DEFAULT_SETTINGS } from '@/lib/municipality/settings'
import { finish } from '@/lib/order/compose'
import { contentDisposition, safeFileName } from '@/lib/order/paper-name'
import { drawExtract } from '@/lib/pdf/extract-2026'
import { drawOrder2026 } from '@/lib/pdf/order-2026'
import { zipPath } from '@/lib/store/zip'
import { writeOrderDocx } from '@/lib/table-file/write-order-docx'

/** Typed by people who mean harm, or whose keyboards do: markup, formulas, code, directions, controls, pairs of letters. */
const HOSTILE = [
  '<img src=x onerror=alert(1)>',
  '=HYPERLINK("http://evil.test";"x")',
  '＝1+1',
  '+7 (30251) 2-00-00',
  '-2+3',
  '@SUM(A1)',
  '{{constructor}} $\u007b7*7} <%= 7*7 %> {карты} {акта}',
  '../../etc/passwd',
  'CON',
  'отчёт\u202Efdp.exe',
  'Иванова\u200B Нина\u0301 «№» „“ ₽ ’',
  'а'.repeat(300),
] as const
const SCHOOL = '<b>МОУ</b> =1+1 ..\\..\\Школа № 7'

let story: Awaited<ReturnType<typeof openStory>>
let orderId: string
let hostileSchool: string

beforeAll(async () => {
  story = await openStory()
  const coordinator = await story.home.actor('coordinator')
  await database()
    .update(municipalities)
    .set({ settings: { ...DEFAULT_SETTINGS, executorMark: true } })
    .where(eq(municipalities.id, story.home.id))
  hostileSchool = randomUUID()
  await database()
    .insert(schools)
    .values({ id: hostileSchool, municipalityId: story.home.id, name: SCHOOL, shortName: SCHOOL, site: '' })
  orderId = await createAct(coordinator, { purpose: 'curators', kind: 'directive', pressId: randomUUID() }, NOW)
  await saveOrderCard(
    coordinator,
    {
      ...(await cardInput(coordinator, orderId)),
      title: `О назначении ${HOSTILE[0]} ${HOSTILE[6]}`,
      points: HOSTILE.map((text) => ({ text })),
      rows: [SCHOOL, ...HOSTILE].map((text, index) => ({
        school: text,
        curator: HOSTILE[index % 9] ?? '',
        post: text,
      })),
      executorName: HOSTILE[1],
      executorPhone: HOSTILE[3],
    },
    NOW,
  )
  await send(story.home, orderId)
  await decideAs(story.home, 'lawyer', orderId)
}, 120_000)
afterAll(() => story.close())

/** Order-standard C61: what was typed stands on the paper; signs that nobody sees may go. */
const seen = (text: string): string => text.normalize('NFC').replace(/[\s\p{Cf}\p{Cc}\u00AD-]+/gu, '')

describe('hostile 17–24: what was typed into an act, wherever it goes', () => {
  it('is text in the Word draft', async () => {
    const { document } = await getDraftPaper(await story.home.actor('coordinator'), orderId)
    const bytes = await writeOrderDocx(
      finish(document, { date: '2026-04-21', number: '№ 1', mark: null, watermark: 'ПРОЕКТ' }),
    )
    const zip = await JSZip.loadAsync(bytes)
    const xml = (await zip.file('word/document.xml')?.async('string')) ?? ''
    expect(xml).toContain('&lt;img src=x onerror=alert(1)&gt;')
    expect(xml).not.toMatch(/<img|<w:fldSimple|w:instrText[^<]*HYPERLINK/)
    expect(seen(xml.replace(/<[^>]+>/g, ''))).toContain(seen('{{constructor}}$\u007b7*7}'))
  })

  it('is text on the signed paper, letter by letter', async () => {
    await sign(story.home, orderId)
    await publishOrder(await story.home.actor('clerk'), { orderId }, NOW)
    const text = seen(await pdfText(await paperBytes(story.home, orderId)))
    for (const typed of HOSTILE) expect(text, typed).toContain(seen(typed))
  })

  it('is text in the archive’s page and journal, never a formula, a path or a link; the closing note too', async () => {
    const clerk = await story.home.actor('clerk')
    for (const name of HOSTILE)
      await certifyCopy(clerk, { orderId, post: '=1+1;"\n', name: name.slice(0, 200), pressId: randomUUID() }, NOW)
    await closeBook(clerk, { kind: 'directive', year: 2026, note: `${HOSTILE[0]} ${HOSTILE[1]}` }, NOW)
    const parts = archiveParts(clerk, await getArchive(clerk, 2026), NOW)
    const made = new Map<string, Uint8Array>()
    for (const { path, make } of parts) made.set(path, await make())
    for (const path of made.keys()) expect(path).not.toMatch(/(^|\/)\.\.?(\/|$)|\\|^\/|\p{Cc}|\p{Cf}/u)
    const text = (end: string) =>
      Buffer.from([...made].find(([path]) => path.endsWith(end))?.[1] ?? []).toString('utf8')
    expect(text('index.html')).toContain('&lt;img')
    expect(text('index.html')).not.toMatch(/<img|<script/)
    for (const line of text('Журнал действий.csv').slice(1).split('\r\n'))
      for (const cell of line.split(';')) expect(cell).not.toMatch(/^"?\s*[=+@＝]/)
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(Buffer.from(made.get('Реестр 2026.xlsx') ?? []) as unknown as ArrayBuffer)
    workbook.worksheets[0]?.eachRow((row) =>
      row.eachCell((cell) => expect(cell.type).not.toBe(ExcelJS.ValueType.Formula)),
    )
  })

  it('is text on a certified copy with its executor, and on an extract with its name', async () => {
    const clerk = await story.home.actor('clerk')
    const { act, copies } = await getCopies(clerk, orderId)
    const { document, executor } = act
    if (!document || !executor) throw new Error('The act has no text.')
    expect(copies.map(({ name }) => name)).toContain(HOSTILE[0])
    const certified = { post: HOSTILE[0], name: HOSTILE[1], date: '21 апреля 2026 г.' }
    const { bytes } = await drawOrder2026(
      { ...document, watermark: 'КОПИЯ' },
      { at: NOW, paperId: act.publicId, certified, executor },
    )
    expect(seen(await pdfText(bytes))).toContain(seen(HOSTILE[3]))
    const school = (await getExtracts(clerk, orderId)).schools.find(({ id }) => id === hostileSchool)
    expect(school).toMatchObject({ name: SCHOOL, rows: 1 })
    if (!school) return
    const extract = await drawExtract({
      document,
      kind: 'directive',
      school: SCHOOL,
      table: school.table,
      certified,
      at: NOW,
      paperId: act.publicId,
    })
    expect(seen(await pdfText(extract.bytes))).toContain(seen(SCHOOL))
    const name = safeFileName(`Выписка ${document.number} — ${SCHOOL}.pdf`)
    expect(zipPath(name)).not.toMatch(/[\\/<>:]/)
    expect(contentDisposition('attachment', name)).toMatch(/^[\x20-\x7e]+$/)
  })

  it('an executor of a hundred lines stays in the margin and off the text', async () => {
    const { act } = await getCopies(await story.home.actor('clerk'), orderId)
    if (!act.document) throw new Error('The act has no text.')
    const executor = { name: 'Иванова Н.Г.', phone: '1\n'.repeat(50) }
    const { bytes } = await drawOrder2026(
      { ...act.document, watermark: 'КОПИЯ' },
      { at: NOW, paperId: act.publicId, executor },
    )
    const sheets = await pdfPages(bytes)
    const lines = sheets.flatMap((sheet) =>
      sheet.items
        .filter(({ text, fontSize }) => fontSize <= 10 && /Иванова Н\.Г\./.test(text))
        .map((item) => sheet.height - item.y),
    )
    expect(lines).toHaveLength(1)
    for (const fromEdge of lines) expect(fromEdge).toBeLessThan((20 * 72) / 25.4)
  })
})

describe('hostile 7: who gets what stands around an act', () => {
  const names = async (who: string, now = NOW) =>
    (await getExtracts(await story.home.actor(who, now), orderId)).schools.map(({ id }) => id)

  it('a head of school and a curator get their own schools’ extracts, to the last minute of their days; the clerk all', async () => {
    expect(await names('clerk')).toContain(hostileSchool)
    expect(await names('school1')).not.toContain(hostileSchool)
    const curator = await idOf(story.home, 'curator1')
    const link = { municipalityId: story.home.id, schoolId: hostileSchool, userId: curator, validFrom: null }
    await database()
      .insert(schoolPeople)
      .values({ ...link, relation: 'curator', validTo: '2026-04-21' })
    expect(await names('curator1')).toContain(hostileSchool)
    expect(await names('curator1', new Date('2026-04-21T14:59:00Z'))).toContain(hostileSchool)
    expect(await names('curator1', new Date('2026-04-21T15:01:00Z'))).not.toContain(hostileSchool)
    const lines = (await getAcquaintance(await story.home.actor('school1'), orderId)).lines
    expect(lines.map(({ schoolId }) => schoolId)).not.toContain(hostileSchool)
    await expect(getExtracts(await story.other.actor('clerk'), orderId)).rejects.toEqual(refusal('not_found'))
  })

  it('whose role has ended gets nothing', async () => {
    const school1 = await idOf(story.home, 'school1')
    await database()
      .update(roleAssignments)
      .set({ validTo: '2026-04-20' })
      .where(and(eq(roleAssignments.userId, school1), eq(roleAssignments.role, 'school')))
    await expect(names('school1')).rejects.toEqual(refusal('not_found'))
    await expect(getAcquaintance(await story.home.actor('school1'), orderId)).rejects.toEqual(refusal('not_found'))
  })
})
