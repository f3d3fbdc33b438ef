import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { expect, inject } from 'vitest'
import { launchBrowser } from './browser'
import { copyPrepared, NOON } from './prepared-folders'
import { type RunningServer, type ServerOptions, startServer } from './server'

/** The order of 2022 as it was copied from the site: letterhead, text, table cut by pages. */
export const SEED = readFileSync(join(import.meta.dirname, '../lib/road-map/fixtures/order-121-2022.txt'), 'utf8')

export const TODAY = '15 сентября 2026 г.'

export type Office = {
  url: string
  javaScript: boolean
  server: RunningServer
  browser: Browser
  /** The page of one person, signed in once and kept; «lawyer» is `lawyer@zabaykalsk.test`. */
  as(name: string): Promise<Page>
  /** A browser of its own, where nobody has signed in. */
  guest(options?: BrowserContextOptions): Promise<Page>
  /** Errors of the console and of the server, refusals of the security policy, dialogs, requests to other hosts: there should be none. */
  troubles(): string[]
  close(): Promise<void>
}

/** A newly started program with the demonstration, and people who work in it with a browser. */
export async function openOffice({
  javaScript = true,
  width = 1280,
  ...options
}: ServerOptions & { javaScript?: boolean; width?: number } = {}): Promise<Office> {
  const demonstration = options.databaseUrl === undefined && options.env?.DEMO !== '0'
  const env: Record<string, string> = { ...(demonstration ? { TEST_CLOCK: NOON } : {}), ...options.env }
  const isFresh = demonstration && options.dataDir === undefined
  const copied = isFresh ? copyPrepared(inject('preparedFolders'), env.TEST_CLOCK ?? '') : undefined
  const started = startServer({ ...options, ...(copied ? { dataDir: copied } : {}), env })
  const [server, browser] = await Promise.all([started, launchBrowser()])
  const troubles: string[] = []
  const people = new Map<string, Page>()
  const guest = async (more: BrowserContextOptions = {}) => {
    const context = await browser.newContext({
      javaScriptEnabled: javaScript,
      viewport: { width, height: 900 },
      ...more,
    })
    context.setDefaultTimeout(15_000)
    watch(context, server.url, troubles)
    return context.newPage()
  }
  return {
    url: server.url,
    javaScript,
    server,
    browser,
    troubles: () => [
      ...troubles,
      ...server
        .output()
        .split('\n')
        .filter((line) => /⨯|"level":"error"/.test(line)),
    ],
    guest,
    async as(name) {
      const known = people.get(name)
      if (known) return known
      const page = await guest()
      people.set(name, page)
      await signIn(page, server.url, `${name}@zabaykalsk.test`, server.password)
      return page
    },
    async close() {
      await browser.close()
      await server.stop()
      if (copied) rmSync(copied, { recursive: true, force: true })
    },
  }
}

/** The browser itself complains where КриптоПро’s extension is asked for and not there. */
export const withoutPlugin = (troubles: string[]): string[] =>
  troubles.filter((one) => !/chrome-extension:|ERR_BLOCKED_BY_CLIENT/.test(one))

function watch(context: BrowserContext, url: string, troubles: string[]): void {
  context.on('request', (request) => {
    if (!request.url().startsWith(url) && !/^(data|blob|chrome-error|about):/.test(request.url())) {
      troubles.push(`request to ${request.url()}`)
    }
  })
  context.on('console', (message) => {
    const isOwnRefusal = /status of (403|404|500)/.test(message.text())
    if (message.type() === 'error' && !isOwnRefusal) troubles.push(`console: ${message.text()}`)
  })
  context.on('weberror', (error) => troubles.push(`error: ${error.error().message}`))
  context.on('dialog', (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
}

export async function signIn(page: Page, url: string, login: string, password: string): Promise<void> {
  await page.goto(`${url}/login`)
  await fill(page, { 'Имя для входа': login, Пароль: password })
  await press(page, 'Войти')
  await page.waitForURL((to) => !to.pathname.startsWith('/login'))
}

export const main = (page: Page): Locator => page.getByRole('main')
export const heading = (page: Page, name: string | RegExp): Locator => page.getByRole('heading', { level: 1, name })
export const button = (page: Page, name: string | RegExp): Locator =>
  main(page).getByRole('button', typeof name === 'string' ? { name, exact: true } : { name })

/** Presses a form's button; what it led to is awaited by the caller, by what he then sees. */
export async function press(page: Page, name: string | RegExp): Promise<void> {
  await button(page, name).first().click()
}

/** Presses and waits for the address that the program then goes to. */
export async function pressTo(page: Page, name: string | RegExp, address: RegExp): Promise<void> {
  await leadsTo(page, button(page, name).first(), address)
}

/** The same for a button that is found by its place, such as those in the rows of a table. */
export async function leadsTo(page: Page, pressed: Locator, address: RegExp): Promise<void> {
  await pressed.click()
  await page
    .waitForURL((to) => address.test(to.pathname + to.search))
    .catch(async () => {
      throw new Error(
        `${pressed} did not lead to ${address}; at ${page.url()} stands: ${(await textOf(page)).slice(0, 600)}`,
      )
    })
}

/** The form was refused, and the page that shows why stands. */
export const pressRefused = (page: Page, name: string | RegExp): Promise<void> => pressTo(page, name, /[?&]kept=/)

export async function follow(page: Page, name: string | RegExp): Promise<void> {
  await main(page)
    .getByRole('link', typeof name === 'string' ? { name, exact: true } : { name })
    .first()
    .click()
}

/** Fills fields by their labels; «необязательно» after a label does not matter. */
export async function fill(page: Page, values: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(values)) await field(page, label).fill(value)
}

export const field = (page: Page, label: string): Locator =>
  main(page)
    .getByLabel(new RegExp(`^\\s*${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?: — необязательно)?\\s*$`))
    .and(main(page).locator('input, textarea, select'))
    .first()

export const choose = async (page: Page, label: string, option: string | RegExp): Promise<void> => {
  const select = field(page, label)
  const found = select.locator('option', { hasText: option }).first()
  await select.selectOption((await found.getAttribute('value')) ?? '')
}

/** The text stands on the page, in its main part; a space in `text` stands for a U+00A0 too. */
export async function sees(page: Page, text: string | RegExp): Promise<void> {
  const loose = text instanceof RegExp ? new RegExp(text.source.replaceAll(' ', '\\s+'), text.flags) : text
  await main(page).getByText(loose).first().waitFor()
}

export const textOf = async (page: Page): Promise<string> => spaces(await main(page).innerText())

/** U+00A0 and line ends count as a space (rulings A7). */
export const spaces = (text: string): string => text.replace(/\s+/g, ' ').trim()

export type Got = { status: number; type: string; bytes: Uint8Array; text: string; headers: Record<string, string> }

/** Asks for an address with the page's cookies, as a link opened in a new tab would. */
export async function get(page: Page, address: string): Promise<Got> {
  const response = await page.request.get(address, { maxRedirects: 0 })
  const bytes = new Uint8Array(await response.body())
  const headers = response.headers()
  return {
    status: response.status(),
    type: headers['content-type'] ?? '',
    bytes,
    text: new TextDecoder().decode(bytes),
    headers,
  }
}

/** The file is a PDF, and here it is. */
export async function getPdf(page: Page, address: string): Promise<Uint8Array> {
  const got = await get(page, address)
  expect(got.status, `${address}: ${got.text.slice(0, 200)}`).toBe(200)
  expect(got.type).toContain('application/pdf')
  return got.bytes
}

/** What `/verify` says of the bytes. */
export async function verdictOn(page: Page, url: string, bytes: Uint8Array, name = 'order.pdf'): Promise<string> {
  await page.goto(`${url}/verify`)
  await field(page, 'Файл документа').setInputFiles({ name, mimeType: 'application/pdf', buffer: Buffer.from(bytes) })
  await pressTo(page, 'Проверить подпись', /^\/verify\/result/)
  return (await page.getByRole('heading', { level: 1 }).innerText()).trim()
}

/** A scan, as an office machine would give it: one white page. */
export const SCAN = {
  name: 'scan.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from(
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
      '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
  ),
}
