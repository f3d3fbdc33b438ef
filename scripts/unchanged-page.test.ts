import { randomUUID } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { answerUnchanged, mayStayUnchanged } from './unchanged-page.mjs'

/** A program of one page, drawn from one row; `drawn` counts its drawings. */
let row = 'первая'
let drawn = 0
let onlyRead = true
let status = 200
let clock = new Date('2026-03-01T09:00:00Z')
let nonces = 0
let server: Server
let path = ''

const reading = {
  record: async (work: () => Promise<void>) => {
    await work()
    return { statements: [{ sql: 'select row', params: [] }], onlyRead }
  },
  fingerprint: async () => row,
  now: () => clock,
}

beforeAll(async () => {
  server = createServer((incoming, response) => {
    const nonce = `nonce-${String(++nonces).padStart(16, '0')}`
    const draw = async () => {
      drawn++
      response.statusCode = status
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.setHeader('x-nonce', nonce)
      response.write(`<script nonce="${nonce}"></script><p>${row}, ${incoming.headers.cookie}</p>`)
      response.end(`<input name="_press" value="${randomUUID()}"/>`)
    }
    if (mayStayUnchanged(incoming)) void answerUnchanged(incoming, response, { reading, nonce, draw })
    else void draw()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => server.close())
beforeEach(() => {
  row = 'первая'
  drawn = 0
  onlyRead = true
  status = 200
  clock = new Date('2026-03-01T09:00:00Z')
  path = `/road-maps/${randomUUID()}`
})

function get(
  cookie = 'session=a',
  headers: Record<string, string> = {},
  at = path,
): Promise<{ text: string; headers: IncomingHttpHeaders }> {
  return new Promise((resolve, reject) => {
    const { port } = server.address() as AddressInfo
    request({ port, path: at, host: '127.0.0.1', headers: { cookie, ...headers } }, async (response) => {
      const body = await buffer(response)
      const text = response.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body
      resolve({ text: String(text), headers: response.headers })
    })
      .once('error', reject)
      .end()
  })
}

const pressOf = (text: string) => /_press" value="([^"]+)/.exec(text)?.[1]
const nonceOf = (text: string) => /nonce="([^"]+)/.exec(text)?.[1]

describe('a page that nothing has changed of', () => {
  it('is drawn twice and then sent again, with the nonce and the press of its own', async () => {
    const [, second, third, fourth] = [await get(), await get(), await get(), await get()]
    expect(drawn).toBe(2)
    expect(third.text).toContain('первая, session=a')
    expect(third.headers['x-nonce']).toBe(nonceOf(third.text))
    expect(new Set([second, third, fourth].map(({ text }) => nonceOf(text))).size).toBe(3)
    expect(new Set([second, third, fourth].map(({ text }) => pressOf(text))).size).toBe(3)
  })

  it('goes out compressed to those who can read that', async () => {
    for (let time = 0; time < 3; time++) {
      const page = await get('session=a', { 'accept-encoding': 'gzip' })
      expect(page.headers['content-encoding']).toBe('gzip')
      expect(page.headers.vary).toContain('Accept-Encoding')
      expect(page.text).toContain('первая')
    }
    const plain = await get()
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(plain.text).toContain('первая')
    expect(drawn).toBe(2)
  })

  it('is drawn anew as soon as one answer of the database differs', async () => {
    for (let time = 0; time < 3; time++) await get()
    row = 'вторая'
    expect((await get()).text).toContain('вторая')
    row = 'третья'
    expect((await get()).text).toContain('третья')
    expect((await get()).text).toContain('третья')
    row = 'первая'
    expect((await get()).text).toContain('первая')
  })

  it('is never sent to another session', async () => {
    for (let time = 0; time < 3; time++) await get()
    expect((await get('session=b')).text).toContain('session=b')
    expect((await get('')).text).not.toContain('session=a')
  })

  it('is drawn anew when a quarter of an hour has begun: the local date may be another', async () => {
    for (let time = 0; time < 3; time++) await get()
    clock = new Date('2026-03-01T09:15:00Z')
    await get()
    expect(drawn).toBe(3)
  })
})

describe('drawn each time', () => {
  it.each([
    [
      'a page that writes',
      () => {
        onlyRead = false
      },
    ],
    [
      'an answer that is not a page found',
      () => {
        status = 404
      },
    ],
    [
      'a page with a message in its address',
      () => {
        path += '?done=saved'
      },
    ],
    [
      'another page',
      () => {
        path = '/orders/1'
      },
    ],
  ])('%s', async (_, given) => {
    given()
    for (let time = 0; time < 4; time++) await get()
    expect(drawn).toBe(4)
  })

  it('what the framework asks for its own use', async () => {
    for (let time = 0; time < 4; time++) await get('session=a', { rsc: '1' })
    expect(drawn).toBe(4)
  })
})
