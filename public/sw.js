// Pages of reports and visits without a line (docs/decisions/0018-offline.md). Registered by components/offline/page-keeper.tsx for
// the scopes /reports and /visits only. What may be kept, and for whom, the page itself says: <meta name="keep-for" content="user build">.
// Everything else, and every POST, goes to the network; of a POST only the moment is noted.
const WAIT_MS = 2500
// Where something was pressed or sent since the page was kept, and where its reader asked for it anew.
const LONG_WAIT_MS = 10_000
// So many older pages are taken anew at a time: a thin line is the reader's, not ours.
const MOST_ANEW = 2
const STATIC = /^\/(?:_next\/static|fonts)\/|^\/(?:favicon\.svg|plain\.css)$/
const PRESSED = /^\/(?:reports|visits)(?:\/|$)/
const PREFIX = 'marshrut '
// Stands among the kept pages as the moment of the last press; no page has such an address.
const CHANGED = '/sw.js?changed'
const KEPT_AT = 'x-kept-at'
const SLOW = new Error('no answer')

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (url.origin !== self.location.origin) return
  if (request.mode === 'navigate') {
    event.respondWith(request.method === 'GET' ? openPage(event, request, url) : sendForm(request, url))
  } else if (request.method === 'POST' && PRESSED.test(url.pathname)) {
    event.respondWith(pressed(request))
  } else if (request.method === 'GET' && STATIC.test(url.pathname)) {
    event.respondWith(caches.match(url.pathname).then((kept) => kept ?? fetch(request)))
  }
})

// The page asks for itself and for pages that it names as its own to be kept, when there is a line and nothing else to do.
self.addEventListener('message', (event) => {
  const { keep = [] } = event.data ?? {}
  event.waitUntil(
    (async () => {
      let anew = 0
      for (const path of keep) {
        const kept = await caches.match(path)
        if (kept && (!(await isBehind(kept)) || ++anew > MOST_ANEW)) continue
        const askedAt = now()
        const answer = await fetch(path, { headers: { accept: 'text/html' } }).catch(() => undefined)
        if (!answer) return
        await keepPage(path, answer, askedAt)
      }
    })(),
  )
})

const now = () => new Date().toISOString()

async function openPage(event, request, url) {
  const path = url.pathname
  // An address with a query shows something of the moment: an answer to a press, a filter. It is never kept, and while the network may
  // still answer nothing else stands in for it.
  const isPlain = url.search === ''
  const askedAt = now()
  const answer = fetch(request)
  const arrived = isPlain ? answer.then((found) => keepPage(path, found.clone(), askedAt)) : answer
  event.waitUntil(arrived.catch(() => {}))
  const kept = await caches.match(path)
  try {
    return await (kept && isPlain ? Promise.race([answer, waitFor(kept, request)]) : answer)
  } catch (error) {
    if (!kept) return notKept(path)
    const isSlow = error === SLOW
    if (isSlow) event.waitUntil(arrived.then(() => tellOfAnswer(event, path)).catch(() => {}))
    return marked(kept, isSlow ? 'slow' : 'none')
  }
}

async function waitFor(kept, request) {
  await pause(WAIT_MS)
  const isAskedAnew = request.cache === 'no-cache' || request.cache === 'reload'
  if (isAskedAnew || (await isBehind(kept))) await pause(LONG_WAIT_MS - WAIT_MS)
  throw SLOW
}

const pause = (time) => new Promise((resolve) => setTimeout(resolve, time))

// The page that was shown from here while the line was slow learns that its newer one has come.
async function tellOfAnswer(event, path) {
  const page = await self.clients.get(event.resultingClientId)
  page?.postMessage({ arrived: path })
}

// A press without a line: what was typed is in the device's own store, not here.
async function sendForm(request, url) {
  try {
    return await pressed(request)
  } catch {
    return notKept(
      url.pathname,
      'Нет связи: нажатое не отправлено',
      'Вернитесь назад: набранное осталось в форме. Когда связь появится, нажмите ещё раз.',
    )
  }
}

// What the pages show may be another after it, and is not known to be while it is under way or when its answer was lost.
async function pressed(request) {
  const noted = noteChange()
  try {
    return await fetch(request)
  } finally {
    await noted
    await noteChange()
  }
}

async function noteChange() {
  try {
    for (const name of await ownCaches()) await (await caches.open(name)).put(CHANGED, new Response(now()))
  } catch {
    // No room: then the pages are as they were, and the press must go on.
  }
}

const ownCaches = async () => (await caches.keys()).filter((name) => name.startsWith(PREFIX))

// Whether something was pressed since the page was asked for.
async function isBehind(kept) {
  const changed = await caches.match(CHANGED)
  return changed !== undefined && (kept.headers.get(KEPT_AT) ?? '') <= (await changed.text())
}

async function keepPage(path, answer, askedAt) {
  if (!answer.ok || answer.redirected || answer.type !== 'basic') return
  if (!(answer.headers.get('content-type') ?? '').startsWith('text/html')) return
  const html = await answer.text()
  const [, owner] = /<meta name="keep-for" content="([\w .-]+)"/.exec(html) ?? []
  if (!owner) return
  const name = PREFIX + owner
  // Another person, or another build of the program: what was kept before goes.
  for (const other of await ownCaches()) {
    if (other !== name) await caches.delete(other)
  }
  const cache = await caches.open(name)
  const needed = new Set(html.match(/\/(?:_next\/static|fonts)\/[\w~./-]+\.(?:js|css|woff2)/g))
  for (const file of [...needed, '/plain.css', '/favicon.svg']) {
    if (!(await cache.match(file))) await cache.add(file).catch(() => {})
  }
  const headers = new Headers(answer.headers)
  headers.delete('content-encoding')
  headers.delete('content-length')
  headers.set(KEPT_AT, askedAt)
  await cache.put(path, new Response(html, { headers }))
}

// The page is told on its outermost element that it comes from here and why; its own script says so to the reader.
async function marked(kept, line) {
  const html = await kept.text()
  const marks = `data-kept-at="${kept.headers.get(KEPT_AT)}" data-line="${line}"${(await isBehind(kept)) ? ' data-behind' : ''}`
  return new Response(html.replace('<html ', `<html ${marks} `), { headers: kept.headers })
}

const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

async function notKept(path, title = 'Нет связи, а эта страница на устройстве не сохранена', more = '') {
  const links = []
  for (const name of await ownCaches()) {
    const cache = await caches.open(name)
    for (const { url } of await cache.keys()) {
      const { pathname: at, search } = new URL(url)
      if (STATIC.test(at) || search) continue
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
