// What a request says about its way here is believed only from our own reverse proxies (TRUSTED_PROXIES, default none).

const CLAIMS = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
  'x-real-ip',
]

/** Answered with the page «не найдено»: Next itself would break off at such a path, in English. */
const NO_SUCH_PAGE = '/-'

function isText(path) {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}

/**
 * Next compares Origin with X-Forwarded-Host for server actions and next-auth builds addresses from it: a forwarded host stays
 * only when it is the public address. `x-client-address` is set for the program and never taken from outside.
 */
export function cleanRequest(request, { publicAddress, proxies }) {
  const { headers } = request
  if (!isText((request.url ?? '/').split('?')[0])) request.url = NO_SUCH_PAGE
  const peer = request.socket.remoteAddress ?? ''
  const chain = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
  const host = headers['x-forwarded-host']
  for (const name of CLAIMS) delete headers[name]
  // Next's own notes to itself; from outside they are forgeries.
  for (const name of Object.keys(headers))
    if (name.startsWith('x-middleware-') || name === 'x-nonce') delete headers[name]
  delete headers['content-security-policy']
  // Each of our proxies appended the address that it saw, so ours are the last ones; what stands before them anyone may write.
  const address = proxies > 0 ? (chain.at(-proxies) ?? peer) : peer
  headers['x-client-address'] = address.replace(/^::ffff:/, '')
  headers['x-forwarded-for'] = headers['x-client-address']
  // Which section the frame marks as current; a page decides nothing by it.
  headers['x-page-path'] = (request.url ?? '/').split('?')[0]
  if (publicAddress) {
    headers['x-forwarded-proto'] = publicAddress.protocol.slice(0, -1)
    if (host === publicAddress.host) headers['x-forwarded-host'] = host
  }
}
