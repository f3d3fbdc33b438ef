// Content-Security-Policy. Next writes scripts into each page. A page made for the request gets a nonce; a published page is
// made once for everybody, so it is sent with the fingerprints of its own scripts, worked out once for each version.
import { createHash, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { constants, gzip } from 'node:zlib'
import { answerPlainly, plainPage } from './plain-answer.mjs'

/** Pages that Next keeps ready-made. */
const READY_MADE = /^\/published(?:[/?]|$)/
const STATIC = /^\/(?:_next\/static|fonts)\//
const REMEMBERED = 300

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
    "frame-src 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

export function protectPage(request, response) {
  const path = request.url ?? '/'
  if (STATIC.test(path)) return
  if (READY_MADE.test(path)) {
    sendReadyMade(request, response)
    return
  }
  answerPlainly(request, response)
  const content = policy(`'nonce-${randomBytes(16).toString('base64')}'`)
  // Next reads the nonce from the request and puts it on its own scripts.
  request.headers['content-security-policy'] = content
  response.setHeader('Content-Security-Policy', content)
}

const compress = promisify(gzip)
const versions = new Map()

/** Holds the page until its end, then sends it with its own policy, compressed once and not at each request. */
function sendReadyMade(request, response) {
  const acceptsGzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
  // Next would compress it anew each time.
  delete request.headers['accept-encoding']
  const { write, writeHead, end, flushHeaders } = response
  const parts = []
  let held = true
  const isPage = () => String(response.getHeader('content-type') ?? '').startsWith('text/html')
  response.setHeader('Content-Security-Policy', policy(''))
  // Next and its compression send the head before the body; here it waits, since the policy is known only at the end.
  response.flushHeaders = () => {
    if (!held || !isPage()) flushHeaders.call(response)
  }
  response.writeHead = (status, ...more) => {
    // A browser applies the head of a 304 to the page that it kept.
    const kept = status === 304 ? versions.get(response.getHeader('etag')) : undefined
    if (kept) response.setHeader('Content-Security-Policy', kept.policy)
    else if (status === 304) response.removeHeader('Content-Security-Policy')
    if (!held || !isPage() || status === 304) return writeHead.call(response, status, ...more)
    response.statusCode = status
    for (const [name, value] of Object.entries(more.at(-1) ?? {})) response.setHeader(name, value)
    return response
  }
  response.write = (part, encoding, done) => {
    if (response.headersSent || !isPage()) return write.call(response, part, encoding, done)
    parts.push(typeof part === 'string' ? Buffer.from(part, typeof encoding === 'string' ? encoding : 'utf8') : part)
    const called = typeof encoding === 'function' ? encoding : done
    if (called) process.nextTick(called)
    return true
  }
  response.end = (part, encoding, done) => {
    held = false
    Object.assign(response, { write, end })
    if (typeof part === 'function' || response.headersSent || !isPage() || request.method === 'HEAD') {
      return end.call(response, part, encoding, done)
    }
    if (part)
      parts.push(typeof part === 'string' ? Buffer.from(part, typeof encoding === 'string' ? encoding : 'utf8') : part)
    const plain = plainPage(response.statusCode)
    const html = plain === undefined ? Buffer.concat(parts) : Buffer.from(plain)
    if (html.length === 0) return end.call(response, undefined, done)
    versionOf(html, plain === undefined ? response.getHeader('etag') : undefined).then(
      (version) => {
        response.setHeader('Content-Security-Policy', version.policy)
        const vary = [response.getHeader('vary') ?? []].flat().join(', ')
        if (!/accept-encoding/i.test(vary))
          response.setHeader('Vary', [vary, 'Accept-Encoding'].filter(Boolean).join(', '))
        if (acceptsGzip) response.setHeader('Content-Encoding', 'gzip')
        const body = acceptsGzip ? version.gzip : html
        response.setHeader('Content-Length', body.length)
        end.call(response, body, done)
      },
      (error) => response.destroy(error),
    )
    return response
  }
}

async function versionOf(html, etag) {
  const known = etag && versions.get(etag)
  if (known) return known
  const scripts = [...html.toString('utf8').matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)]
  const hashes = scripts.map(([, text]) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`)
  const version = {
    policy: policy([...new Set(hashes)].join(' ')),
    gzip: await compress(html, { level: constants.Z_BEST_COMPRESSION }),
  }
  if (etag) {
    versions.set(etag, version)
    if (versions.size > REMEMBERED) versions.delete(versions.keys().next().value)
  }
  return version
}
