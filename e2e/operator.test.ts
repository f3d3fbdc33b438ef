import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { text } from 'node:stream/consumers'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '@/db/open'
import { startPostgres } from '@/db/testing/postgres'
import { ORDER_121_SECTIONS } from '@/lib/road-map/fixtures/order-121-2022.expected'
import { order2022Docx } from '@/lib/table-file/testing/real-plans'
import { getPdf, type Office, openOffice, SCAN, SEED, sees } from './office'
import { publish, signedOrder } from './road-map-steps'

const root = join(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'marshrut-operator-'))

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

/** As `npm run --silent NAME -- ARGS` would; the JSON is read, so anything else on standard output fails. */
async function run(args: string[], dataDir: string) {
  const child = spawn(process.execPath, ['scripts/operator.mjs', ...args], {
    cwd: root,
    env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '', INIT_CWD: root, TEST_CLOCK: '' },
  })
  const [output, errors, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((resolve) => child.once('exit', resolve)),
  ])
  return { code, errors, json: output === '' ? undefined : JSON.parse(output) }
}

describe('a dry run of the import', () => {
  it('prints the whole map with exit code 0', async () => {
    const { code, json } = await run(['import', file('seed.txt', SEED), '--dry-run'], folder)
    expect(code).toBe(0)
    expect(Object.keys(json)).toEqual(['headers', 'sections', 'doubts'])
    expect(json.headers).toHaveLength(6)
    const read = json.sections.map(
      (section: { number: string; title: string; measures: Record<string, string>[] }) => ({
        number: section.number,
        title: section.title,
        rows: section.measures.map((row) => [row.number, row.title, row.term, row.executors, row.tasks, row.indicator]),
      }),
    )
    expect(read).toEqual(ORDER_121_SECTIONS)
    expect(json.doubts.length).toBeGreaterThan(0)
  })

  it('reads a Word file, and answers 2 where it came cut', async () => {
    const word = await order2022Docx()
    const { code, json } = await run(['import', file('plan.docx', word), '--dry-run'], folder)
    expect(code).toBe(0)
    expect(json.sections.map((section: { measures: unknown[] }) => section.measures.length)).toEqual([6, 6, 5])
    expect(Object.keys(json.sections[0].measures[0])).not.toContain('key')
    const cut = await run(['import', file('cut.docx', word.slice(0, 3_000)), '--dry-run'], folder)
    expect(cut).toMatchObject({ code: 2, json: undefined })
    expect(cut.errors).toMatch(/повреждён/)
  })

  it('answers 1 where there is no measure, and 2 where there is no text', async () => {
    const none = await run(['import', file('letter.txt', 'Добрый день!'), '--dry-run'], folder)
    expect(none).toMatchObject({ code: 1, json: { sections: [] } })
    const bytes = await run(['import', file('bytes.txt', Uint8Array.of(0xff, 0xfe, 0x41, 0xd8)), '--dry-run'], folder)
    expect(bytes).toMatchObject({ code: 2, json: undefined })
    expect(bytes.errors).toMatch(/UTF-8/)
  })
})

describe('commands while the server runs', () => {
  let office: Office
  let signed: Uint8Array
  beforeAll(async () => {
    office = await openOffice()
    const { orderUrl } = await signedOrder(office)
    await publish(office, orderUrl)
    signed = await getPdf(await office.as('head'), `${orderUrl}/order.pdf`)
  })
  afterAll(async () => {
    await office?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('import saves in a person’s name, once', async () => {
    const args = [
      'import',
      file('seed.txt', SEED),
      '--as',
      'coordinator@zabaykalsk.test',
      '--municipality',
      'zabaykalsk',
      '--year',
      '2023',
    ]
    const first = await run(args, office.server.dataDir)
    expect(first).toMatchObject({ code: 0, json: { roadMapId: expect.any(String) } })
    const page = await office.as('coordinator')
    await page.goto(`${office.url}/road-maps/${first.json.roadMapId}`)
    await sees(page, /17 мероприятий/)
    const second = await run(args, office.server.dataDir)
    expect(second.code).toBe(1)
    expect(second.json.doubts[0]).toMatch(/уже внесён/)
    const stranger = await run(
      [...args.slice(0, 3), 'school1@zabaykalsk.test', ...args.slice(4, -1), '2024'],
      office.server.dataDir,
    )
    expect(stranger.code).not.toBe(0)
  })

  it('verify tells the four verdicts with their exit codes, all keys present', async () => {
    const flipped = signed.slice()
    flipped[1000] = (flipped[1000] ?? 0) ^ 1
    const ask = (name: string, bytes: Uint8Array) => run(['verify', file(name, bytes)], office.server.dataDir)
    const genuine = await ask('order.pdf', signed)
    expect(genuine).toMatchObject({
      code: 0,
      json: {
        verdict: 'genuine',
        register: { number: '1', date: '2026-09-15', state: 'published', kind: expect.any(String) },
      },
    })
    expect(Object.keys(genuine.json.register)).toEqual(
      expect.arrayContaining(['number', 'date', 'kind', 'state', 'url']),
    )
    expect(genuine.json.signatures).toHaveLength(1)
    const [signature] = genuine.json.signatures
    expect(signature).toMatchObject({ kind: 'pades', valid: true, qualified: false, test: true, coversWholeFile: true })
    const keys = [
      'kind',
      'valid',
      'qualified',
      'test',
      'subject',
      'serial',
      'notBefore',
      'notAfter',
      'timestamp',
      'coversWholeFile',
      'reason',
    ]
    expect(Object.keys(signature)).toEqual(expect.arrayContaining(keys))
    expect(await ask('flipped.pdf', flipped)).toMatchObject({ code: 1, json: { verdict: 'changed' } })
    expect(await ask('foreign.pdf', SCAN.buffer)).toMatchObject({
      code: 1,
      json: { verdict: 'foreign', signatures: [], register: null },
    })
    expect(await ask('note.txt', Buffer.from('Это не PDF'))).toMatchObject({
      code: 2,
      json: { verdict: 'unknown', register: null },
    })
  })

  it('backup copies everything, and its copy comes up in a fresh PostgreSQL', async () => {
    const copy = join(folder, 'copy')
    const { code, json } = await run(['backup', copy], office.server.dataDir)
    expect(code).toBe(0)
    const again = await run(['backup', copy], office.server.dataDir)
    expect(again.code).toBe(2)
    const papers = readdirSync(join(copy, 'papers'), { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    )
    expect(papers.length).toBeGreaterThanOrEqual(1)
    for (const entry of papers) {
      const bytes = readFileSync(join(entry.parentPath, entry.name))
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(basename(entry.name))
    }
    const server = await startPostgres()
    try {
      const root = postgres(server.url('postgres'), { onnotice: () => {} })
      await root`create database restored`
      await root.end()
      await (await openDatabase({ databaseUrl: server.url('restored'), dataDir: copy })).close()
      const client = postgres(server.url('restored'), { onnotice: () => {}, max: 1 })
      await client.unsafe(readFileSync(join(copy, 'database.sql'), 'utf8'))
      const counts: Record<string, number> = {}
      for (const table of Object.keys(json.rows)) {
        const [row] = await client`select count(*)::int as total from ${client(table)}`
        counts[table] = row?.total
      }
      expect(counts).toEqual(json.rows)
      const [entry] = await client`select number, date::text as date from register_entries`
      expect(entry).toMatchObject({ number: 1, date: '2026-09-15' })
      // The next row gets a number of its own.
      await client`insert into access_log (action, subject_id, at) values ('paper.verify', 'x', now())`.catch(
        (error) => {
          expect(error.code).not.toBe('23505')
        },
      )
      await client.end()
    } finally {
      await server.stop()
    }
  })
})
