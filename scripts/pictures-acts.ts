import type { Browser, Page } from 'playwright-core'
import { PASSWORD, PHONE, picture, press, sheets, signedIn } from './pictures-camera'

type Told = { map: string; order: string }

/** What the office does in autumn: the map is changed by an act, curators are appointed, papers are made for others. */
export async function tellActs(browser: Browser, url: string, { map, order }: Told): Promise<void> {
  const coordinator = await signedIn(browser, url, 'coordinator')
  const lawyer = await signedIn(browser, url, 'lawyer')
  const head = await signedIn(browser, url, 'head')

  const amendment = await amend(coordinator, url, map)
  await approve(coordinator, lawyer, amendment)
  await head.goto(`${amendment}/sign`)
  await head.locator('[name=password]').fill(PASSWORD)
  await press(head, 'Подписать распоряжение', '/signed')
  await sheets(head, `${amendment}/order.pdf`, [['1', 'amendment-page-1']])
  await coordinator.goto(`${map}/changes`)
  await picture(coordinator, 'map-changes')
  await coordinator.goto(`${map}/text?on=01.06.2022`)
  await picture(coordinator, 'text-on-day')
  await coordinator.goto(order)
  await picture(coordinator, 'act-links')

  const curators = await appointCurators(coordinator, url)
  await approve(coordinator, lawyer, curators)
  await head.goto(`${curators}/sign`)
  await picture(head, 'sign-ways', { width: 1280, height: 940 }, '[name=password]')
  await head.goto(`${curators}/sign/browser`)
  await picture(head, 'sign-browser')
  await head.goto(`${curators}/sign/file`)
  await head.locator('[name=password]').fill(PASSWORD)
  await press(head, 'Присвоить номер и подготовить файл', 'done=')
  await picture(head, 'sign-file')

  await aroundAct(browser, url, order)
  await registerPages(browser, url)
  await settingsPages(browser, url)
}

/** One term and one new row; the card of the amendment is composed from the difference. Its address. */
async function amend(page: Page, url: string, map: string): Promise<string> {
  await page.goto(map)
  await press(page, 'Подготовить изменения', 'version=2')
  for (const [row, term] of [
    [3, 'до 30.09.2022'],
    [8, 'Октябрь 2022 г.'],
  ] as const) {
    await page.goto(`${map}?version=2`)
    await page.locator('td.title a').nth(row).click()
    await page.locator('[name=term]').fill(term)
    await press(page, 'Сохранить', 'done=saved')
  }
  await page.goto(`${map}/amendments/2`)
  await picture(page, 'amendment')
  await page.goto(`${map}?version=2`)
  await page.getByRole('link', { name: 'К распоряжению' }).first().click()
  await page.waitForURL((to) => to.pathname.startsWith('/orders/'))
  return url + new URL(page.url()).pathname
}

async function appointCurators(page: Page, url: string): Promise<string> {
  await page.goto(`${url}/orders/new`)
  await press(page, 'Завести проект', '/edit')
  const order = page.url().replace(/\/edit.*/, '')
  await press(page, 'Заполнить из списка школ и кураторов', 'done=filled')
  for (const row of [0, 1]) {
    const post = page.locator(`[name="rows.${row}.post"]`)
    if ((await post.inputValue()) === '') await post.fill('методист Управления образования')
  }
  await press(page, 'Составить текст', 'done=composed')
  await picture(page, 'curators-card', { width: 1280, height: 1000 }, '[name="rows.0.school"]')
  await press(page, 'Сохранить карточку', 'done=saved')
  return order
}

async function approve(author: Page, lawyer: Page, order: string): Promise<void> {
  await author.goto(`${order}/send`)
  const note = author.locator('[name=note]')
  if ((await note.count()) > 0) await note.fill('Замечания учтены.')
  await press(author, 'Отправить на согласование', 'done=sent')
  await lawyer.goto(`${order}/decide`)
  await lawyer.locator('[name=decision][value=approve]').check()
  await press(lawyer, 'Записать решение', 'done=decided')
}

async function aroundAct(browser: Browser, url: string, order: string): Promise<void> {
  const clerk = await signedIn(browser, url, 'clerk')
  await sheets(clerk, `${order}/approval-sheet.pdf`, [['1', 'approval-sheet', 744, 640]])
  await clerk.goto(`${order}/copy`)
  await clerk.locator('[name=post]').fill('Делопроизводитель')
  await clerk.locator('[name=name]').fill('О.В. Судакова')
  await press(clerk, 'Сделать копию', 'done=')
  const copy = await clerk.getByRole('main').locator('a[href$="copy.pdf"]').first().getAttribute('href')
  await sheets(clerk, url + copy, [['2', 'certified-copy', 744, 560]])
  await clerk.goto(`${order}/acquaintance`)
  await picture(clerk, 'acquaintance', { width: 1280, height: 560 })
  const school = await signedIn(browser, url, 'school1')
  await school.goto(`${order}/extracts`)
  await picture(school, 'extract-phone', PHONE)
  const own = await school.getByRole('main').locator('a[href$="extract.pdf"]').first().getAttribute('href')
  await sheets(school, url + own, [['3', 'extract']])
}

async function registerPages(browser: Browser, url: string): Promise<void> {
  const clerk = await signedIn(browser, url, 'clerk')
  await clerk.goto(`${url}/register`)
  await picture(clerk, 'register', { width: 1280, height: 760 })
  await clerk.goto(`${url}/register?state=pending`)
  await clerk.locator('.row a').first().click()
  await clerk.waitForURL('**/register/*-*')
  await picture(clerk, 'entry-unfinished')
  await clerk.goto(`${url}/register/closing`)
  await picture(clerk, 'closing', { width: 1280, height: 560 })
}

async function settingsPages(browser: Browser, url: string): Promise<void> {
  const admin = await signedIn(browser, url, 'admin')
  await admin.goto(`${url}/settings/page`)
  await picture(admin, 'page-values', { width: 1280, height: 1000 }, '#sheets')
  await admin.goto(`${url}/settings/templates`)
  await admin.locator('td.title a').first().click()
  await admin.waitForURL('**/templates/*')
  await picture(admin, 'template', { width: 1280, height: 1300 })
}
