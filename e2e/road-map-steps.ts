import type { Page } from 'playwright-core'
import { field, fill, follow, main, type Office, pressTo, SEED, sees } from './office'

export type Started = { mapUrl: string; orderUrl: string }

const path = (page: Page): string => new URL(page.url()).pathname

/** Pastes a text and saves what was read; the page of the new map stands. Returns its address and that of its order. */
export async function pasteMap(office: Office, page: Page, text = SEED, year = '2022'): Promise<Started> {
  await page.goto(`${office.url}/road-maps/import`)
  // Typed sign by sign a long text takes a browser minutes.
  await field(page, 'Текст дорожной карты').evaluate((box, pasted) => {
    ;(box as HTMLTextAreaElement).value = pasted
  }, text)
  await fill(page, { Программа: 'Проект «500+»', Год: year })
  await pressTo(page, 'Показать, что получится', /\/preview/)
  await pressTo(page, 'Сохранить', /^\/road-maps\/[0-9a-f-]{36}\?done=imported/)
  const mapUrl = office.url + path(page)
  await follow(page, 'К распоряжению')
  await page.waitForURL('**/orders/*')
  return { mapUrl, orderUrl: office.url + path(page) }
}

export const BASIS = {
  'Вид документа': 'приказ',
  Чей: 'Министерства образования и науки Забайкальского края',
  Дата: '01.03.2022',
  Номер: '160',
  Название:
    'Об утверждении дорожной карты проекта по организации адресной методической поддержки общеобразовательным организациям, имеющим низкие образовательные результаты (500+) в 2022 году',
}

/** Opens the card and waits until its lists are alive, where there are scripts. */
export async function openCard(office: Office, page: Page, orderUrl: string): Promise<void> {
  await page.goto(`${orderUrl}/edit`)
  await sees(page, office.javaScript ? 'Добавить основание' : 'Основания')
}

/** The card of the order as in 2022: the ministry's приказ as a basis, the text composed and saved. */
export async function fillCard(office: Office, page: Page, orderUrl: string): Promise<void> {
  await openCard(office, page, orderUrl)
  await fill(page, BASIS)
  // A bare table says nothing of its name.
  const title = field(page, 'Название приложения')
  if ((await title.inputValue()) === '')
    await title.fill('Дорожная карта (план мероприятий) по реализации проекта «500+» в 2022 году')
  await pressTo(page, 'Составить текст', /done=composed/)
  await pressTo(page, 'Сохранить карточку', /done=saved/)
}

export async function send(page: Page, orderUrl: string, note: string): Promise<void> {
  await page.goto(`${orderUrl}/send`)
  // Its label says whether there is something to explain.
  await main(page).locator('textarea[name="note"]').fill(note)
  await pressTo(page, 'Отправить на согласование', /done=sent/)
}

export async function consent(page: Page, orderUrl: string): Promise<void> {
  await page.goto(`${orderUrl}/decide`)
  await page.getByRole('radio', { name: 'Согласовать', exact: true }).check()
  await pressTo(page, 'Записать решение', /done=decided/)
}

/** Signs with the account's password; the receipt stands. */
export async function sign(
  page: Page,
  orderUrl: string,
  password: string,
  way: string | RegExp = /^Подписать (распоряжение|постановление|приказ)$/,
): Promise<void> {
  await page.goto(`${orderUrl}/sign`)
  await fill(page, { 'Пароль ещё раз': password })
  await pressTo(page, way, /\/signed$/)
}

/** From the seed to a signed order, without looking at anything on the way. */
export async function signedOrder(office: Office, text = SEED, year = '2022'): Promise<Started> {
  const coordinator = await office.as('coordinator')
  const started = await pasteMap(office, coordinator, text, year)
  await fillCard(office, coordinator, started.orderUrl)
  await send(coordinator, started.orderUrl, 'Замечания учтём')
  await consent(await office.as('lawyer'), started.orderUrl)
  await sign(await office.as('head'), started.orderUrl, office.server.password)
  return started
}

/** The clerk publishes the act; its public page's address is given back. */
export async function publish(office: Office, orderUrl: string): Promise<string> {
  const clerk = await office.as('clerk')
  await clerk.goto(orderUrl)
  await follow(clerk, 'Запись в реестре')
  await clerk.waitForURL('**/register/*')
  await follow(clerk, 'Опубликовать')
  await clerk.waitForURL('**/publish')
  await pressTo(clerk, 'Опубликовать', /done=published/)
  const address = await clerk.getByRole('main').locator('a[href^="/published/"]').first().getAttribute('href')
  return office.url + address
}
