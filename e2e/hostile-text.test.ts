import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  button,
  field,
  fill,
  follow,
  get,
  getPdf,
  main,
  type Office,
  openOffice,
  press,
  pressRefused,
  pressTo,
  sees,
  signIn,
  spaces,
  textOf,
} from './office'
import { pdfText } from './pdf-text'
import { consent, fillCard, pasteMap, type Started, send } from './road-map-steps'
import { addSection, rowsOf, sectionRow } from './table-steps'

const HEAD = '№ п/п\tМероприятие\tСрок\tИсполнители\tЗадачи\tПоказатель'
const row = (number: number, title: string) => `${number}\t${title}\tмай\tКураторы\tПомочь\tСделано`
const table = (...titles: string[]) => [HEAD, ...titles.map((title, index) => row(index + 1, title))].join('\n')
const SCRIPT = '<script>alert(1)</script><img src=x onerror=alert(2)>"><svg onload=alert(3)>'
const LETTERS = 'Үүдэн Өнөр Һайн Җирән Ёлка'

let office: Office
let started: Started
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office?.close())

describe('what is pasted', () => {
  it.each([
    ['nothing', '   \n\t ', /Выберите файл или вставьте таблицу/],
    ['a text without a table', 'Добрый день, коллеги!\nПросим прислать отчёты.', /не найден|нет таблицы|таблиц/i],
    ['a table without measures', `${HEAD}\n`, /нет ни одного мероприятия/],
  ])('is refused in words: %s', async (_name, text, words) => {
    const page = await office.as('coordinator')
    await page.goto(`${office.url}/road-maps/import`)
    await fill(page, { 'Текст дорожной карты': text, Программа: 'Проба', Год: '2021' })
    await pressRefused(page, 'Показать, что получится')
    expect(await page.getByRole('alert').first().innerText()).toMatch(words)
    await page.goto(`${office.url}/road-maps`)
    await sees(page, 'Дорожных карт пока нет')
  })

  it('may have 5,000 rows', async () => {
    const page = await office.as('coordinator')
    const titles = Array.from({ length: 5_000 }, (_, index) => `Мероприятие номер ${index + 1}`)
    const { mapUrl } = await pasteMap(office, page, table(...titles), '2019')
    await page.goto(mapUrl)
    expect(await textOf(page)).toMatch(/5\s?000 мероприятий/)
  })

  it('may have a cell of 1 MB, kept to its last sign', async () => {
    // Read without drawing: to break half a million letters into lines takes a browser long.
    const page = await office.guest({ javaScriptEnabled: false })
    await signIn(page, office.url, 'coordinator@zabaykalsk.test', office.server.password)
    await page.goto(`${office.url}/road-maps/new/empty`)
    await fill(page, { Программа: 'Длинная', Год: '2018' })
    await pressTo(page, 'Завести карту', /done=created/)
    const mapUrl = page.url().replace(/\?.*/, '')
    await addSection(page, '1', 'Раздел')
    await sectionRow(page, 'Раздел').getByRole('link', { name: 'Добавить мероприятие' }).click()
    const long = 'слово '.repeat(95_000).trim()
    await field(page, 'Мероприятие').evaluate((box, text) => {
      ;(box as HTMLTextAreaElement).value = text
    }, long)
    await button(page, 'Добавить мероприятие').evaluate((pressed) => (pressed as HTMLButtonElement).click())
    await expect.poll(async () => (await get(page, mapUrl)).text.includes(long), { timeout: 30_000 }).toBe(true)
    await page.context().close()
  })

  it('keeps the letters of the peoples of Russia, and markup as text, to the page and the PDF', async () => {
    const page = await office.as('coordinator')
    started = await pasteMap(office, page, table(LETTERS, SCRIPT))
    await page.goto(started.mapUrl)
    expect((await rowsOf(page)).map((cells) => cells[1])).toEqual([LETTERS, SCRIPT])
    const text = (await pdfText(await getPdf(page, `${started.orderUrl}/draft.pdf`))).replace(/\s/g, '')
    expect(text).toContain(LETTERS.replace(/\s/g, ''))
    expect(text).toContain(SCRIPT.replace(/\s/g, ''))
  })
})

describe('markup in what people type', () => {
  it('stands as text in a reason, in a remark and in the name of a school', async () => {
    const [coordinator, lawyer, admin] = [
      await office.as('coordinator'),
      await office.as('lawyer'),
      await office.as('admin'),
    ]
    await fillCard(office, coordinator, started.orderUrl)
    await send(coordinator, started.orderUrl, SCRIPT)
    await lawyer.goto(`${started.orderUrl}/decide`)
    expect(await textOf(lawyer)).toContain(`Пояснение: ${SCRIPT}`)
    await lawyer.getByRole('radio', { name: 'Вернуть на доработку' }).check()
    await fill(lawyer, { 'Причина или замечание ко всему пакету': SCRIPT })
    await pressTo(lawyer, 'Записать решение', /done=decided/)
    await coordinator.goto(started.orderUrl)
    expect(await textOf(coordinator)).toContain(SCRIPT)
    await admin.goto(`${office.url}/settings/schools/new`)
    for (const box of await main(admin).locator('input[required], textarea[required]').all()) await box.fill(SCRIPT)
    await press(admin, /^Добавить/)
    await admin.waitForURL((to) => !to.pathname.endsWith('/new'))
    await admin.goto(`${office.url}/settings/schools`)
    expect(await textOf(admin)).toContain(SCRIPT)
  })
})

describe('two people at once', () => {
  it('a decision after the recall is refused in words', async () => {
    const [coordinator, lawyer] = [await office.as('coordinator'), await office.as('lawyer')]
    await send(coordinator, started.orderUrl, 'Ещё раз')
    await lawyer.goto(`${started.orderUrl}/decide`)
    await coordinator.goto(`${started.orderUrl}/recall`)
    await pressTo(coordinator, 'Отозвать', /done=recalled/)
    await lawyer.getByRole('radio', { name: 'Согласовать с замечаниями' }).check()
    await fill(lawyer, { 'Причина или замечание ко всему пакету': 'Моё замечание' })
    await pressRefused(lawyer, 'Записать решение')
    expect(await lawyer.getByRole('alert').first().innerText()).toMatch(/отозва|уже|не ждёт|закрыт/i)
    expect(await field(lawyer, 'Причина или замечание ко всему пакету').inputValue()).toBe('Моё замечание')
    await coordinator.goto(started.orderUrl)
    expect(await textOf(coordinator)).not.toContain('Моё замечание')
  })

  it('a map changed while the sign page is open is not signed, and no number is spent', async () => {
    const [coordinator, lawyer, head] = [
      await office.as('coordinator'),
      await office.as('lawyer'),
      await office.as('head'),
    ]
    await send(coordinator, started.orderUrl, 'Ещё раз')
    await consent(lawyer, started.orderUrl)
    await head.goto(`${started.orderUrl}/sign`)
    await fill(head, { 'Пароль ещё раз': office.server.password })
    await coordinator.goto(`${started.orderUrl}/recall`)
    await pressTo(coordinator, 'Отозвать', /done=recalled/)
    await coordinator.goto(started.mapUrl)
    await follow(coordinator, LETTERS)
    await fill(coordinator, { Срок: 'июнь' })
    await pressTo(coordinator, 'Сохранить', /done=saved/)
    await send(coordinator, started.orderUrl, 'Срок другой')
    await consent(lawyer, started.orderUrl)
    await pressRefused(head, 'Подписать распоряжение')
    expect(await head.getByRole('alert').first().innerText()).toMatch(/измен/i)
    const clerk = await office.as('clerk')
    await clerk.goto(`${office.url}/register`)
    await sees(clerk, 'Записей пока нет')
    await head.goto(`${started.orderUrl}/sign`)
    expect(spaces((await rowsOf(head))[0]?.[2] ?? '')).toBe('июнь')
  })

  it('a page opened before the map was frozen saves nothing', async () => {
    const page = await office.as('coordinator')
    const { mapUrl, orderUrl } = await pasteMap(office, page, table('Одно', 'Другое'), '2020')
    await page.goto(mapUrl)
    const stale = await page.context().newPage()
    await stale.goto(mapUrl)
    await follow(stale, 'Одно')
    await fillCard(office, page, orderUrl)
    await send(page, orderUrl, 'Отправлено')
    await fill(stale, { Срок: 'позже' })
    await pressRefused(stale, 'Сохранить')
    expect(await stale.getByRole('alert').first().innerText()).toMatch(/[а-яё]{5}/)
    await stale.close()
    await page.goto(mapUrl)
    expect((await rowsOf(page))[0]?.[2]).toBe('май')
    expect(
      await main(page)
        .getByRole('button', { name: /^Удалить/ })
        .count(),
    ).toBe(0)
  })

  it('ran no script that was typed', () => {
    expect(office.troubles()).toEqual([])
  })
})
