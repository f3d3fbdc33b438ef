// `npm run pictures`: makes docs/pictures anew from a running demonstration, for README and docs/guide. Needs Chromium and pdftoppm.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '@/e2e/browser'
import { startServer } from '@/e2e/server'
import { reducePng } from './palette-png'

const root = join(import.meta.dirname, '..')
const folder = join(root, 'docs', 'pictures')
const SEED = readFileSync(join(root, 'lib/road-map/fixtures/order-121-2022.txt'), 'utf8')
const BASIS_TITLE =
  'Об утверждении дорожной карты проекта по организации адресной методической поддержки общеобразовательным организациям, ' +
  'имеющим низкие образовательные результаты (500+) в 2022 году'
const PASSWORD = 'только-для-снимков'
/** Noon in Чита on a fixed day, so that pictures made anew differ only where the pages do. */
const CLOCK = '2026-09-15T03:00:00Z'
const LARGEST = 150_000
const SCREEN = { width: 1280, height: 860 }
const PHONE = { width: 390, height: 844 }

mkdirSync(folder, { recursive: true })
const server = await startServer({ env: { TEST_CLOCK: CLOCK, DEMO_PASSWORD: PASSWORD, APP_URL: '' } })
const browser = await launchBrowser()
try {
  await tellStory(browser, server.url)
} finally {
  await browser.close()
  await server.stop()
}

async function tellStory(browser: Browser, url: string): Promise<void> {
  const coordinator = await signedIn(browser, url, 'coordinator')
  const { map, order } = await draft(coordinator, url)
  await coordinator.goto(`${order}/send`)
  await picture(coordinator, 'send')
  await send(coordinator, order, 'Сроки прошлых месяцев оставлены как в плане.')

  const lawyer = await signedIn(browser, url, 'lawyer')
  await lawyer.goto(`${order}/decide`)
  await picture(lawyer, 'decide', SCREEN, '.two')
  await decide(lawyer, 'return', 'Дополните пункт 2: кто отвечает за консультации.')

  await coordinator.goto(order)
  await picture(coordinator, 'returned', SCREEN, '#remarks')
  await coordinator.locator('textarea[name=answer]').first().fill('Дополнено: отвечает муниципальный координатор.')
  await press(coordinator, 'Ответить', 'done=answered')
  await coordinator.goto(map)
  await coordinator.locator('td.title a').nth(6).click()
  await coordinator.locator('[name=term]').fill('В течение года, ежемесячно')
  await press(coordinator, 'Сохранить', 'done=saved')
  await send(coordinator, order, 'Замечание учтено.')

  await lawyer.goto(`${order}/decide`)
  await picture(lawyer, 'changes')
  await decide(lawyer, 'approve')

  const head = await signedIn(browser, url, 'head')
  await head.goto(`${order}/sign`)
  await picture(head, 'sign')
  await picture(head, 'sign-phone', PHONE, '#form')
  await head.locator('[name=password]').fill(PASSWORD)
  await press(head, 'Подписать распоряжение', '/signed')
  await picture(head, 'signed', { width: 1280, height: 760 })
  const pdf = await (await head.request.get(`${order}/order.pdf`)).body()
  paper(pdf)

  const clerk = await signedIn(browser, url, 'clerk')
  await clerk.goto(`${url}/register`)
  await picture(clerk, 'register', { width: 1280, height: 620 })
  await clerk.locator('.row a').first().click()
  await clerk.waitForURL('**/register/*-*')
  const entry = clerk.url()
  await clerk.goto(`${entry}/publish`)
  await press(clerk, 'Опубликовать', 'done=published')
  await clerk.goto(entry)
  await picture(clerk, 'entry')

  await coordinator.goto(map)
  await picture(coordinator, 'road-map', { width: 1280, height: 1000 })
  await publicPages(browser, url, pdf)
  await adminPages(browser, url)
  const curator = await signedIn(browser, url, 'curator1')
  await curator.goto(`${url}/road-maps`)
  await picture(curator, 'road-maps', { width: 1280, height: 420 })
}

/** The map of 2022 pasted and saved, the card of its order composed; addresses of both. */
async function draft(page: Page, url: string): Promise<{ map: string; order: string }> {
  await page.goto(`${url}/road-maps/import`)
  await page.locator('[name=text]').fill(SEED)
  await page.locator('[name=year]').fill('2022')
  await press(page, 'Показать, что получится', '/preview')
  await picture(page, 'import-preview')
  await press(page, 'Сохранить', 'done=imported')
  const map = page.url().replace(/\?.*/, '')
  await page.getByRole('link', { name: 'К распоряжению' }).first().click()
  await page.waitForURL('**/orders/*')
  const order = page.url()
  await page.goto(`${order}/edit`)
  await page.getByRole('button', { name: 'Добавить основание' }).waitFor()
  await page.locator('[name="bases.0.kind"]').fill('приказ')
  await page.locator('[name="bases.0.issuer"]').fill('Министерства образования и науки Забайкальского края')
  await page.locator('[name="bases.0.date"]').fill('01.03.2022')
  await page.locator('[name="bases.0.number"]').fill('160')
  await page.locator('[name="bases.0.title"]').fill(BASIS_TITLE)
  await press(page, 'Составить текст', 'done=composed')
  await press(page, 'Сохранить карточку', 'done=saved')
  return { map, order }
}

async function send(page: Page, order: string, note: string): Promise<void> {
  await page.goto(`${order}/send`)
  await page.locator('[name=note]').fill(note)
  await press(page, 'Отправить на согласование', 'done=sent')
}

async function decide(page: Page, decision: string, reason = ''): Promise<void> {
  await page.locator(`[name=decision][value=${decision}]`).check()
  await page.locator('[name=reason]').fill(reason)
  await press(page, 'Записать решение', 'done=decided')
}

async function publicPages(browser: Browser, url: string, pdf: Buffer): Promise<void> {
  const page = await browser.newPage()
  await page.goto(`${url}/published`)
  await page
    .getByRole('main')
    .getByRole('link', { name: /Об утверждении/ })
    .first()
    .click()
  await page.waitForURL('**/published/*')
  await picture(page, 'published', { width: 1280, height: 1100 })
  await page.goto(`${url}/verify`)
  await page.locator('[name=file]').setInputFiles({ name: 'order.pdf', mimeType: 'application/pdf', buffer: pdf })
  await page.getByRole('main').getByRole('button', { name: 'Проверить подпись' }).click()
  await page.getByRole('heading', { name: 'Подлинный' }).first().waitFor()
  await picture(page, 'verify')
}

async function adminPages(browser: Browser, url: string): Promise<void> {
  const page = await signedIn(browser, url, 'admin')
  for (const name of ['people', 'settings']) {
    await page.goto(`${url}/${name}`)
    await picture(page, name)
  }
}

async function signedIn(browser: Browser, url: string, name: string): Promise<Page> {
  const context = await browser.newContext({ viewport: SCREEN })
  const page = await context.newPage()
  await page.goto(`${url}/login`)
  await page.locator('[name=login]').fill(`${name}@zabaykalsk.test`)
  await page.locator('[name=password]').fill(PASSWORD)
  await page.getByRole('main').getByRole('button', { name: 'Войти' }).click()
  await page.waitForURL(`${url}/`)
  return page
}

async function press(page: Page, name: string, address: string): Promise<void> {
  await page.getByRole('main').getByRole('button', { name, exact: true }).first().click()
  await page.waitForURL((to) => (to.pathname + to.search).includes(address))
}

/** What a person sees of the page without scrolling, or scrolled down to `from`. */
async function picture(page: Page, name: string, size = SCREEN, from?: string): Promise<void> {
  await page.setViewportSize(size)
  await page.evaluate(() => document.fonts.ready)
  if (from)
    await page
      .locator(from)
      .first()
      .evaluate((element) => element.scrollIntoView({ block: 'start' }))
  else await page.evaluate(() => window.scrollTo(0, 0))
  keep(name, await page.screenshot())
  await page.setViewportSize(SCREEN)
}

/** Sheets of the order, as pdftoppm draws them: the first, the mark at the top of the second, the first of the annex. */
function paper(pdf: Buffer): void {
  const place = mkdtempSync(join(tmpdir(), 'marshrut-pictures-'))
  const file = join(place, 'order.pdf')
  writeFileSync(file, pdf)
  const top = ['-x', '0', '-y', '0', '-W', '744', '-H', '400']
  for (const [sheet, name, ...crop] of [
    ['1', 'order-page-1'],
    ['2', 'order-mark', ...top],
    ['3', 'order-annex'],
  ] as const) {
    const output = join(place, name)
    execFileSync('pdftoppm', ['-png', '-r', '90', '-f', sheet, '-l', sheet, ...crop, '-singlefile', file, output])
    keep(name, readFileSync(`${output}.png`))
  }
  rmSync(place, { recursive: true })
}

function keep(name: string, png: Uint8Array): void {
  const file = join(folder, `${name}.png`)
  writeFileSync(file, reducePng(png))
  const { size } = statSync(file)
  if (size > LARGEST) throw new Error(`${name}.png has ${size} bytes, more than ${LARGEST}.`)
  process.stderr.write(`docs/pictures/${name}.png, ${Math.ceil(size / 1024)} kB\n`)
}
