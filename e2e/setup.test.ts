import type { Page } from 'playwright-core'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPostgres, type TestServer } from '@/db/testing/postgres'
import {
  choose,
  fill,
  follow,
  getPdf,
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
  spaces,
} from './office'
import { pdfText } from './pdf-text'
import { consent, fillCard, pasteMap, send, sign } from './road-map-steps'

const PASSWORD = 'четыре простых слова'
const FIRST = {
  Название: 'Кыринский район',
  'Короткое имя латиницей': 'kyra',
  'Орган, который издаёт акты': 'Администрация Кыринского района',
  'Он же в родительном падеже': 'Администрации Кыринского района',
  'Место издания': 'с. Кыра',
  Фамилия: 'Первых',
  Имя: 'Анна',
  'Имя для входа': 'anna',
  Пароль: PASSWORD,
  'Пароль ещё раз': PASSWORD,
}

async function setUp(page: Page, more: Record<string, string> = {}): Promise<void> {
  await fill(page, { ...FIRST, ...more })
  await choose(page, 'Часовой пояс', /^Чита/)
}

describe('a district without the demonstration', () => {
  let office: Office
  const people = new Map<string, Page>()
  beforeAll(async () => {
    office = await openOffice({ env: { DEMO: '0' } })
  })
  afterAll(() => office?.close())

  it('leads the first visitor through the first municipality and administrator, once', async () => {
    expect(office.server.password).toBe('')
    const page = await office.guest()
    await page.goto(office.url)
    await heading(page, 'Первая настройка').waitFor()
    const late = await office.guest()
    await late.goto(`${office.url}/setup`)
    await setUp(page)
    await pressTo(page, 'Создать муниципалитет и администратора', /done=setup/)
    await setUp(late, { Название: 'Второй район', 'Короткое имя латиницей': 'second', 'Имя для входа': 'second' })
    await press(late, 'Создать муниципалитет и администратора')
    await late.waitForURL((to) => to.searchParams.has('kept') || to.pathname === '/login')
    await late.goto(`${office.url}/setup`)
    await late.waitForURL('**/login')
    await signIn(page, office.url, 'anna', PASSWORD)
    people.set('admin', page)
  })

  it('lets the administrator give people roles; each chooses a password of his own', async () => {
    const admin = people.get('admin') as Page
    for (const [name, surname, role, title] of [
      ['coordinator', 'Координатова', 'Муниципальный координатор', 'координатор'],
      ['lawyer', 'Юристов', 'Согласующий', 'юрист'],
      ['head', 'Главный', 'Подписывает акты', 'глава'],
      ['clerk', 'Делова', 'Делопроизводитель', ''],
    ] as const) {
      await admin.goto(`${office.url}/people/new`)
      await fill(admin, {
        Фамилия: surname,
        Имя: 'Иван',
        Отчество: 'Петрович',
        'Имя для входа': `${name}@kyra`,
        'Как называть в маршруте и листе согласования': title,
      })
      await admin.getByRole('radio', { name: role, exact: true }).check()
      await pressTo(admin, 'Добавить пользователя', /^\/people\/[0-9a-f-]{36}/)
      const temporary = (await main(admin).locator('p > strong').first().innerText()).trim()
      const page = await office.guest()
      await signIn(page, office.url, `${name}@kyra`, temporary)
      await sees(page, 'Придумайте свой пароль')
      await fill(page, { 'Временный пароль': temporary, 'Новый пароль': PASSWORD, 'Новый пароль ещё раз': PASSWORD })
      await press(page, 'Сменить пароль')
      await page.waitForURL((to) => to.pathname !== '/account/password')
      people.set(name, page)
    }
  })

  it('is given a post, its holder, a route and a key by forms', async () => {
    const admin = people.get('admin') as Page
    await admin.goto(`${office.url}/settings/posts/new`)
    await choose(admin, 'Орган', /Кыринского/)
    await fill(admin, {
      Должность: 'Глава Кыринского района',
      'При замещении': 'Исполняющий обязанности главы Кыринского района',
    })
    await main(admin).getByLabel('Подписывает акты').check()
    await press(admin, 'Добавить должность')
    await admin.waitForURL((to) => !to.pathname.endsWith('/new'))
    await admin.goto(`${office.url}/settings/posts`)
    await follow(admin, 'Глава Кыринского района')
    await follow(admin, 'Назначить на должность')
    await choose(admin, 'Кто', /^Главный/)
    await press(admin, 'Назначить на должность')
    await sees(admin, 'сейчас')
    await admin.goto(`${office.url}/settings/routes/new`)
    await main(admin).getByLabel('Название').first().fill('Обычный')
    await main(admin).getByLabel('Основной маршрут').check()
    await main(admin).getByLabel('Название').nth(1).fill('Виза юриста')
    await main(admin)
      .getByLabel(/^Юристов/)
      .first()
      .check()
    await press(admin, 'Добавить маршрут')
    await admin.waitForURL((to) => !to.pathname.endsWith('/new'))
    await admin.goto(`${office.url}/settings/keys`)
    await main(admin)
      .locator('#f-test-userId')
      .selectOption({
        label: (await main(admin).locator('#f-test-userId option', { hasText: 'Главный' }).innerText()).trim(),
      })
    await press(admin, 'Выпустить тестовый сертификат')
    await main(admin).getByRole('row').filter({ hasText: 'Главный' }).waitFor()
  })

  it('signs its own order', async () => {
    const [coordinator, lawyer, head] = ['coordinator', 'lawyer', 'head'].map((name) => people.get(name) as Page) as [
      Page,
      Page,
      Page,
    ]
    const { orderUrl } = await pasteMap(office, coordinator, SEED)
    await fillCard(office, coordinator, orderUrl)
    await send(coordinator, orderUrl, 'Первая карта района')
    await consent(lawyer, orderUrl)
    await sign(head, orderUrl, PASSWORD)
    const text = spaces(await pdfText(await getPdf(head, `${orderUrl}/order.pdf`)))
    expect(text).toContain('УТВЕРЖДЕНА распоряжением Администрации Кыринского района')
    expect(text).toContain('Глава Кыринского района')
    expect(text).toContain('И.П. Главный')
    expect(text).not.toContain('Забайкальский район» от')
  })

  it('ran without an error', () => expect(office.troubles()).toEqual([]))
})

describe('a server with its own database', () => {
  let database: TestServer
  let office: Office
  beforeAll(async () => {
    database = await startPostgres()
    const root = postgres(database.url('postgres'), { onnotice: () => {} })
    await root`create database marshrut`
    await root.end()
    office = await openOffice({ databaseUrl: database.url('marshrut') })
  })
  afterAll(async () => {
    await office?.close()
    await database?.stop()
  })

  it('wants the code printed in the terminal, and keeps what was typed while it is wrong', async () => {
    expect(office.server.setupCode).not.toBe('')
    const page = await office.guest()
    await page.goto(`${office.url}/setup`)
    await setUp(page, { 'Одноразовый код': 'не тот код' })
    await pressRefused(page, 'Создать муниципалитет и администратора')
    expect(await main(page).getByLabel('Фамилия').inputValue()).toBe('Первых')
    await setUp(page, { 'Одноразовый код': office.server.setupCode })
    await pressTo(page, 'Создать муниципалитет и администратора', /done=setup/)
    await signIn(page, office.url, 'anna', PASSWORD)
    await heading(page, 'Мои дела').waitFor()
    expect(office.troubles()).toEqual([])
  })
})
