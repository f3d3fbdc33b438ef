import { createHash } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EXTENSIONS as LOADED } from '@/components/order/cades-plugin'
import { EXTENSIONS, protectPage } from './page-policy.mjs'
import { cleanRequest } from './request-door.mjs'

const SCRIPT = 'self.__next_f.push([1,"<p>текст</p>"])'
const PAGE = `<html><script src="/a.js"></script><p>${'Опубликовано '.repeat(200)}</p><script>${SCRIPT}</script></html>`

type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer }
let server: Server
let seen: IncomingHttpHeaders = {}
let shown = PAGE
const door: { publicAddress: URL | undefined; proxies: number } = { publicAddress: undefined, proxies: 0 }

beforeAll(async () => {
  server = createServer((incoming, response) => {
    cleanRequest(incoming, door)
    protectPage(incoming, response)
    seen = incoming.headers
    const isPage = !incoming.url?.endsWith('.ics')
    response.setHeader('content-type', isPage ? 'text/html; charset=utf-8' : 'text/calendar')
    response.flushHeaders()
    response.write(shown.slice(0, 40))
    response.end(shown.slice(40))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => server.close())

function get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { port } = server.address() as AddressInfo
    request({ port, path, headers, host: '127.0.0.1' }, async (response) => {
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: await buffer(response) })
    })
      .once('error', reject)
      .end()
  })
}

const policyOf = (answer: Answer) => String(answer.headers['content-security-policy'])

describe('the policy of a page', () => {
  it('lets a page made for the request run only scripts with its nonce, another each time', async () => {
    const [first, second] = [await get('/road-maps'), await get('/road-maps')]
    expect(policyOf(second)).toMatch(/script-src 'self' 'nonce-[\w+/=]{20,}';/)
    expect(policyOf(first)).not.toBe(policyOf(second))
    expect(seen['content-security-policy']).toBe(policyOf(second))
    expect(policyOf(second)).toContain("frame-ancestors 'none'")
    expect(policyOf(second)).not.toMatch(/script-src[^;]*unsafe/)
  })

  it('shuts what people brought into a sandbox in which nothing runs', async () => {
    const id = '0e0c1c1e-7f1c-4a55-9d0e-1c2b7a7f0001'
    for (const path of [`/evidence/${id}`, `/register/files/${id}?x=1`])
      expect(policyOf(await get(path)), path).toBe("default-src 'none'; style-src 'self'; sandbox")
    for (const path of ['/evidence', `/evidence/${id}/page`, `/road-maps/${id}?next=/evidence/${id}`])
      expect(policyOf(await get(path)), path).toContain("default-src 'self'")
  })

  it('lets the script of КриптоПро’s extension run on the page of signing in the browser, and nowhere else', async () => {
    const id = '0e0c1c1e-7f1c-4a55-9d0e-1c2b7a7f0001'
    for (const path of [`/orders/${id}/sign/browser`, `/orders/${id}/sign/browser?again=1`]) {
      const scripts = /script-src ([^;]*);/.exec(policyOf(await get(path)))?.[1] ?? ''
      expect(scripts.split(' ').slice(2), path).toEqual(EXTENSIONS.map((one) => `chrome-extension://${one}`))
      expect(scripts).not.toMatch(/unsafe|https?:|\*/)
    }
    for (const path of [`/orders/${id}/sign`, `/orders/${id}/sign/file`, `/orders/${id}/sign/browser/x`, '/'])
      expect(policyOf(await get(path)), path).not.toContain('extension')
    expect(LOADED).toEqual(EXTENSIONS)
  })

  it('names the scripts of a ready-made page by fingerprint and compresses it', async () => {
    const plain = await get('/published/1')
    expect(plain.body.toString()).toBe(PAGE)
    expect(policyOf(plain)).toContain(
      `script-src 'self' 'sha256-${createHash('sha256').update(SCRIPT).digest('base64')}';`,
    )
    const compressed = await get('/published/1', { 'accept-encoding': 'gzip, br' })
    expect(compressed.headers['content-encoding']).toBe('gzip')
    expect(compressed.headers.vary).toContain('Accept-Encoding')
    expect(gunzipSync(compressed.body).toString()).toBe(PAGE)
    expect(policyOf(compressed)).toBe(policyOf(plain))
  })

  it('answers 304 with the same policy when the browser already has the page', async () => {
    const page = await get('/published/1')
    const tag = String(page.headers.etag)
    const unchanged = await get('/published/1', { 'if-none-match': tag })
    expect(unchanged).toMatchObject({ status: 304, body: Buffer.alloc(0) })
    expect(policyOf(unchanged)).toBe(policyOf(page))
    expect(unchanged.headers.etag).toBe(tag)
  })

  it('sends a page that was made anew, with its new policy, whatever the browser has', async () => {
    const before = await get('/published/2')
    shown = PAGE.replaceAll('текст', 'другой текст')
    const after = await get('/published/2', { 'if-none-match': String(before.headers.etag), 'accept-encoding': 'gzip' })
    shown = PAGE
    expect(after.status).toBe(200)
    expect(gunzipSync(after.body).toString()).toContain('другой текст')
    expect(policyOf(after)).not.toBe(policyOf(before))
    expect(after.headers.etag).not.toBe(before.headers.etag)
  })

  it('passes what is not a page as it is', async () => {
    const feed = await get('/published/1.ics', { 'accept-encoding': 'gzip' })
    expect(feed.headers['content-encoding']).toBeUndefined()
    expect(feed.body.toString()).toBe(PAGE)
  })
})

describe('the door for requests', () => {
  const forged = {
    'x-forwarded-for': '1.2.3.4, 10.0.0.9',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
    'x-client-address': '5.5.5.5',
    'x-middleware-subrequest': 'middleware',
    'content-security-policy': "script-src 'nonce-known'",
  }

  it('believes no claim of a stranger', async () => {
    Object.assign(door, { publicAddress: undefined, proxies: 0 })
    await get('/', forged)
    expect(seen['x-client-address']).toBe('127.0.0.1')
    expect(seen['x-forwarded-host']).toBeUndefined()
    expect(seen['x-forwarded-proto']).toBeUndefined()
    expect(seen['x-middleware-subrequest']).toBeUndefined()
    expect(seen['content-security-policy']).not.toContain('known')
  })

  it('takes a path that is no text for a page that does not exist, and leaves any other as it is', async () => {
    Object.assign(door, { publicAddress: undefined, proxies: 0 })
    for (const path of ['/p/%E0%A4', '/road-maps/%', '/%ff'].flatMap((one) => [one, `${one}?x=1`])) {
      await get(path)
      expect(seen['x-page-path'], path).toBe('/-')
    }
    for (const path of ['/', '/p/%D0%B0%20b', '/a%2Fb', '/-x']) {
      await get(`${path}?x=%E0%A4`)
      expect(seen['x-page-path']).toBe(path)
    }
  })

  it('takes the address that its own proxy saw, and only the public host', async () => {
    Object.assign(door, { publicAddress: new URL('https://marshrut.example.ru'), proxies: 1 })
    await get('/', forged)
    expect(seen['x-client-address']).toBe('10.0.0.9')
    expect(seen['x-forwarded-host']).toBeUndefined()
    expect(seen['x-forwarded-proto']).toBe('https')
    await get('/', { ...forged, 'x-forwarded-host': 'marshrut.example.ru' })
    expect(seen['x-forwarded-host']).toBe('marshrut.example.ru')
  })
})
