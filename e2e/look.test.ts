import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { button, field, heading, main, type Office, openOffice } from './office'
import { consent, fillCard, pasteMap, publish, send, signedOrder } from './road-map-steps'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']

let office: Office
/** Each page by its name: who looks at it, and where it stands. */
const places = new Map<string, { who: string; address: string }>()

beforeAll(async () => {
  office = await openOffice()
  const coordinator = await office.as('coordinator')
  const signed = await signedOrder(office)
  const published = await publish(office, signed.orderUrl)
  const sent = await pasteMap(office, coordinator, undefined, '2023')
  await fillCard(office, coordinator, sent.orderUrl)
  await send(coordinator, sent.orderUrl, 'Ждёт юриста')
  const draft = await pasteMap(office, coordinator, undefined, '2024')
  await coordinator.goto(draft.mapUrl)
  const measure = await main(coordinator).locator('td.title a').first().getAttribute('href')
  const table = await main(coordinator).getByRole('link', { name: 'Править таблицей' }).first().getAttribute('href')
  const clerk = await office.as('clerk')
  await clerk.goto(`${office.url}/register`)
  const entry = await main(clerk).locator('td.title a').first().getAttribute('href')
  const add = (who: string, ...addresses: string[]) => {
    for (const address of addresses)
      places.set(`${who} ${new URL(address, office.url).pathname}`, { who, address: new URL(address, office.url).href })
  }
  add('guest', '/login', '/published', published, '/verify', '/net-takoy-stranitsy')
  add(
    'coordinator',
    '/',
    '/road-maps',
    '/road-maps/import',
    '/road-maps/new',
    '/road-maps/new/empty',
    '/road-maps/new/preset',
    signed.mapUrl,
    draft.mapUrl,
    measure ?? '',
    table ?? '',
  )
  add(
    'coordinator',
    `${draft.mapUrl}/trash`,
    '/orders',
    draft.orderUrl,
    `${draft.orderUrl}/edit`,
    `${draft.orderUrl}/send`,
    signed.orderUrl,
  )
  for (const view of ['execution', 'calendar', 'schools', 'indicators', 'schedules', 'acknowledgement'])
    add('coordinator', `${signed.mapUrl}/${view}`)
  for (const view of ['calendar', 'check', 'library']) add('coordinator', `${draft.mapUrl}/${view}`)
  add('coordinator', '/road-maps/new/last-year', '/assignments', '/settings/executors', '/settings/calendar')
  add('coordinator', `${measure}/reading`, '/account/feed')
  add('school1', '/', `${signed.mapUrl}/execution`)
  add('lawyer', '/', `${sent.orderUrl}/decide`)
  add('head', '/', `${sent.orderUrl}/sign`, `${signed.orderUrl}/signed`, `${sent.orderUrl}/return`)
  add(
    'clerk',
    '/register',
    entry ?? '',
    `${entry}/withdraw`,
    '/register/old-act/new',
    '/register/book',
    '/register/reserve',
  )
  add(
    'admin',
    '/',
    '/people',
    '/people/new',
    '/people/deputies',
    '/settings',
    '/settings/posts',
    '/settings/routes',
    '/settings/keys',
  )
  add(
    'admin',
    '/settings/bodies',
    '/settings/schools',
    '/settings/programmes',
    '/settings/wordings',
    '/settings/page',
    '/settings/emblem',
    '/journal',
  )
  add('curator1', '/', '/road-maps', '/account', '/account/password')
})
afterAll(() => office?.close())

/** Opens each page in turn; what is wrong with one is told with its name, and the others are looked at too. */
async function lookAtAll(look: (page: Page, name: string) => Promise<string[]>): Promise<string[]> {
  const wrong: string[] = []
  const guest = await office.guest()
  for (const [name, { who, address }] of places) {
    const page = who === 'guest' ? guest : await office.as(who)
    await page.goto(address)
    wrong.push(...(await look(page, name)).map((what) => `${name}: ${what}`))
  }
  await guest.context().close()
  return wrong
}

describe('every main page', () => {
  it('fits its width, has one heading and a title that says the thing first', async () => {
    const wrong = await lookAtAll(async (page) => {
      const found: string[] = []
      for (const width of [1280, 360, 320]) {
        await page.setViewportSize({ width, height: 800 })
        const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
        if (over > 0) found.push(`${over} px wider than ${width}`)
      }
      await page.setViewportSize({ width: 1280, height: 900 })
      const headings = await page.getByRole('heading', { level: 1 }).count()
      if (headings !== 1) found.push(`${headings} headings of the first level`)
      if (!/^[«А-ЯЁ№].* — Маршрут$/.test(await page.title())) found.push(`title «${await page.title()}»`)
      return found
    })
    expect(wrong).toEqual([])
  })

  it.each(['dark', 'light'] as const)('has nothing that axe finds, %s', async (colorScheme) => {
    const wrong = await lookAtAll(async (page) => {
      // Colours of buttons pass over into each other; half-way they have no contrast.
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze()
      return violations.map(({ id, nodes, help }) => `${id}: ${nodes[0]?.target} ${nodes[0]?.any[0]?.message ?? help}`)
    })
    expect(wrong).toEqual([])
  })

  it('can be read without scripts', async () => {
    const page = await office.guest({ javaScriptEnabled: false })
    const cookies = new Map<string, Awaited<ReturnType<ReturnType<Page['context']>['cookies']>>>()
    for (const [name, { who, address }] of places) {
      await page.context().clearCookies()
      if (who !== 'guest') {
        if (!cookies.has(who)) cookies.set(who, await (await office.as(who)).context().cookies())
        await page.context().addCookies(cookies.get(who) ?? [])
      }
      await page.goto(address)
      expect(await page.getByRole('heading', { level: 1 }).isVisible(), name).toBe(true)
      expect((await main(page).innerText()).length, name).toBeGreaterThan(40)
    }
    await page.context().close()
  })
})

describe('with the keyboard alone', () => {
  const tabTo = async (page: Page, target: ReturnType<Page['locator']>) => {
    await target.first().waitFor()
    for (let presses = 0; presses < 80; presses++) {
      await page.keyboard.press('Tab')
      if (await target.first().evaluate((element) => element === document.activeElement)) return
    }
    throw new Error(`${target} cannot be reached by Tab.`)
  }

  it('one signs in and signs an order', async () => {
    const sent =
      [...places.values()].find(({ address }) => address.endsWith('/decide'))?.address.replace('/decide', '') ?? ''
    await consent(await office.as('lawyer'), sent)
    const page = await office.guest()
    await page.goto(`${office.url}/login`)
    await tabTo(page, field(page, 'Имя для входа'))
    await page.keyboard.type('head@zabaykalsk.test')
    await tabTo(page, field(page, 'Пароль'))
    await page.keyboard.type(office.server.password)
    await page.keyboard.press('Enter')
    await heading(page, 'Мои дела').waitFor()
    await tabTo(page, main(page).getByRole('link', { name: /Об утверждении/ }))
    await page.keyboard.press('Enter')
    await heading(page, 'Подписание распоряжения').waitFor()
    await tabTo(page, field(page, 'Пароль ещё раз'))
    await page.keyboard.type(office.server.password)
    await tabTo(page, button(page, 'Подписать распоряжение'))
    await page.keyboard.press('Enter')
    await page.waitForURL('**/signed')
    await page.context().close()
  })

  it('and all that ran without an error, a refused script or a request elsewhere', () =>
    expect(office.troubles()).toEqual([]))
})
