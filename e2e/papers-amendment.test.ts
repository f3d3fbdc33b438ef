import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasBrowser } from './browser'
import {
  button,
  fill,
  follow,
  getPdf,
  leadsTo,
  main,
  type Office,
  openOffice,
  press,
  pressTo,
  sees,
  spaces,
  TODAY,
  textOf,
} from './office'
import { fits, marked, passRoute, SCREENS, toOrder } from './papers-steps'
import { pdfText } from './pdf-text'
import { publish, type Started, signedOrder } from './road-map-steps'
import { addRow, rowOf, rowsOf } from './table-steps'

const FIRST = 'Первичное посещение кураторами'
const SECOND = 'Проведение анализа сформированных рисков'
const GONE = 'Мониторинг официальных сайтов'
const ADDED = 'Семинар «Работа с рисками»'

/** A published map is changed by two drafts begun at once, read on its days, and ended. */
describe.runIf(hasBrowser()).each(SCREENS)('an amendment, scripts: $javaScript, $width px', ({ javaScript, width }) => {
  let office: Office
  let started: Started
  let publishedUrl = ''
  let firstUrl = ''
  let secondUrl = ''
  beforeAll(async () => {
    office = await openOffice({ javaScript, width })
    started = await signedOrder(office)
    publishedUrl = await publish(office, started.orderUrl)
  })
  afterAll(() => office?.close())

  const begin = async (page: Page, version: number) => {
    await page.goto(`${started.mapUrl}/amendments`)
    await pressTo(page, 'Подготовить изменения', new RegExp(`version=${version}`))
  }
  const change = async (page: Page, version: number, title: string, cells: Record<string, string>) => {
    await page.goto(`${started.mapUrl}?version=${version}`)
    await follow(page, new RegExp(title))
    await fill(page, cells)
    await pressTo(page, 'Сохранить', /done=saved/)
    await page.goto(`${started.mapUrl}?version=${version}`)
  }

  it('is begun from the approved map: two rows changed, one added, one taken out', async () => {
    const page = await office.as('coordinator')
    await begin(page, 2)
    await sees(page, 'Это копия действующей редакции')
    await change(page, 2, FIRST, { Срок: 'апрель 2022 г.' })
    await change(page, 2, SECOND, { Исполнители: 'Муниципальный координатор, кураторы' })
    await addRow(page, 'Научно', { Мероприятие: ADDED, Срок: 'октябрь', Исполнители: 'Кураторы проекта' })
    await leadsTo(page, rowOf(page, GONE).getByRole('button', { name: /^Удалить/ }), /done=deleted/)
    firstUrl = await toOrder(page)
    await follow(page, 'Текст изменений')
    await page.waitForURL(/\/amendments\/2$/)
    const said = await textOf(page)
    expect(said).toMatch(/1\) строку 4 раздела 1 изложить в следующей редакции/)
    expect(said).toMatch(/2\) строку 6 раздела 1 исключить/)
    expect(said).toMatch(/3\) строку 3 раздела 2 изложить в следующей редакции/)
    expect(said).toMatch(/4\) раздел 2 дополнить строк/)
    expect(said).toContain(ADDED)
    await fits(page)
    await page.goto(`${started.mapUrl}/changes?from=1&to=2`)
    expect(await marked(page, 'ins')).toContain('апрель 2022 г.')
    expect(await marked(page, 'del')).toContain('март')
    await sees(page, '4 строки отличаются')
    await fits(page)
  })

  it('goes the route beside a second draft; the map stays as it was until the signature', async () => {
    const page = await office.as('coordinator')
    await begin(page, 3)
    await change(page, 3, FIRST, { Срок: 'май 2022 г.' })
    await change(page, 3, 'Посещение кураторами общеобразовательных', { Срок: 'По графику, ежемесячно' })
    secondUrl = await toOrder(page)
    expect(secondUrl).not.toBe(firstUrl)
    await page.goto(`${started.mapUrl}/amendments`)
    expect(await main(page).getByRole('link', { name: 'проект', exact: true }).count()).toBe(2)
    await fits(page)
    const head = await passRoute(office, firstUrl, 'По отчёту кураторов')
    await sees(head, `№\u00A02 от ${TODAY}`)
    const text = spaces(await pdfText(await getPdf(head, `${firstUrl}/order.pdf`)))
    expect(text).toMatch(/О внесении изменений в распоряжение .* от 15\.09\.2026 № 1/)
    expect(text).toMatch(/строку 6 раздела 1 исключить/)
    expect(text).toContain(ADDED)
    await head.goto(started.mapUrl)
    const titles = (await rowsOf(head)).map((row) => row[1])
    expect(titles).toContain(ADDED)
    expect(titles.some((title) => title?.startsWith(GONE))).toBe(false)
  })

  it('stops the second draft, and carries it over with a choice for what both changed', async () => {
    const page = await office.as('coordinator')
    await page.goto(`${secondUrl}/send`)
    await sees(page, /карту тем временем изменил другой акт/)
    expect(await button(page, 'Отправить на согласование').count()).toBe(0)
    await leadsTo(page, main(page).locator('a[href*="/amendments/rebase"]').first(), /\/rebase/)
    await sees(page, 'Изменено и у вас, и в действующей редакции')
    const said = await textOf(page)
    for (const words of ['апрель 2022 г.', 'май 2022 г.']) expect(said).toContain(words)
    await fits(page)
    await page.getByRole('radio', { name: /^В действующей редакции/ }).check()
    await pressTo(page, 'Перенести изменения', /done=rebased/)
    const cells = (await rowsOf(page)).find((row) => row[1]?.startsWith(FIRST))
    expect(cells?.[2]).toBe('апрель 2022 г.')
    const head = await passRoute(office, secondUrl, 'По графику посещений')
    await sees(head, `№\u00A03 от ${TODAY}`)
    const text = spaces(await pdfText(await getPdf(head, `${secondUrl}/order.pdf`)))
    expect(text).toMatch(/в редакции распоряжения.* от 15\.09\.2026 № 2/)
    expect(text).toContain('По графику, ежемесячно')
    expect(text).not.toContain('май 2022 г.')
  })

  it('tells everybody what changed what: the cards, the text on a day, the public page', async () => {
    await publish(office, firstUrl)
    const page = await office.as('coordinator')
    await page.goto(started.orderUrl)
    expect(await main(page).getByText('Изменено', { exact: true }).count()).toBe(1)
    await page.goto(secondUrl)
    await sees(page, 'Вносит изменения в')
    await page.goto(`${started.mapUrl}/text?on=14.09.2026`)
    await sees(page, 'Карта ещё не действовала')
    await page.goto(`${started.mapUrl}/text`)
    await sees(page, `Действует редакция № 3 с ${TODAY}`)
    expect((await rowsOf(page)).map((row) => row[1])).toContain(ADDED)
    await fits(page)
    const guest = await office.guest()
    await guest.goto(publishedUrl)
    await sees(guest, 'Изменено')
    await fits(guest)
    await guest.context().close()
  })

  it('is ended by an act of its own, and its whole chain with it', async () => {
    const page = await office.as('coordinator')
    await page.goto(started.orderUrl)
    await follow(page, 'Признать утратившим силу')
    await page.waitForURL('**/repeal')
    await sees(page, 'Вместе с ним утратят силу акты')
    await pressTo(page, 'Подготовить проект', /done=repeal_started/)
    const repealUrl = page.url().replace(/\?.*/, '')
    const head = await passRoute(office, repealUrl, 'Проект завершён')
    const text = spaces(await pdfText(await getPdf(head, `${repealUrl}/order.pdf`)))
    expect(text).toMatch(/О признании утратившим силу распоряжения .* от 15\.09\.2026 № 1/)
    for (const number of ['№ 2', '№ 3']) expect(text).toContain(number)
    await page.goto(started.orderUrl)
    await sees(page, 'Признано утратившим силу')
    await page.goto(`${started.mapUrl}/text`)
    await sees(page, /Утратила силу с 15 сентября 2026/)
    await page.goto(started.mapUrl)
    expect(await button(page, 'Подготовить изменения').count()).toBe(0)
    await press(page, 'Подготовить новую редакцию')
    await page.waitForURL(/version=4/)
    const clerk = await office.as('clerk')
    await clerk.goto(`${office.url}/register?state=repealed`)
    await sees(clerk, 'Показано 3 из 3')
    await fits(clerk)
  })

  it('ran without an error, a refused script or a request elsewhere', () => expect(office.troubles()).toEqual([]))
})
