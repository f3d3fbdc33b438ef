// Content-Security-Policy. Next writes scripts into each page. A page made for the request gets a nonce; a published page is
// made once for everybody, so it is sent with the fingerprints of its own scripts, worked out once for each version.
import { createHash, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { constants, gzip } from 'node:zlib'
import { answerPlainly, plainPage } from './plain-answer.mjs'

/** Pages that Next keeps ready-made. */
const READY_MADE = /^\/published(?:[/?]|$)/
const STATIC = /^\/(?:_next\/static|fonts)\//
/** Files that people brought: whatever is in them, nothing may run; the style is a refusal's. Next would not replace a page's policy by the route's own. */
const BROUGHT = /^\/(?:evidence|register\/files|visits\/photos)\/[^/?]+\/?(?:\?|$)/
/** The one page that the script of a browser's extension may run on (rulings F12): КриптоПро's, by its names in the shops of browsers. */
const SIGNS_IN_BROWSER = /^\/orders\/[^/?]+\/sign\/browser\/?(?:\?|$)/
export const EXTENSIONS = [
  'pfhgbfnnjiafkhfdkmpiflachepdcjod',
  'iifchhfnnmpdbibifmljnfjhpififfog',
  'epebfcehmdedogndhlcacafjaacknbcm',
]
const REMEMBERED_BYTES = 64_000_000

const policy = (scripts) =>
  [
    "default-src 'self'",
    `script-src 'self' ${scripts}`.trim(),
    "style-src 'self'",
    // Attributes hold widths and the like; they run nothing.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    // public/sw.js, for the pages of reports and visits alone.
    "worker-src 'self'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

/** Returns the nonce that the page's scripts bear; undefined where none is needed. */
export function protectPage(request, response) {
  const path = request.url ?? '/'
  if (STATIC.test(path)) return
  if (READY_MADE.test(path)) {
    sendReadyMade(request, response)
    return
  }
  answerPlainly(request, response)
  if (BROUGHT.test(path)) {
    response.setHeader('Content-Security-Policy', "default-src 'none'; style-src 'self'; sandbox")
    return
  }
  const nonce = randomBytes(16).toString('base64')
  const extensions = SIGNS_IN_BROWSER.test(path) ? EXTENSIONS.map((id) => ` chrome-extension://${id}`).join('') : ''
  const content = policy(`'nonce-${nonce}'${extensions}`)
  // Next reads the nonce from the request and puts it on its own scripts.
  request.headers['content-security-policy'] = content
  response.setHeader('Content-Security-Policy', content)
  return nonce
}

const compress = promisify(gzip)
const versions = new Map()

/** Holds the page until its end, then sends it with its own policy, compressed once and not at each request. */
function sendReadyMade(request, response) {
  const path = (request.url ?? '').split('?')[0]
  const acceptsGzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
  // Next would compress it anew each time.
  delete request.headers['accept-encoding']
  const { write, writeHead, end, flushHeaders } = response
  const parts = []
  const isPage = () => String(response.getHeader('content-type') ?? '').startsWith('text/html')
  const keep = (part, encoding) =>
    parts.push(typeof part === 'string' && typeof encoding === 'string' ? Buffer.from(part, encoding) : part)
  response.setHeader('Content-Security-Policy', policy(''))
  // Next and its compression send the head before the body; here it waits, since the policy is known only at the end.
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
    if (response.headersSent || !isPage()) return write.call(response, part, encoding, done)
    keep(part, encoding)
    const called = typeof encoding === 'function' ? encoding : done
    if (called) process.nextTick(called)
    return true
  }
  response.end = (part, encoding, done) => {
    Object.assign(response, { write, writeHead, end, flushHeaders })
    if (typeof part === 'function' || response.headersSent || !isPage() || request.method === 'HEAD') {
      return end.call(response, part, encoding, done)
    }
    if (part) keep(part, encoding)
    const plain = plainPage(response.statusCode)
    const known = versions.get(path)
    // Next gives the page whole, as text: the same text needs no turning into bytes.
    if (known && plain === undefined && parts.length === 1 && parts[0] === known.text) return sendVersion(known)
    const html = plain === undefined ? Buffer.concat(parts.map((one) => Buffer.from(one))) : Buffer.from(plain)
    if (html.length === 0) return end.call(response, undefined, done)
    makeVersion(path, html, response.statusCode).then(sendVersion, (error) => response.destroy(error))
    return response

    function sendVersion(version) {
      response.setHeader('Content-Security-Policy', version.policy)
      response.setHeader('Vary', varied(response.getHeader('vary')))
      response.setHeader('ETag', version.etag)
      if (response.statusCode === 200 && String(request.headers['if-none-match'] ?? '').includes(version.etag)) {
        response.statusCode = 304
        response.removeHeader('Content-Length')
        return end.call(response, undefined, done)
      }
      if (acceptsGzip) response.setHeader('Content-Encoding', 'gzip')
      const body = acceptsGzip ? version.gzip : version.html
      response.setHeader('Content-Length', body.length)
      return end.call(response, body, done)
    }
  }
}

function varied(vary) {
  const given = [vary ?? []].flat().join(', ')
  return /accept-encoding/i.test(given) ? given : [given, 'Accept-Encoding'].filter(Boolean).join(', ')
}

/** Weak, since the same page goes out compressed and not. Next's own tag would be worked out anew at each request. */
async function makeVersion(path, html, status) {
  const known = versions.get(path)
  if (known?.html.equals(html)) return known
  const text = html.toString('utf8')
  const scripts = [...text.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)]
  const hashes = scripts.map(([, text]) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`)
  const version = {
    html,
    text,
    etag: `W/"${createHash('sha256').update(html).digest('base64url')}"`,
    policy: policy([...new Set(hashes)].join(' ')),
    gzip: await compress(html, { level: constants.Z_BEST_COMPRESSION }),
  }
  // A stranger can ask for any number of pages that do not exist.
  if (status === 200) remember(path, version)
  return version
}

function remember(path, version) {
  versions.delete(path)
  versions.set(path, version)
  let bytes = 0
  for (const { html, gzip: squeezed } of versions.values()) bytes += html.length + squeezed.length
  for (const [oldest, { html, gzip: squeezed }] of versions) {
    if (bytes <= REMEMBERED_BYTES) break
    versions.delete(oldest)
    bytes -= html.length + squeezed.length
  }
}
