import { execFileSync, spawnSync } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import yauzl, { type Entry } from 'yauzl'
import { archiveParts } from '@/db/archive-parts'
import { database } from '@/db/client'
import { enterOldAct } from '@/db/commands/old-act'
import { annulEntry, reserveNumber } from '@/db/commands/register'
import { getArchive, listArchiveYears } from '@/db/queries/archive'
import { papers } from '@/db/schema/order'
import { registerEntries } from '@/db/schema/register'
import { idOf, NOW, openStory, paperBytes, refusal, signedAct } from '@/db/testing/story'
import { bytesStore } from '@/lib/store/folder'
import { zipStream } from '@/lib/store/zip'

const EVIL_TITLE = '=HYPERLINK("http://x") <script>alert(1)</script> ../../etc/passwd'
const folder = mkdtempSync(join(tmpdir(), 'archive-'))
const file = join(folder, 'archive.zip')
let story: Awaited<ReturnType<typeof openStory>>
let act: Awaited<ReturnType<typeof signedAct>>
let files: Map<string, { bytes: Buffer; entry: Entry }>

beforeAll(async () => {
  story = await openStory()
  const clerk = await story.home.actor('clerk')
  act = await signedAct(story.home)
  const scan = await bytesStore().put(Buffer.from('%PDF-1.4 скан'))
  const old = {
    kind: 'directive' as const,
    orderId: '',
    title: EVIL_TITLE,
    signerPost: 'Глава',
    signerName: '=1+1',
    outsideReason: 'велось на бумаге',
    date: clerk.today,
    scan: { ...scan, mediaType: 'application/pdf', fileName: `../../${'длинно'.repeat(60)}.pdf` },
  }
  // Two numbers whose folders would be one after the sign «/» is gone.
  for (const suffix of ['/1', '-1'])
    await enterOldAct(clerk, { ...old, number: { number: 7, suffix }, pressId: randomUUID() }, NOW)
  const { entryId } = await reserveNumber(
    clerk,
    { kind: 'ordinance', number: null, date: clerk.today, reason: 'ошибка', pressId: randomUUID() },
    NOW,
  )
  await annulEntry(clerk, { entryId, reason: 'не нужен' }, NOW)
  // A detached signature beside the signed paper, as another program leaves it.
  const detached = await bytesStore().put(Buffer.from('подпись'))
  await database()
    .insert(papers)
    .values({
      municipalityId: story.home.id,
      orderId: act.orderId,
      kind: 'detached',
      ...detached,
      mediaType: 'application/pkcs7-signature',
      fileName: 'любое имя.sig',
      addedBy: await idOf(story.home, 'head'),
      addedAt: NOW,
    })
  const parts = archiveParts(clerk, await getArchive(clerk, 2026), NOW)
  await pipeline(zipStream(parts, NOW), createWriteStream(file))
  files = await unzipped()
}, 60_000)
afterAll(async () => {
  await story.close()
  rmSync(folder, { recursive: true })
})

/** Read back by another library, which refuses names that lead out of the archive. */
function unzipped(): Promise<typeof files> {
  return new Promise((resolve, reject) => {
    const found: typeof files = new Map()
    yauzl.open(file, { lazyEntries: true, strictFileNames: true }, (error, zip) => {
      if (error) return reject(error)
      zip.on('error', reject)
      zip.on('end', () => resolve(found))
      zip.on('entry', (entry: Entry) => {
        zip.openReadStream(entry, async (failed, stream) => {
          if (failed) return reject(failed)
          const chunks: Buffer[] = []
          for await (const chunk of stream) chunks.push(chunk as Buffer)
          found.set(entry.fileName, { bytes: Buffer.concat(chunks), entry })
          zip.readEntry()
        })
      })
      zip.readEntry()
    })
  })
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const text = (name: string) => files.get(name)?.bytes.toString('utf8') ?? ''
const DIRECTIVE = 'Распоряжения/№ 1 от 21.04.2026'

describe('the archive of a year', () => {
  it('holds a folder an act: the signed bytes, the signature beside them by their name, sheet, map and journal', async () => {
    const paper = `${DIRECTIVE}/Распоряжение № 1 от 21.04.2026.pdf`
    const inFolder = [...files.keys()].filter((name) => name.startsWith(`${DIRECTIVE}/`)).sort()
    expect(inFolder).toEqual(
      [
        paper,
        `${paper}.sig`,
        `${DIRECTIVE}/Дорожная карта.xlsx`,
        `${DIRECTIVE}/Журнал действий.csv`,
        `${DIRECTIVE}/Лист согласования.pdf`,
      ].sort(),
    )
    expect(sha256(files.get(paper)?.bytes ?? Buffer.from(''))).toBe(sha256(await paperBytes(story.home, act.orderId)))
    expect(text(`${DIRECTIVE}/Журнал действий.csv`)).toMatch(/^\uFEFFКогда;Кто;За кого;/)
    expect(text(`${DIRECTIVE}/Журнал действий.csv`)).toContain('Распоряжение подписано')
  })

  it('keeps names inside, Cyrillic and apart, whatever was typed or brought', () => {
    const names = [...files.keys()]
    expect(names.filter((name) => name.includes('..') || name.startsWith('/') || name.length > 240)).toEqual([])
    expect(names).toContain('Распоряжения/№ 7-1 от 21.04.2026/Скан.pdf')
    expect(names).toContain('Распоряжения/№ 7-1 от 21.04.2026/Скан (2).pdf')
    // The flag by which unpacking programs know that names are UTF-8.
    for (const { entry } of files.values())
      if (/[^\p{ASCII}]/u.test(entry.fileName)) expect(entry.generalPurposeBitFlag & 0x800).toBe(0x800)
  })

  it('can be read without the program: a page whose every link is a file here, typed text as text', () => {
    const page = text('index.html')
    const links = [...page.matchAll(/href="([^"]+)"/g)].map(([, href]) => decodeURIComponent(href ?? ''))
    expect(links.length).toBeGreaterThan(8)
    expect(links.filter((link) => !files.has(link))).toEqual([])
    expect(page).not.toContain('<script>')
    expect(page).toContain('&lt;script&gt;')
    expect(page).toContain('Аннулировано')
    expect(page).not.toMatch(/src=|https?:\/\/(?!x&quot;)/)
  })

  it('names the fingerprint of every file but the list itself, and they are right', () => {
    const lines = text('SHA256SUMS.txt').trim().split('\n')
    const listed = new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]))
    expect([...listed.keys(), 'SHA256SUMS.txt'].sort()).toEqual([...files.keys()].sort())
    for (const [name, sum] of listed) expect(sha256(files.get(name)?.bytes ?? Buffer.from('')), name).toBe(sum)
  })

  it('is the clerk’s alone, and another municipality’s year is another archive', async () => {
    await expect(getArchive(await story.home.actor('admin'), 2026)).rejects.toEqual(refusal('forbidden'))
    const theirs = await getArchive(await story.other.actor('clerk'), 2026)
    expect(theirs.entries).toEqual([])
    expect(await listArchiveYears(await story.home.actor('clerk'))).toEqual([{ year: 2026, entries: 4 }])
  })

  it('ends with an error instead of half an archive when a paper is spoilt', async () => {
    const clerk = await story.home.actor('clerk')
    const archive = await getArchive(clerk, 2026)
    const spoilt = archive.entries.map((entry) => ({
      ...entry,
      papers: entry.papers.map((paper) => ({ ...paper, sha256: 'f'.repeat(64) })),
    }))
    const parts = archiveParts(clerk, { ...archive, entries: spoilt }, NOW)
    await expect(pipeline(zipStream(parts, NOW), createWriteStream(join(folder, 'half.zip')))).rejects.toThrow(
      /не найден в хранилище/,
    )
  })

  it('holds every row of the registers, also a number that was annulled', async () => {
    const archive = await getArchive(await story.home.actor('clerk'), 2026)
    const rows = await database()
      .select({ id: registerEntries.id })
      .from(registerEntries)
      .where(eq(registerEntries.municipalityId, story.home.id))
    expect(archive.entries.map((entry) => entry.id).sort()).toEqual(rows.map((row) => row.id).sort())
  })

  const missing = spawnSync('unzip', ['-v']).error !== undefined && process.env.CI !== 'true'
  test.skipIf(missing)('unzip finds nothing wrong, and sha256sum agrees after unpacking', () => {
    expect(execFileSync('unzip', ['-t', file], { encoding: 'utf8' })).toContain('No errors detected')
    const out = join(folder, 'out')
    execFileSync('unzip', ['-q', file, '-d', out], { env: { ...process.env, LC_ALL: 'C.UTF-8' } })
    writeFileSync(join(folder, 'sums'), readFileSync(join(out, 'SHA256SUMS.txt')))
    const checked = execFileSync('sha256sum', ['-c', join(folder, 'sums')], { cwd: out, encoding: 'utf8' })
    expect(checked.trim().split('\n')).toHaveLength(files.size - 1)
  })
})
