import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { follow, main, type Office, spaces } from './office'
import { consent, send, sign } from './road-map-steps'

/** A desk with scripts, and a phone without them: what each story is told on. */
export const SCREENS = [
  { javaScript: true, width: 1280 },
  { javaScript: false, width: 360 },
]

/** From a draft to a registered act: sent, consented, signed. The page of who signed is given back; its receipt stands. */
export async function passRoute(office: Office, orderUrl: string, note: string): Promise<Page> {
  await send(await office.as('coordinator'), orderUrl, note)
  await consent(await office.as('lawyer'), orderUrl)
  const head = await office.as('head')
  await sign(head, orderUrl, office.server.password)
  return head
}

/** The page needs no scrolling to the side. */
export const fits = async (page: Page): Promise<void> =>
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
    page.url(),
  ).toBeLessThanOrEqual(0)

/** The card of the act that stands on the page: its address without what was done. */
export const cardOf = (page: Page): string =>
  page
    .url()
    .replace(/[?#].*/, '')
    .replace(/\/edit$/, '')

/** «К распоряжению» of the map; the card's address is given back. */
export async function toOrder(page: Page): Promise<string> {
  await follow(page, 'К распоряжению')
  await page.waitForURL((to) => to.pathname.startsWith('/orders/'))
  return cardOf(page)
}

/** What `<del>` or `<ins>` say, without the words for those who do not see the strike. */
export const marked = async (page: Page, tag: 'del' | 'ins'): Promise<string[]> =>
  (await main(page).locator(tag).allTextContents()).map((text) => spaces(text).replace(/^(Было|Стало): ?/, ''))
