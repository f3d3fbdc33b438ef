import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  button,
  choose,
  field,
  fill,
  follow,
  get,
  getPdf,
  heading,
  main,
  type Office,
  openOffice,
  press,
  pressRefused,
  pressTo,
  SCAN,
  SEED,
  sees,
  spaces,
  TODAY,
  textOf,
  verdictOn,
} from './office'
import { pdfText } from './pdf-text'
import { BASIS, consent, openCard, publish, send, sign } from './road-map-steps'
import { ALL_ROWS, editSteps, TITLE } from './story-edits'
import { rowsOf } from './table-steps'

/** The whole of issue 2 in a real browser; each step stands on those before it. */
describe.each([{ javaScript: true }, { javaScript: false }])('the story, scripts: $javaScript', ({ javaScript }) => {
  let office: Office
  let mapUrl = ''
  let orderUrl = ''
  let publishedUrl = ''
  beforeAll(async () => {
    office = await openOffice({ javaScript })
  })
  afterAll(() => office?.close())

  it('reads the pasted order, shows what it read, and saves nothing before «Сохранить»', async () => {
    const page = await office.as('coordinator')
    await page.goto(`${office.url}/`)
    await follow(page, 'Завести дорожную карту')
    await follow(page, 'Из файла Word, Excel или CSV')
    await fill(page, { 'Текст дорожной карты': SEED, Программа: 'Проект «500+»', Год: '2022' })
    await pressTo(page, 'Показать, что получится', /\/preview/)
    await sees(page, /3 раздела, 17 мероприятий/)
    expect(await main(page).locator('thead th').allInnerTexts()).toHaveLength(6)
    const shown = await rowsOf(page)
    expect(shown.map((row) => row[0])).toEqual(ALL_ROWS.map((row) => row[0]))
    await sees(page, /сомнительн.+сверьте с оригиналом/)
    expect(await main(page).getByText('проверьте: соединено или пусто').count()).toBeGreaterThan(0)
    const other = await page.context().newPage()
    await other.goto(`${office.url}/road-maps`)
    await sees(other, 'Дорожных карт пока нет')
    await other.close()
    await pressTo(page, 'Сохранить', /\?done=imported/)
    mapUrl = page.url().replace(/\?.*/, '')
    expect(await rowsOf(page)).toEqual(ALL_ROWS)
  })

  editSteps(() => ({ office, mapUrl }))

  it('composes the order’s text from the card, and lets it be edited', async () => {
    const page = await office.as('coordinator')
    await page.goto(mapUrl)
    await follow(page, 'К распоряжению')
    await page.waitForURL('**/orders/*')
    orderUrl = page.url()
    await openCard(office, page, orderUrl)
    await fill(page, BASIS)
    await pressTo(page, 'Составить текст', /done=composed/)
    const preamble = await field(page, 'Преамбула').inputValue()
    expect(spaces(preamble)).toContain('от 01.03.2022 № 160')
    expect(spaces(preamble)).toContain('ст. 25 Устава')
    expect(await field(page, 'Распорядительное слово').inputValue()).toBe('обязывает:')
    await openCard(office, page, orderUrl)
    await fill(page, { 'Пункт 2': 'Руководителям школ обеспечить участие в мероприятиях.' })
    await pressTo(page, 'Сохранить карточку', /done=saved/)
    await sees(page, 'Руководителям школ обеспечить участие в мероприятиях.')
  })

  it('wants one word of reason for the open findings, then freezes and sends', async () => {
    const page = await office.as('coordinator')
    await page.goto(`${orderUrl}/send`)
    expect(await textOf(page)).toMatch(/Замечания: исправьте или поясните/)
    await pressRefused(page, 'Отправить на согласование')
    await send(page, orderUrl, 'Сроки прошлого года оставлены как в плане')
    expect((await get(page, `${orderUrl}/edit`)).status).toBe(404)
    expect((await get(page, `${orderUrl}/order.pdf`)).status).toBe(404)
  })

  it('returns only with a reason, keeps what the lawyer typed, and hangs a remark on one measure', async () => {
    const page = await office.as('lawyer')
    await page.goto(`${office.url}/`)
    await follow(page, /Об утверждении/)
    await page.getByRole('radio', { name: 'Вернуть на доработку' }).check()
    await main(page).locator('summary').click()
    await main(page).getByLabel(new RegExp(TITLE)).fill('Укажите ведущего')
    await pressRefused(page, 'Записать решение')
    expect(await main(page).getByLabel(new RegExp(TITLE)).inputValue()).toBe('Укажите ведущего')
    expect(await page.getByRole('radio', { name: 'Вернуть на доработку' }).isChecked()).toBe(true)
    await fill(page, { 'Причина или замечание ко всему пакету': 'Дополните пункт 2' })
    await pressTo(page, 'Записать решение', /done=decided/)
  })

  it('lets the author answer, change and send again', async () => {
    const page = await office.as('coordinator')
    await page.goto(orderUrl)
    expect(await textOf(page)).toContain('Дополните пункт 2')
    for (const left of [1, 0]) {
      await main(page).getByRole('textbox', { name: 'Ответ' }).first().fill('Исправлено')
      await press(page, 'Ответить')
      await sees(page, `без ответа: ${left}`)
    }
    await page.goto(mapUrl)
    await follow(page, new RegExp(TITLE))
    await fill(page, { Задачи: 'Участвовать во всех вебинарах' })
    await pressTo(page, 'Сохранить', /done=saved/)
    await send(page, orderUrl, 'Замечания учтены')
  })

  it('shows the lawyer what changed, and lets his deputy consent under both names', async () => {
    const lawyer = await office.as('lawyer')
    await lawyer.goto(`${orderUrl}/decide`)
    const changes = main(lawyer).locator('#changes')
    expect(spaces(await changes.innerText())).toContain('Участвовать во всех вебинарах')
    const admin = await office.as('admin')
    await admin.goto(`${office.url}/people/deputies`)
    await choose(admin, 'Кого замещают', /^Седов/)
    await choose(admin, 'Кто замещает', /^Громова/)
    await fill(admin, {
      'Первый день': '15.09.2026',
      'Последний день': '15.09.2026',
      Основание: 'отпуск, распоряжение № 45',
    })
    await pressTo(admin, 'Назначить замещение', /done=added/)
    const clerk = await office.as('clerk')
    await clerk.goto(`${office.url}/`)
    await sees(clerk, /вы замещаете: Седов/)
    await follow(clerk, /Об утверждении/)
    await sees(clerk, /Вы действуете за: Седов/)
    await clerk.getByRole('radio', { name: 'Согласовать', exact: true }).check()
    await pressTo(clerk, 'Записать решение', /done=decided/)
    const sheet = spaces(await pdfText(await getPdf(clerk, `${orderUrl}/approval-sheet.pdf`)))
    expect(sheet).toMatch(/Громова.*\(за: Седов/)
    await admin.goto(`${office.url}/journal`)
    const decided = main(admin).getByRole('row').filter({ hasText: 'за: Седов' }).first()
    expect(await decided.innerText()).toContain('Громова')
  })

  it('shows the head the frozen text, number, date and fingerprint, and signs with his password alone', async () => {
    const page = await office.as('head')
    await page.goto(`${office.url}/`)
    await follow(page, /Об утверждении/)
    await heading(page, 'Подписание распоряжения').waitFor()
    expect(await rowsOf(page)).toHaveLength(17)
    const text = await textOf(page)
    expect(text).toContain('сейчас № 1')
    expect(text).toContain(TODAY)
    expect(await main(page).locator('code').getAttribute('title')).toMatch(/^[0-9a-f]{64}$/)
    expect(await pdfText(await getPdf(page, `${orderUrl}/draft.pdf`))).not.toContain('подписан')
    await fill(page, { 'Пароль ещё раз': 'не тот пароль' })
    await pressRefused(page, 'Подписать распоряжение')
    await sees(page, /Пароль не подходит/)
    const secondTab = await page.context().newPage()
    await secondTab.goto(`${orderUrl}/sign`)
    await fill(page, { 'Пароль ещё раз': office.server.password })
    await pressTo(page, 'Подписать распоряжение', /\/signed$/)
    await heading(page, 'Распоряжение подписано и зарегистрировано').waitFor()
    await sees(page, `№\u00A01 от ${TODAY}`)
    await fill(secondTab, { 'Пароль ещё раз': office.server.password })
    await press(secondTab, 'Подписать распоряжение')
    await secondTab.waitForURL((to) => to.pathname.endsWith('/signed') || to.searchParams.has('kept'))
    await secondTab.close()
    const clerk = await office.as('clerk')
    await clerk.goto(`${office.url}/register`)
    await sees(clerk, 'Показано 1 из 1')
  })

  it('gives the signed file: the гриф filled, the mark, the whole table', async () => {
    const page = await office.as('head')
    const bytes = await getPdf(page, `${orderUrl}/order.pdf`)
    expect(await getPdf(page, `${orderUrl}/order.pdf`)).toEqual(bytes)
    const text = spaces(await pdfText(bytes))
    expect(text).toContain(
      'УТВЕРЖДЕНА распоряжением Администрации муниципального района «Забайкальский район» от 15 сентября 2026 г. № 1',
    )
    expect(text).toMatch(/электронной подписью/i)
    expect(text).toContain('Дорожная карта (план мероприятий) по реализации проекта')
    const squeezed = text.replace(/ /g, '')
    for (const row of ALL_ROWS) expect(squeezed).toContain((row[1] ?? '').replace(/ /g, ''))
    const sheet = spaces(await pdfText(await getPdf(page, `${orderUrl}/approval-sheet.pdf`)))
    for (const name of ['Седов', 'Громова']) expect(sheet).toContain(name)
  })

  it('is published by the clerk and open to anyone, who can check the file', async () => {
    publishedUrl = await publish(office, orderUrl)
    const guest = await office.guest()
    await guest.goto(`${office.url}/published`)
    await follow(guest, /Об утверждении/)
    await guest.waitForURL(publishedUrl)
    expect(await rowsOf(guest)).toHaveLength(17)
    const bytes = await getPdf(guest, `${publishedUrl}/order.pdf`)
    expect(await getPdf(guest, `${orderUrl}/order.pdf`)).toEqual(bytes)
    expect(await verdictOn(guest, office.url, bytes)).toBe('Подлинный')
    const flipped = bytes.slice()
    flipped[1000] = (flipped[1000] ?? 0) ^ 1
    expect(await verdictOn(guest, office.url, flipped)).toBe('Изменён')
    expect(await verdictOn(guest, office.url, SCAN.buffer)).toBe('Не наш')
    expect(await verdictOn(guest, office.url, new TextEncoder().encode('Это не PDF'), 'note.txt')).toBe(
      'Не удалось проверить',
    )
    await guest.context().close()
  })

  it('changes the approved map by an act signed on paper, and publishes it only with its scan', async () => {
    const [coordinator, head, clerk] = [
      await office.as('coordinator'),
      await office.as('head'),
      await office.as('clerk'),
    ]
    await coordinator.goto(mapUrl)
    await press(coordinator, 'Подготовить изменения')
    await coordinator.waitForURL(/version=2/)
    await main(coordinator).locator('td.title a').first().click()
    await coordinator.waitForURL(/\/measures\//)
    await fill(coordinator, { Срок: 'октябрь 2026 г.' })
    await pressTo(coordinator, 'Сохранить', /done=saved/)
    await coordinator.goto(`${mapUrl}?version=2`)
    await follow(coordinator, 'К распоряжению')
    await coordinator.waitForURL((to) => to.pathname.startsWith('/orders/') && office.url + to.pathname !== orderUrl)
    const paperUrl = coordinator.url()
    await send(coordinator, paperUrl, 'Перенесён срок')
    await consent(await office.as('lawyer'), paperUrl)
    await sign(head, paperUrl, office.server.password, 'Подписать на бумаге')
    await sees(head, 'подпишите на бумаге')
    const print = spaces(await pdfText(await getPdf(head, `${paperUrl}/order.pdf`)))
    expect(print).toMatch(/15 сентября 2026 г\. № 2/)
    expect(print).toMatch(/О внесении изменений в распоряжение .* № 1 /)
    expect(print).toContain('изложить в следующей редакции')
    expect(print).not.toMatch(/электронной подписью|сертификат/i)
    await clerk.goto(paperUrl)
    await follow(clerk, 'Запись в реестре')
    await clerk.waitForURL('**/register/*')
    const entryUrl = clerk.url()
    expect(await main(clerk).getByRole('link', { name: 'Опубликовать', exact: true }).count()).toBe(0)
    await clerk.goto(`${entryUrl}/publish`)
    await sees(clerk, 'Сейчас это недоступно')
    expect(await button(clerk, 'Опубликовать').count()).toBe(0)
    await clerk.goto(`${entryUrl}/scan`)
    await field(clerk, 'Скан подписанного акта').setInputFiles(SCAN)
    await pressTo(clerk, 'Приложить скан', /done=scan-attached/)
    await publish(office, paperUrl)
    await coordinator.goto(`${mapUrl}?version=1`)
    await sees(coordinator, 'Заменена новой редакцией')
  })

  it('ran without an error, a refused script or a request elsewhere', () => {
    expect(office.troubles()).toEqual([])
  })
})
