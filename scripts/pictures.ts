// `npm run pictures`: makes docs/pictures anew from a running demonstration, for README and docs/guide. Needs Chromium and pdftoppm.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { freePort } from '@/db/testing/postgres'
import { launchBrowser } from '@/e2e/browser'
import { startServer } from '@/e2e/server'
import { order2022Docx } from '@/lib/table-file/testing/real-plans'
import { tellActs } from './pictures-acts'
import { ORDER_SHEETS, PASSWORD, PHONE, picture, press, SCREEN, sheets, signedIn } from './pictures-camera'
import { tellCurators } from './pictures-curators'
import { tellYear } from './pictures-execution'

const BASIS_TITLE =
  'Об утверждении дорожной карты проекта по организации адресной методической поддержки общеобразовательным организациям, ' +
  'имеющим низкие образовательные результаты (500+) в 2022 году'
/** Noon in Чита on the days of 2022, so that pictures made anew differ only where the pages do. */
const APPROVAL = '2022-04-21T03:00:00Z'
const LATER = '2022-05-26T03:00:00Z'
const AUTUMN = '2022-09-05T03:00:00Z'
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

const dataDir = mkdtempSync(join(tmpdir(), 'marshrut-pictures-'))
const port = await freePort()
const clock = join(dataDir, 'clock')
const setClock = (at: string) => writeFileSync(clock, at)
setClock('2026-04-20T02:00:00Z')
const start = (clock: string, folder = dataDir) =>
  startServer({ dataDir: folder, port, env: { TEST_CLOCK: clock, DEMO_PASSWORD: PASSWORD, APP_URL: '' } })
const browser = await launchBrowser()
let server = await start(APPROVAL)
try {
  const told = await tellStory(browser, server.url)
  await server.stop()
  server = await start(LATER)
  await tellYear(browser, server.url, told.map)
  await server.stop()
  server = await start(AUTUMN)
  await tellActs(browser, server.url, told)
  await server.stop()
  // The programme of another year, in a district of its own.
  server = await start(`@${clock}`, join(dataDir, 'curators'))
  await tellCurators(browser, server.url, setClock)
} finally {
  await browser.close()
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
}

/** From a Word file to the published act; addresses of its map and card. */
async function tellStory(browser: Browser, url: string): Promise<{ map: string; order: string }> {
  const coordinator = await signedIn(browser, url, 'coordinator')
  const { map, order } = await draft(coordinator, url)
  await coordinator.goto(`${map}/check`)
  await picture(coordinator, 'check')
  await coordinator.goto(`${map}/library`)
  await picture(coordinator, 'library')
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
  const pdf = await sheets(head, `${order}/order.pdf`, ORDER_SHEETS)

  const clerk = await signedIn(browser, url, 'clerk')
  await clerk.goto(`${url}/register`)
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
  return { map, order }
}

/** The map of 2022 read from a Word file and saved, the card of its order composed; addresses of both. */
async function draft(page: Page, url: string): Promise<{ map: string; order: string }> {
  await page.goto(`${url}/road-maps/import`)
  const buffer = Buffer.from(await order2022Docx())
  await page.locator('[name=file]').setInputFiles({ name: 'План 500+.docx', mimeType: DOCX, buffer })
  await page.locator('[name=year]').fill('2022')
  await press(page, 'Показать, что получится', '/columns')
  await picture(page, 'import-columns')
  await press(page, 'Показать, что получится', '/preview')
  await picture(page, 'import-preview')
  await press(page, 'Сохранить', '/result?map=')
  const map = `${url}/road-maps/${new URL(page.url()).searchParams.get('map')}`
  await page.goto(map)
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
