import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  fill,
  get,
  heading,
  main,
  type Office,
  openOffice,
  press,
  pressRefused,
  pressTo,
  SEED,
  sees,
  signIn,
  textOf,
} from './office'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office?.close())

const NOBODY = '00000000-0000-4000-8000-000000000000'

async function coordinatorIn(page: Page): Promise<Page> {
  await signIn(page, office.url, 'coordinator@zabaykalsk.test', office.server.password)
  return page
}

/** Sends the page's form as a program would, with whatever it says of its origin. */
async function post(page: Page, form: string, headers: Record<string, string>, values: Record<string, string> = {}) {
  const fields = await page
    .locator(form)
    .evaluate((element) => [...new FormData(element as HTMLFormElement)].map(([name, value]) => [name, String(value)]))
  const body = new FormData()
  for (const [name = '', value = ''] of fields) body.append(name, values[name] ?? value)
  const cookies = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  return fetch(page.url(), { method: 'POST', body, headers: { cookie: cookies, ...headers }, redirect: 'manual' })
}

describe.each([{ javaScriptEnabled: true }, { javaScriptEnabled: false }])(
  'a session ended while one types, scripts: $javaScriptEnabled',
  (how) => {
    it('keeps the text, shows it after sign-in and sends nothing by itself', async () => {
      const page = await coordinatorIn(await office.guest(how))
      const other = await coordinatorIn(await office.guest())
      await page.goto(`${office.url}/road-maps/import`)
      await fill(page, { 'Текст дорожной карты': SEED, Программа: 'Проект «500+»', Год: '2022' })
      await other.goto(`${office.url}/account`)
      await pressTo(other, 'Завершить остальные сеансы', /done=sessions/)
      await pressTo(page, 'Показать, что получится', /^\/login\?.*saved=1/)
      await sees(page, /Введённое сохранено/)
      await fill(page, { 'Имя для входа': 'coordinator@zabaykalsk.test', Пароль: office.server.password })
      await pressTo(page, 'Войти', /^\/road-maps\/import\?kept=/)
      await sees(page, /он ещё не отправлен/)
      expect(await main(page).getByLabel('Текст дорожной карты').inputValue()).toBe(SEED.replace(/\r\n?/g, '\n'))
      await other.goto(`${office.url}/road-maps`)
      await heading(other, 'Дорожные карты').waitFor()
      expect(await textOf(other)).not.toContain('Проект «500+»')
      await Promise.all([page.context().close(), other.context().close()])
    })

    it('keeps what was typed through an error', async () => {
      const page = await coordinatorIn(await office.guest(how))
      await page.goto(`${office.url}/road-maps/import`)
      await fill(page, { 'Текст дорожной карты': 'Просто слова', Программа: 'Проект «500+»', Год: 'двадцать второй' })
      await pressRefused(page, 'Показать, что получится')
      await sees(page, /Напишите год четырьмя цифрами/)
      expect(await main(page).getByLabel('Текст дорожной карты').inputValue()).toBe('Просто слова')
      expect(await main(page).getByLabel('Год').inputValue()).toBe('двадцать второй')
      await page.context().close()
    })

    it('makes one row of a double click', async () => {
      const page = await coordinatorIn(await office.guest(how))
      const name = `Двойное нажатие ${how.javaScriptEnabled}`
      await page.goto(`${office.url}/road-maps/new/empty`)
      await fill(page, { Программа: name, Год: '2024' })
      await main(page).getByRole('button', { name: 'Завести карту' }).dblclick()
      // Without scripts the second press breaks off the first one's way, which is no fault.
      await expect.poll(() => page.url(), { timeout: 15_000 }).toContain('?done=created')
      await page.waitForLoadState()
      await page.goto(`${office.url}/road-maps`)
      expect(await main(page).getByRole('link', { name }).count()).toBe(1)
      await page.context().close()
    })
  },
)

describe('a form of another site', () => {
  it.each([
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['a null origin', { origin: 'null' }],
    ['no origin', {}],
    ['a foreign origin under a forwarded host', { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' }],
    ['a same-site page of another port', { origin: 'http://localhost:1' }],
  ])('is refused: %s', async (_name, headers) => {
    const page = await office.as('coordinator')
    await page.goto(`${office.url}/road-maps/new/empty`)
    const answer = await post(page, 'main form', headers, { programmeName: 'Чужая', year: '2023' })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    await page.goto(`${office.url}/road-maps`)
    expect(await textOf(page)).not.toContain('Чужая')
  })

  it('and the very same form from our own page is taken', async () => {
    const page = await office.as('coordinator')
    await page.goto(`${office.url}/road-maps/new/empty`)
    const answer = await post(page, 'main form', { origin: office.url }, { programmeName: 'Своя', year: '2023' })
    expect(answer.status).toBe(303)
    await page.goto(`${office.url}/road-maps`)
    expect(await textOf(page)).toContain('Своя')
  })

  it('a forwarded host gets into no page and no address', async () => {
    for (const path of ['/login', '/', '/published', '/api/auth/signin']) {
      const answer = await fetch(office.url + path, {
        headers: { 'x-forwarded-host': 'evil.example' },
        redirect: 'manual',
      })
      expect(`${answer.headers.get('location')} ${await answer.text()}`).not.toContain('evil.example')
    }
  })
})

describe('addresses', () => {
  it.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example/',
    'javascript:alert(1)',
    '/login?next=//evil.example',
  ])('sign-in leads nowhere else: next=%s', async (next) => {
    const page = await office.guest()
    await page.goto(`${office.url}/login?next=${encodeURIComponent(next)}`)
    await fill(page, { 'Имя для входа': 'clerk@zabaykalsk.test', Пароль: office.server.password })
    await press(page, 'Войти')
    await page.waitForURL(`${office.url}/`)
    await page.context().close()
  })

  it('an unknown address is a page of ours, in Russian', async () => {
    for (const [page, path] of [
      [await office.guest(), '/net-takoy-stranitsy'],
      [await office.guest(), '/published/net-takogo-akta'],
      [await office.guest(), '/p/net-takogo-akta'],
      [await office.as('coordinator'), '/net-takoy-stranitsy'],
      [await office.as('coordinator'), `/road-maps/${NOBODY}`],
      [await office.as('coordinator'), '/road-maps/1'],
      [await office.as('coordinator'), `/orders/${NOBODY}`],
      [await office.as('coordinator'), '/orders/1/edit'],
      [await office.as('coordinator'), `/orders/${NOBODY}/order.pdf`],
      [await office.as('coordinator'), '/orders/1/draft.pdf'],
      [await office.as('coordinator'), '/orders/1/approval-sheet.pdf'],
      [await office.as('coordinator'), `/road-maps/${NOBODY}/measures/1`],
      [await office.as('clerk'), `/register/${NOBODY}`],
      [await office.as('admin'), `/people/${NOBODY}`],
      [await office.as('admin'), '/settings/posts/1'],
    ] as const) {
      const answer = await page.goto(office.url + path)
      expect(answer?.status(), path).toBe(404)
      expect(await page.getByRole('heading', { level: 1 }).textContent(), path).toMatch(/[а-яё]{4}/)
      expect(await page.locator('html').getAttribute('lang'), path).toBe('ru')
    }
  })

  it.each([
    [
      'curator1',
      [
        '/people',
        '/people/new',
        '/register',
        '/register/old-act/new',
        '/settings',
        '/settings/keys',
        '/journal',
        '/road-maps/import',
      ],
    ],
    ['region', ['/people', '/settings', '/road-maps/import', '/register/book']],
    ['admin', ['/road-maps/import', '/register/old-act/new']],
    ['lawyer', ['/people', '/road-maps/new', '/settings']],
  ])('a page of other roles does not exist for %s', async (name, paths) => {
    const page = await office.as(name)
    for (const path of paths) expect((await get(page, office.url + path)).status, path).toBe(404)
  })

  it('a guest is led to the sign-in and back', async () => {
    const page = await office.guest()
    await page.goto(`${office.url}/register`)
    await page.waitForURL('**/login?next=%2Fregister')
    await fill(page, { 'Имя для входа': 'clerk@zabaykalsk.test', Пароль: office.server.password })
    await press(page, 'Войти')
    await heading(page, 'Реестр').waitFor()
    await page.context().close()
  })
})

describe('sign-in', () => {
  const dead = async (stolen: Awaited<ReturnType<typeof cookiesOf>>) => {
    const thief = await office.guest()
    await thief.context().addCookies(stolen)
    await thief.goto(`${office.url}/account`)
    await thief.waitForURL('**/login?next=*')
    await thief.context().close()
  }
  const cookiesOf = (page: Page) => page.context().cookies()

  it('a stolen cookie is dead after sign-out and after a change of the password', async () => {
    const page = await office.guest()
    await signIn(page, office.url, 'school1@zabaykalsk.test', office.server.password)
    const [first] = [await cookiesOf(page)]
    await page.getByRole('button', { name: 'Выйти' }).click()
    await page.waitForURL('**/login?done=out')
    await dead(first)
    await signIn(page, office.url, 'school1@zabaykalsk.test', office.server.password)
    const second = await cookiesOf(page)
    const other = await office.guest()
    await signIn(other, office.url, 'school1@zabaykalsk.test', office.server.password)
    await other.goto(`${office.url}/account/password`)
    await fill(other, {
      'Нынешний пароль': office.server.password,
      'Новый пароль': 'длинный новый пароль',
      'Новый пароль ещё раз': 'длинный новый пароль',
    })
    await pressTo(other, 'Сменить пароль', /done=password/)
    await dead(second)
    await Promise.all([page.context().close(), other.context().close()])
  })

  it('answers an unknown name as a wrong password, and a lock says how long', async () => {
    const said = async (login: string) => {
      const page = await office.guest()
      await page.goto(`${office.url}/login`)
      const answers: string[] = []
      for (let attempt = 0; attempt < 6; attempt++) {
        await fill(page, { 'Имя для входа': login, Пароль: `неверный ${attempt}` })
        const before = page.url()
        await press(page, 'Войти')
        await page.waitForURL((to) => to.href !== before)
        answers.push(await page.getByRole('alert').first().innerText())
      }
      await page.context().close()
      return answers
    }
    const known = await said('school2@zabaykalsk.test')
    expect(await said('nobody@zabaykalsk.test')).toEqual(known)
    expect(known[0]).toMatch(/Имя или пароль не подходят/)
    expect(known[5]).toMatch(/Вход закрыт ещё на\s\d+\sминут/)
  })
})
