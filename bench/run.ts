// `npm run bench`: ratios of processor time a request, in one run on one machine, interleaved (issue 2, rulings F9).
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startPostgres } from '@/db/testing/postgres'
import { startFresh } from './fresh'
import { closeConnections } from './load'
import { type MeasuredServer, root, startMeasured } from './measured-server'
import { measurePapers } from './papers'
import { markdown, type Report, type Row } from './report'
import { interleave, type Plan } from './rounds'
import { demandSameTable } from './same-table'
import { buildStaticApp } from './static-app'
import { type Prepared, prepareStory } from './story'
import { weighPages } from './weigh-pages'

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    requests: { type: 'string', default: '200' },
    only: { type: 'string', default: '' },
    json: { type: 'string', default: '' },
    fresh: { type: 'boolean', default: false },
    'no-browser': { type: 'boolean', default: false },
    /** pages or papers; both by default. */
    part: { type: 'string', default: '' },
  },
})

const SOURCE = join(root, 'lib/road-map/fixtures/order-121-2022.txt')
const folder = mkdtempSync(join(tmpdir(), 'marshrut-bench-'))
const say = (text: string) => process.stderr.write(`${text}\n`)

type Place = {
  kind: 'postgresql' | 'embedded'
  env: Record<string, string>
  bareEnv: Record<string, string>
  prepared: Prepared
}

/** Prepares a database by the program's commands; the embedded one is copied, since one process holds it. */
async function place(kind: Place['kind'], databaseUrl?: string): Promise<Place> {
  const dataDir = join(folder, kind)
  mkdirSync(dataDir, { recursive: true })
  process.env.DATA_DIR = dataDir
  const prepared = await prepareStory({ ...(databaseUrl ? { databaseUrl } : {}), dataDir }, new Date())
  const file = join(folder, `${kind}.json`)
  writeFileSync(file, JSON.stringify(prepared))
  const own = { DATA_DIR: dataDir, DATABASE_URL: databaseUrl ?? '' }
  const copy = `${dataDir}-bare`
  if (!databaseUrl) cpSync(dataDir, copy, { recursive: true })
  return { kind, env: own, bareEnv: { ...own, DATA_DIR: databaseUrl ? dataDir : copy, BENCH_PREPARED: file }, prepared }
}

async function measure(place: Place, staticFolder: string): Promise<{ rows: Row[]; restartMs: number }> {
  const servers: MeasuredServer[] = []
  const start = async (...given: Parameters<typeof startMeasured>) => {
    const server = await startMeasured(...given)
    servers.push(server)
    return server
  }
  try {
    const program = await start(['scripts/server.mjs'], place.env, '/health')
    const tsx = ['--conditions=react-server', '--import', 'tsx']
    const bare = await start([...tsx, 'bench/bare.ts'], place.bareEnv, '/health')
    const still = await start([join(root, 'bench/static-page/serve.mjs')], {}, '/', staticFolder)
    const { signedInPath, draftPath, publishedPath, token } = place.prepared
    const cookie = { cookie: `next-auth.session-token=${token}` }
    const plans: Plan[] = []
    for (const zip of [false, true]) {
      const headers: Record<string, string> = zip ? { 'accept-encoding': 'gzip, deflate, br' } : {}
      const add = (
        page: Plan['page'],
        of: Plan['of'],
        server: MeasuredServer,
        path: string,
        extra: Record<string, string> = {},
      ) =>
        plans.push({
          page,
          of,
          zip,
          server,
          target: { name: `${page} ${of}`, port: server.port, path, headers: { ...headers, ...extra } },
        })
      for (const [page, path, own] of [
        ['signed in', signedInPath, '/signed-in'],
        ['signed in, draft', draftPath, '/draft'],
      ] as const) {
        add(page, 'page', program, path, cookie)
        // With its version named in the address the page is drawn at each request (scripts/unchanged-page.mjs).
        if (!zip) add(page, 'anew', program, `${path}?version=1`, cookie)
        add(page, 'sql', bare, own, cookie)
        add(page, 'memory', bare, `/memory${own}`, cookie)
      }
      add('published', 'page', program, publishedPath)
      add('published', 'sql', bare, '/published')
      add('published', 'memory', bare, '/memory/published')
      add('published', 'static', still, '/')
    }
    await demandSameTable(plans)
    const rows = await interleave(plans, { rounds: Number(options.rounds), requests: Number(options.requests), say })
    return { rows: rows.map((row) => ({ database: place.kind, ...row })), restartMs: program.startedMs }
  } finally {
    closeConnections()
    await Promise.all(servers.map((server) => server.stop()))
  }
}

/** Everything about pages: both databases in turn, then the weight of pages in a browser. */
async function measurePages(report: Report): Promise<void> {
  say('Собираю неизменную страницу для сравнения…')
  const staticFolder = await buildStaticApp(readFileSync(SOURCE, 'utf8'))
  const postgres = options.only === 'embedded' ? undefined : await startPostgres()
  try {
    const places = [
      ...(postgres ? [await place('postgresql', postgres.url('postgres'))] : []),
      ...(options.only === 'postgresql' ? [] : [await place('embedded')]),
    ]
    for (const one of places) {
      say(`Измеряю: ${one.kind}`)
      const { rows, restartMs } = await measure(one, staticFolder)
      report.rows.push(...rows)
      report.restartMs[one.kind] = Math.round(restartMs)
    }
    const last = places.at(-1)
    if (last && !options['no-browser']) report.bytes = await weighPages(last)
  } finally {
    await postgres?.stop()
  }
}

try {
  const report: Report = { node: process.version, rows: [], restartMs: {}, bytes: [], papers: null, freshMs: null }
  if (options.part !== 'papers') await measurePages(report)
  if (options.part !== 'pages') report.papers = await measurePapers({ rounds: Number(options.rounds), folder, say })
  if (options.fresh) report.freshMs = await startFresh(folder, say)
  if (options.json) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`)
  process.stdout.write(`${markdown(report)}\n`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
