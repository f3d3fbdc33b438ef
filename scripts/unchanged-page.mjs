// A page that only reads is not drawn again while nothing has changed of what it was drawn from. At each request the very
// statements of the page are asked again, the session's and those that decide rights among them; only when every answer is the
// same, row for row, the page drawn before is sent. So nothing stale and nothing foreign can be shown, and no command needs
// to know of it (docs/decisions/0009).
import { randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

/** Pages whose words come from the database, the cookie and the local date alone. */
const PAGES = /^\/road-maps\/[0-9a-f]{8}-[0-9a-f-]{27}$/
const MOST_BYTES = 32_000_000
const QUARTER_MS = 15 * 60_000
/** The press's id of a form is of one drawing (app/_forms/form.tsx), so each copy gets its own. */
const PRESS = /name="_press" value="([0-9a-f-]{36})"/g

const compress = promisify(gzip)
/** @type {Map<string, {statements: string, reading: unknown[], before?: string, quarter?: number, html?: string, headers?: object, nonce?: string, presses?: string[]}>} */
const pages = new Map()

/** @param {import('node:http').IncomingMessage} request */
export const mayStayUnchanged = ({ method, url = '', headers }) =>
  method === 'GET' && PAGES.test(url) && headers.rsc === undefined && headers['next-action'] === undefined

/**
 * Answers with the page drawn before when what it was drawn from is the same, else lets `draw` draw it.
 * `reading` is the program's: `record(work)`, `fingerprint(statements)`, `now()`.
 */
export async function answerUnchanged(request, response, { reading, nonce, draw }) {
  // Whose page it is and how it looks stand in the cookies.
  const key = `${request.headers.host}\n${request.url}\n${request.headers.cookie ?? ''}`
  const zip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
  const known = pages.get(key)
  // The local date is part of an actor; midnight of every zone falls on a quarter of an hour.
  const quarter = Math.floor(reading.now().getTime() / QUARTER_MS)
  const before = known && (await reading.fingerprint(known.reading))
  if (known?.html && known.before === before && known.quarter === quarter) {
    pages.delete(key)
    pages.set(key, known)
    await send(response, known, nonce, zip)
    return
  }
  const drawn = collect(request, response, zip)
  const { statements, onlyRead } = await reading.record(() => draw())
  const html = drawn()
  pages.delete(key)
  if (html === undefined || !onlyRead || statements.length === 0) return
  const same = JSON.stringify(statements)
  const {
    'content-security-policy': _,
    'content-encoding': __,
    'content-length': ___,
    ...headers
  } = response.getHeaders()
  // What was asked is known only after the first drawing; the answers must be older than the drawing, so the second one stays.
  const sure = known?.statements === same
  const presses = [...new Set([...html.matchAll(PRESS)].map(([, id]) => id))]
  pages.set(key, {
    statements: same,
    reading: statements,
    ...(sure ? { before, quarter, html, headers, nonce, presses } : {}),
  })
  forgetOldest()
}

/** Sends the answer when it is whole, and gives its text then; undefined unless it is a page found that sets no cookie. */
function collect(request, response, zip) {
  // Compressed by Next it could not be read here, so it is compressed at its end.
  delete request.headers['accept-encoding']
  const { write, writeHead, end, flushHeaders } = response
  const parts = []
  let html
  const isPage = () => !response.headersSent && String(response.getHeader('content-type') ?? '').startsWith('text/html')
  response.flushHeaders = () => {
    if (!isPage()) flushHeaders.call(response)
  }
  response.writeHead = (status, ...more) => {
    if (!isPage()) return writeHead.call(response, status, ...more)
    response.statusCode = status
    for (const [name, value] of Object.entries(more.at(-1) ?? {})) response.setHeader(name, value)
    return response
  }
  response.write = (part, encoding, done) => {
    if (!isPage()) return write.call(response, part, encoding, done)
    parts.push(Buffer.from(part))
    const called = typeof encoding === 'function' ? encoding : done
    if (called) process.nextTick(called)
    return true
  }
  response.end = (part, ...more) => {
    Object.assign(response, { write, writeHead, end, flushHeaders })
    if (!isPage()) return end.call(response, part, ...more)
    if (part && typeof part !== 'function') parts.push(Buffer.from(part))
    const whole = Buffer.concat(parts)
    if (response.statusCode !== 200) return end.call(response, whole)
    if (!response.hasHeader('set-cookie')) html = whole.toString('utf8')
    sendWhole(response, whole, zip).catch((error) => response.destroy(error))
    return response
  }
  return () => html
}

async function sendWhole(response, html, zip) {
  const body = zip ? await compress(html) : html
  if (zip) response.setHeader('Content-Encoding', 'gzip')
  const vary = [response.getHeader('vary') ?? []].flat().join(', ')
  if (!/accept-encoding/i.test(vary)) response.setHeader('Vary', [vary, 'Accept-Encoding'].filter(Boolean).join(', '))
  response.setHeader('Content-Length', body.length)
  response.end(body)
}

async function send(response, page, nonce, zip) {
  const fresh = (text) => text.replaceAll(page.nonce, nonce)
  for (const [name, value] of Object.entries(page.headers)) {
    response.setHeader(name, typeof value === 'string' ? fresh(value) : value)
  }
  let html = fresh(page.html)
  for (const press of page.presses) html = html.replaceAll(press, randomUUID())
  await sendWhole(response, Buffer.from(html), zip)
}

function forgetOldest() {
  let bytes = 0
  for (const { html = '', statements } of pages.values()) bytes += html.length * 2 + statements.length * 2
  for (const [key, { html = '', statements }] of pages) {
    if (bytes <= MOST_BYTES) break
    pages.delete(key)
    bytes -= html.length * 2 + statements.length * 2
  }
}
