// The bare server of the comparison: node's own http, the program's statements through the program's drivers, a string template.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import postgres from 'postgres'
import { openEmbedded } from '@/db/embedded'
import { publishedPage, signedInPage } from './bare-page'
import { CLOCK_MARK, HASH_MARK, type Prepared, type Statement } from './story'

const { DATABASE_URL, DATA_DIR = '', BENCH_PREPARED = '', PORT } = process.env
const prepared = JSON.parse(readFileSync(BENCH_PREPARED, 'utf8')) as Prepared

type Run = (statement: string, params: unknown[]) => Promise<unknown[][]>

const run: Run = DATABASE_URL ? onServer(DATABASE_URL) : await onEmbedded()

function onServer(url: string): Run {
  const client = postgres(url, { max: 10, onnotice: () => {} })
  return (statement, params) => client.unsafe(statement, params as never[]).values()
}

async function onEmbedded(): Promise<Run> {
  const { client } = await openEmbedded(join(DATA_DIR, 'postgres'))
  return async (statement, params) => (await client.query<unknown[]>(statement, params, { rowMode: 'array' })).rows
}

/** One after another, as a page does: each needs what the one before has found. */
async function answersOf(statements: Statement[], cookie: string): Promise<unknown[][][]> {
  const hash = createHash('sha256').update(cookie).digest('hex')
  const clock = new Date().toISOString()
  const answers: unknown[][][] = []
  for (const { sql, params } of statements) {
    answers.push(
      await run(
        sql,
        params.map((value) => (value === HASH_MARK ? hash : value === CLOCK_MARK ? clock : value)),
      ),
    )
  }
  return answers
}

const pages: Record<string, (cookie: string) => Promise<string>> = {
  '/signed-in': async (cookie) => signedInPage(await answersOf(prepared.statements.signedIn, cookie), false),
  '/draft': async (cookie) => signedInPage(await answersOf(prepared.statements.draft, cookie), true),
  '/published': async () => publishedPage(await answersOf(prepared.statements.published, '')),
}
const memory = new Map<string, Buffer>()
for (const [path, make] of Object.entries(pages)) memory.set(`/memory${path}`, Buffer.from(await make(prepared.token)))
const squeezed = new Map([...memory].map(([path, html]) => [path, gzipSync(html)]))

createServer(async (request, response) => {
  const path = request.url ?? ''
  const zip = String(request.headers['accept-encoding'] ?? '').includes('gzip')
  const kept = zip ? squeezed.get(path) : memory.get(path)
  const cookie = /next-auth\.session-token=([^;]+)/.exec(request.headers.cookie ?? '')?.[1] ?? ''
  const make = pages[path]
  if (!kept && !make) {
    response.writeHead(path === '/health' ? 200 : 404).end()
    return
  }
  const html = kept ?? Buffer.from((await make?.(cookie)) ?? '')
  const body = zip && !kept ? gzipSync(html) : html
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': body.length,
    ...(zip ? { 'content-encoding': 'gzip' } : {}),
  })
  response.end(body)
}).listen(Number(PORT), '127.0.0.1')

process.on('SIGTERM', () => process.exit(0))
