// Pages of reports and visits without a line (docs/decisions/0018-offline.md). Registered by components/offline/page-keeper.tsx for
// the scopes /reports and /visits only. What may be kept, and for whom, the page itself says: <meta name="keep-for" content="user build">.
// Everything else, and every POST, goes to the network as if this were not here.
const WAIT_MS = 2500
const STATIC = /^\/(?:_next\/static|fonts)\/|^\/(?:favicon\.svg|plain\.css)$/
const PREFIX = 'marshrut '

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (url.origin !== self.location.origin) return
  if (request.mode === 'navigate') {
    event.respondWith(request.method === 'GET' ? openPage(event, request, url) : sendForm(request, url))
  } else if (request.method === 'GET' && STATIC.test(url.pathname)) {
    event.respondWith(caches.match(url.pathname).then((kept) => kept ?? fetch(request)))
  }
})

// The page asks for itself and for pages that it names as its own to be kept, when there is a line and nothing else to do.
self.addEventListener('message', (event) => {
  const { keep = [] } = event.data ?? {}
  event.waitUntil(
    (async () => {
      for (const path of keep) {
        if (await caches.match(path)) continue
        const answer = await fetch(path, { headers: { accept: 'text/html' } }).catch(() => undefined)
        if (!answer) return
        await keepPage(path, answer)
      }
    })(),
  )
})

async function openPage(event, request, url) {
  const path = url.pathname
  // An address with a query shows something of the moment: an answer to a press, a filter. It is never kept.
  const isPlain = url.search === ''
  const answer = fetch(request)
  if (isPlain) event.waitUntil(answer.then((found) => keepPage(path, found.clone())).catch(() => {}))
  const kept = await caches.match(path)
  try {
    return await (kept ? Promise.race([answer, afterWait()]) : answer)
  } catch {
    return kept ? marked(kept) : notKept(path)
  }
}

const afterWait = () => new Promise((_, reject) => setTimeout(() => reject(new Error('no answer')), WAIT_MS))

// A press without a line: what was typed is in the device's own store, not here.
async function sendForm(request, url) {
  try {
    return await fetch(request)
  } catch {
    return notKept(
      url.pathname,
      'Нет связи: нажатое не отправлено',
      'Вернитесь назад: набранное осталось в форме. Когда связь появится, нажмите ещё раз.',
    )
  }
}

async function keepPage(path, answer) {
  if (!answer.ok || answer.redirected || answer.type !== 'basic') return
  if (!(answer.headers.get('content-type') ?? '').startsWith('text/html')) return
  const html = await answer.text()
  const [, owner] = /<meta name="keep-for" content="([\w .-]+)"/.exec(html) ?? []
  if (!owner) return
  const name = PREFIX + owner
  // Another person, or another build of the program: what was kept before goes.
  for (const other of await caches.keys()) {
    if (other.startsWith(PREFIX) && other !== name) await caches.delete(other)
  }
  const cache = await caches.open(name)
  const needed = new Set(html.match(/\/(?:_next\/static|fonts)\/[\w~./-]+\.(?:js|css|woff2)/g))
  for (const file of [...needed, '/plain.css', '/favicon.svg']) {
    if (!(await cache.match(file))) await cache.add(file).catch(() => {})
  }
  const headers = new Headers(answer.headers)
  headers.delete('content-encoding')
  headers.delete('content-length')
  headers.set('x-kept-at', new Date().toISOString())
  await cache.put(path, new Response(html, { headers }))
}

// The page is told on its outermost element that it comes from here; its own script says so to the reader.
async function marked(kept) {
  const html = await kept.text()
  const at = kept.headers.get('x-kept-at')
  return new Response(html.replace('<html ', `<html data-kept-at="${at}" `), { headers: kept.headers })
}

const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

async function notKept(path, title = 'Нет связи, а эта страница на устройстве не сохранена', more = '') {
  const links = []
  for (const name of (await caches.keys()).filter((one) => one.startsWith(PREFIX))) {
    const cache = await caches.open(name)
    for (const { url } of await cache.keys()) {
      const at = new URL(url).pathname
      if (STATIC.test(at)) continue
      const html = await (await cache.match(url)).text()
      // Names are escaped already: they are taken from HTML and put into HTML.
      const named = /<meta name="keep-name" content="([^"]*)"/.exec(html)?.[1] || escaped(at)
      links.push(`<li><a href="${escaped(at)}">${named.replace(/[<>]/g, '')}</a></li>`)
    }
  }
  const list = links.length
    ? `<h2>Что открывается без связи</h2><ul>${links.join('')}</ul>`
    : '<p>Без связи открываются страницы отчётов и посещений, которые вы уже открывали на этом устройстве. Пока их нет.</p>'
  const html = `<!doctype html><html lang="ru"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Нет связи — Маршрут</title><link rel="icon" href="/favicon.svg"><link rel="stylesheet" href="/plain.css"></head><body><main><p>Маршрут</p><h1>${title}</h1><p>${more || `Когда связь появится, <a href="${escaped(path)}">откройте страницу ещё раз</a>.`}</p>${list}</main></body></html>`
  return new Response(html, {
    status: 503,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'",
    },
  })
}
