import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Prepared, prepareStory } from '@/bench/story'
import { hasBrowser, launchBrowser } from './browser'
import { type RunningServer, startServer } from './server'
import { weigh } from './weight'

/** A school's line may carry little: a first visit at most 200 kB in all, a next page 30 kB, words after 40 kB (issue 2). */
const FIRST = 200_000
const NEXT = 30_000
const READABLE = 40_000

describe.runIf(hasBrowser())('a page over the wire', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'marshrut-weight-'))
  let prepared: Prepared
  let server: RunningServer
  let browser: Browser
  beforeAll(async () => {
    process.env.DATA_DIR = dataDir
    prepared = await prepareStory({ dataDir }, new Date())
    ;[server, browser] = await Promise.all([startServer({ dataDir }), launchBrowser()])
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    rmSync(dataDir, { recursive: true, force: true })
  })

  it('sends scripts in brotli to those who read it, and the same scripts to all others', async () => {
    const page = await (await fetch(`${server.url}/login`)).text()
    const address = `${server.url}${/\/_next\/static\/chunks\/[^"]+\.js/.exec(page)?.[0]}`
    const small = await fetch(address, { headers: { 'accept-encoding': 'br' } })
    const plain = await fetch(address, { headers: { 'accept-encoding': 'identity' } })
    expect(small.headers.get('content-encoding')).toBe('br')
    expect(small.headers.get('cache-control')).toContain('immutable')
    expect(plain.headers.get('content-encoding')).toBeNull()
    expect(await small.text()).toBe(await plain.text())
    expect((await fetch(`${server.url}/_next/static/chunks/none.js`)).status).toBe(404)
  })

  const pages: [string, () => string, string, boolean][] = [
    ['the sign-in page', () => '/login', '/published', false],
    ['«Мои дела»', () => '/', '/road-maps', true],
    ['the map of 2022', () => prepared.signedInPath, '/', true],
    ['the same map as a draft', () => prepared.draftPath, '/', true],
    ['the card of an order', () => prepared.cardPath, '/', true],
    ['the published map', () => prepared.publishedPath, '/published', false],
    ['the text on a day', () => `${prepared.signedInPath}/text`, '/', true],
    ['the editions of a map', () => `${prepared.signedInPath}/amendments`, '/', true],
    ['what a QR code leads to', () => prepared.publishedPath.replace('/published/', '/p/'), '/verify', false],
    ['the verification', () => '/verify', '/published', false],
  ]
  it.each(pages)('%s: first visit, next page, and what is needed to read', async (_, path, before, signedIn) => {
    const at = (address: string): string => server.url + address
    const cookies = signedIn ? [{ name: 'next-auth.session-token', value: prepared.token, url: server.url }] : []
    const first = await weigh(browser, [at(path())], cookies)
    const next = await weigh(browser, [at(before), at(path())], cookies)
    const { document = 0, stylesheet = 0, font = 0, script = 0 } = first.byKind
    expect(document).toBeGreaterThan(1_000)
    expect(script).toBeGreaterThan(0)
    expect(first.total).toBeLessThanOrEqual(FIRST)
    expect(document + stylesheet).toBeLessThanOrEqual(READABLE)
    expect(font).toBeLessThanOrEqual(READABLE)
    // React Hook Form comes with the card alone, when a person first opens one.
    if (path() === prepared.cardPath) expect(next.total - (next.byKind.script ?? 0)).toBeLessThanOrEqual(NEXT)
    else expect(next.total).toBeLessThanOrEqual(NEXT)
  })
})
