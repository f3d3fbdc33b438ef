import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { button, field, fill, follow, heading, main, type Office, openOffice, pressTo, withoutPlugin } from './office'
import { axeFaults, fitFaults, lookAtAll, type Place, readsPlainly } from './page-faults'
import { cardOf, passRoute, toOrder } from './papers-steps'
import { consent, fillCard, pasteMap, publish, type Started, send, signedOrder } from './road-map-steps'

let office: Office
/** Each page by its name: who looks at it, and where it stands. */
const places = new Map<string, Place>()
const add = (who: string, ...addresses: string[]) => {
  for (const address of addresses) {
    const { pathname, search } = new URL(address, office.url)
    places.set(`${who} ${pathname}${search}`, { who, path: pathname + search })
  }
}
const linkOn = async (page: Page, address: string, selector: string): Promise<string> => {
  await page.goto(office.url + address)
  return (await main(page).locator(selector).first().getAttribute('href')) ?? ''
}

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
  await placesOfActs(signed, published)
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
}, 400_000)

/** A signed amendment with a second draft left behind, an act without a map, and what stands around a signed one. */
async function placesOfActs(signed: Started, published: string): Promise<void> {
  const coordinator = await office.as('coordinator')
  const amendments = `${signed.mapUrl}/amendments`
  const begin = async (version: number, term: string) => {
    await coordinator.goto(amendments)
    await pressTo(coordinator, 'Подготовить изменения', new RegExp(`version=${version}`))
    await follow(coordinator, /^Первичное посещение/)
    await fill(coordinator, { Срок: term })
    await pressTo(coordinator, 'Сохранить', /done=saved/)
    await coordinator.goto(`${signed.mapUrl}?version=${version}`)
    return toOrder(coordinator)
  }
  const first = await begin(2, 'апрель')
  const second = await begin(3, 'май')
  await passRoute(office, first, 'По отчёту')
  await coordinator.goto(`${office.url}/orders/new`)
  await pressTo(coordinator, 'Завести проект', /\/edit$/)
  const curators = cardOf(coordinator)
  const rebase = `${amendments}/rebase?order=${second.split('/').at(-1)}`
  const readings = ['text', 'changes?from=1&to=2'].map((view) => `${signed.mapUrl}/${view}`)
  add('coordinator', amendments, `${amendments}/3`, rebase, `${second}/send`, ...readings, `${signed.orderUrl}/repeal`)
  add('coordinator', '/orders/new', curators, `${curators}/edit`, `${curators}/send`)
  const around = ['approval-sheet', 'extracts', 'acquaintance', 'copy'].map((page) => `${signed.orderUrl}/${page}`)
  const entry = await linkOn(await office.as('clerk'), '/register', 'td.title a')
  add('clerk', first, ...around, `${entry}/storage`, `${entry}/dispatch`)
  add('clerk', '/register/closing', '/register/closing/directive/2026', '/register/archive')
  await coordinator.goto(`${signed.orderUrl}/repeal`)
  await pressTo(coordinator, 'Подготовить проект', /done=repeal_started/)
  const waiting = cardOf(coordinator)
  await send(coordinator, waiting, 'Проект завершён')
  await consent(await office.as('lawyer'), waiting)
  add('head', `${waiting}/sign`, `${waiting}/sign/browser`, `${waiting}/sign/file`)
  add('school1', signed.mapUrl, `${signed.orderUrl}/extracts`)
  add('guest', published.replace('/published/', '/p/'))
  const admin = await office.as('admin')
  add('admin', '/settings/templates', '/settings/templates/new')
  for (const list of ['/settings/bodies', '/settings/posts', '/people'])
    add('admin', await linkOn(admin, list, `a[href^="${list}/"]:not([href$="/new"], [href$="/deputies"])`))
}
afterAll(() => office?.close())

describe('every main page', () => {
  it('fits its width, has one heading and a title, and nothing that axe finds', { timeout: 600_000 }, async () => {
    const wrong: string[] = []
    const seen = new Set<string>()
    await lookAtAll(office, [...places.values()], async (page, { who, path }) => {
      const faults = [...(await fitFaults(page)), ...(await axeFaults(page))]
      wrong.push(...faults.map((what) => `${who} ${path}: ${what}`))
      seen.add(`${who} ${path}`)
    })
    expect(wrong).toEqual([])
    expect([...seen].sort()).toEqual([...places.keys()].sort())
  })

  it('can be read without scripts', { timeout: 400_000 }, async () => {
    await lookAtAll(office, [...places.values()], readsPlainly, { javaScriptEnabled: false })
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
      office.url + [...places.values()].find(({ path }) => path.endsWith('/decide'))?.path.replace('/decide', '')
    await consent(await office.as('lawyer'), sent)
    const page = await office.guest()
    await page.goto(`${office.url}/login`)
    await tabTo(page, field(page, 'Имя для входа'))
    await page.keyboard.type('head@zabaykalsk.test')
    await tabTo(page, field(page, 'Пароль'))
    await page.keyboard.type(office.server.password)
    await page.keyboard.press('Enter')
    await heading(page, 'Мои дела').waitFor()
    await tabTo(page, main(page).locator(`a[href^="${new URL(sent).pathname}"]`))
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
    expect(withoutPlugin(office.troubles())).toEqual([]))
})
