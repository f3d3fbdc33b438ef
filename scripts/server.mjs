// The production server: Next behind a door that decides what a request may claim about itself and what a page may run.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { pathToFileURL } from 'node:url'
import next from 'next'
import { protectPage } from './page-policy.mjs'
import { cleanRequest } from './request-door.mjs'
import { listenAddress } from './settings.mjs'
import { main, root, SetupFailed, say } from './setup.mjs'
import { sendStaticFile, smallStaticFile } from './static-file.mjs'
import { answerUnchanged, mayStayUnchanged } from './unchanged-page.mjs'

const PROGRAM = Symbol.for('marshrut.program')
const GRACE_MS = 5_000

export async function serve({ port, host }) {
  const server = createServer()
  // The port comes first: the program's own address is needed before Next loads, also with PORT=0.
  await new Promise((resolve, reject) => {
    server.once('error', (error) => reject(new SetupFailed(`Порт ${port} открыть нельзя (${error.code}).`)))
    server.listen(port, host, resolve)
  })
  const actualPort = server.address().port
  const local = `http://localhost:${actualPort}`
  process.env.PORT = String(actualPort)
  process.env.NEXTAUTH_URL = (process.env.APP_URL || local).replace(/\/+$/, '')

  let answer = (_request, response) => {
    response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '2' })
    response.end('Программа запускается, повторите через несколько секунд.\n')
  }
  server.on('request', (request, response) => answer(request, response))
  endOnSignals(server)

  // Next calls instrumentation.ts, which opens the database, only some time after `prepare`; without a database nobody is served.
  const opened = once(process, 'marshrut.opened')
  const app = next({ dev: false, dir: root, hostname: host ?? 'localhost', port: actualPort, httpServer: server })
  await app.prepare()
  await opened
  const handle = app.getRequestHandler()
  const publicAddress = process.env.APP_URL ? new URL(process.env.APP_URL) : undefined
  const proxies = Number(process.env.TRUSTED_PROXIES || 0)
  answer = (request, response) => {
    cleanRequest(request, { publicAddress, proxies })
    const nonce = protectPage(request, response)
    if (request.url?.startsWith('/_next/static/')) {
      smallStaticFile(request).then((file) => (file ? sendStaticFile(response, file) : handle(request, response)))
      return
    }
    if (!mayStayUnchanged(request)) {
      handle(request, response)
      return
    }
    const draw = () => handle(request, response)
    answerUnchanged(request, response, { reading: globalThis[PROGRAM].reading, nonce, draw }).catch((error) => {
      say(error.stack)
      if (!response.headersSent) response.statusCode = 500
      response.end()
    })
  }
  announce(local, globalThis[PROGRAM]?.report)
}

function announce(local, report) {
  const lines = ['', `Маршрут работает: ${process.env.APP_URL || local}`]
  if (report?.signIn) {
    lines.push('', 'Войти можно под любым из имён:', ...report.signIn.names.map((name) => `  ${name}`))
    lines.push(`Пароль у всех один: ${report.signIn.password}`)
  }
  if (report?.setupCode) lines.push('', `Код для первой настройки (действует один раз): ${report.setupCode}`)
  if (report?.notices?.length) lines.push('', ...report.notices)
  lines.push('', 'Остановить: Ctrl+C', '')
  // The password goes to the terminal only; the log is on standard error (rulings F1).
  process.stdout.write(`${lines.join('\n')}\n`)
}

function endOnSignals(server) {
  let ending = false
  // What is being answered is answered to its end; connections that only wait for more are not waited for.
  let underway = 0
  server.on('request', (_request, response) => {
    underway++
    response.once('close', () => underway--)
  })
  const end = async (code) => {
    if (ending) return
    ending = true
    const closed = new Promise((resolve) => server.close(resolve))
    const late = performance.now() + GRACE_MS
    while (underway > 0 && performance.now() < late) await new Promise((resolve) => setTimeout(resolve, 20))
    server.closeAllConnections()
    await closed
    await globalThis[PROGRAM]?.close().catch((error) => say(error.stack))
    process.exit(code)
  }
  // npm passes the signal to its shell, and some shells die of it without telling us.
  const parent = process.ppid
  if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && end(0), 250).unref()
  process.on('SIGTERM', () => end(0))
  process.on('SIGINT', () => end(0))
  process.on('uncaughtException', (error) => {
    say(error?.stack ?? String(error))
    // The driver throws from its socket when a connection is lost in a transaction; that transaction has been refused already.
    if (/node_modules[\\/]postgres[\\/]/.test(error?.stack ?? '')) return
    end(1)
  })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main(() => serve(listenAddress()))
