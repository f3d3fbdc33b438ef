import { expect, it } from 'vitest'
import { fitsPhone, openExecution, workOf } from './living-plan-steps'
import {
  field,
  fill,
  follow,
  get,
  heading,
  leadsTo,
  main,
  type Office,
  pressRefused,
  pressTo,
  SCAN,
  sees,
  spaces,
  textOf,
} from './office'
import { consent, sign } from './road-map-steps'
import { rowOf } from './table-steps'

const WEEKLY = 'Участие в консультациях в режиме ВКС'
const MONITORING = 'Размещение общеобразовательными организациями данных'
const INFORMING = 'Информирование общеобразовательных организаций'
const WEEK = 'неделя 18–24 апреля'
const SCHOOL = 'МОУ СОШ № 1 пгт Забайкальск'
/** Titles of the groups of «Мои дела», with how many lines stand in each. */
const THIS_WEEK = 'На этой неделе 1'
const DECIDE = 'Ждёт моего решения 1'

/** From the sent package to a plan that people carry out; the map of 2022 was sent before these steps. */
export function executionSteps(at: () => { office: Office; mapUrl: string; orderUrl: string }): void {
  it('asks nothing of those who carry the plan out before it is approved', async () => {
    const { office, orderUrl } = at()
    for (const name of ['school1', 'curator1', 'head']) expect(await workOf(office, await office.as(name))).toEqual({})
    const coordinator = await office.as('coordinator')
    expect((await workOf(office, coordinator))['Ждём других 1']?.[0]).toContain('Виза юриста: Седов В.И.')
    const lawyer = await office.as('lawyer')
    expect((await workOf(office, lawyer))[DECIDE]?.[0]).toMatch(/^Согласовать: Об утверждении/)
    await consent(lawyer, orderUrl)
    const head = await office.as('head')
    expect((await workOf(office, head))[DECIDE]?.[0]).toMatch(/^Подписать: Об утверждении/)
    await sign(head, orderUrl, office.server.password)
  })

  it('shows each person his own work from the signature on', async () => {
    const { office } = at()
    for (const name of ['head', 'lawyer']) expect(await workOf(office, await office.as(name))).toEqual({})
    for (const name of ['coordinator', 'curator1', 'school1']) {
      const work = await workOf(office, await office.as(name))
      expect(work[THIS_WEEK], name).toHaveLength(1)
      expect(work[THIS_WEEK]?.[0]).toContain(`${WEEK}до 24.04.2022, вс`)
    }
    const school = await workOf(office, await office.as('school1'))
    expect(school[DECIDE]?.[0]).toContain('Ознакомьтесь с дорожной картой')
    expect(school['Срок прошёл до утверждения: отметьте 3']).toHaveLength(3)
    expect(Object.keys(school)).not.toContain('Просрочено')
    const curator = await workOf(office, await office.as('curator1'))
    expect(curator['Ждём других 1']?.[0]).toContain('на этой неделе 2 из 106')
  })

  it('lets a head of school mark this week on his phone, with words and a file', async () => {
    const { office } = at()
    const page = await office.as('school1')
    await page.setViewportSize({ width: 360, height: 800 })
    await workOf(office, page)
    await fitsPhone(page)
    await follow(page, new RegExp(WEEKLY))
    await heading(page, 'Мероприятие 2.2').waitFor()
    await fitsPhone(page)
    await follow(page, 'Отметить исполнение')
    await heading(page, 'Отметить исполнение').waitFor()
    expect(await textOf(page)).toContain(WEEK)
    await fitsPhone(page)
    await page.getByRole('radio', { name: 'Исполнено', exact: true }).check()
    await fill(page, { 'Своими словами': 'Консультация прошла, 4 учителя', Ссылка: 'javascript:alert(1)' })
    await pressRefused(page, 'Сохранить отметку')
    expect(await field(page, 'Своими словами').inputValue()).toBe('Консультация прошла, 4 учителя')
    expect(await page.getByRole('radio', { name: 'Исполнено', exact: true }).isChecked()).toBe(true)
    await fill(page, { Ссылка: '' })
    await field(page, 'Файл').setInputFiles({ ...SCAN, name: 'Протокол.pdf' })
    await pressTo(page, 'Сохранить отметку', /done=reported/)
    await sees(page, 'Отметка сохранена.')
    await fitsPhone(page)
    await follow(page, `${WEEK}: ${SCHOOL}`)
    await sees(page, 'Консультация прошла, 4 учителя')
    const file = await main(page).getByRole('link', { name: 'Протокол.pdf', exact: true }).getAttribute('href')
    const got = await get(page, `${office.url}${file}`)
    expect(got.status).toBe(200)
    expect(got.bytes).toEqual(new Uint8Array(SCAN.buffer))
    expect((await get(await office.as('curator1'), `${office.url}${file}`)).status).toBe(200)
    expect((await get(await office.as('school2'), `${office.url}${file}`)).status).toBe(404)
    expect(Object.keys(await workOf(office, page))).not.toContain(THIS_WEEK)
  })

  it('records that the head of school has read the plan', async () => {
    const { office, mapUrl } = at()
    const page = await office.as('school1')
    await workOf(office, page)
    await follow(page, /^Ознакомьтесь с дорожной картой/)
    await pressTo(page, 'Ознакомлен', /done=1/)
    await sees(page, 'Записано: вы ознакомлены с дорожной картой.')
    await fitsPhone(page)
    expect(Object.keys(await workOf(office, page))).not.toContain(DECIDE)
    await page.goto(`${mapUrl}/execution`)
    await fitsPhone(page)
    await sees(page, /Состояния — только ваши и ваших школ/)
  })

  it('lets a curator mark his own and read that of his schools', async () => {
    const { office } = at()
    const page = await office.as('curator1')
    await workOf(office, page)
    await follow(page, new RegExp(WEEKLY))
    await follow(page, 'Отметить исполнение')
    expect(await textOf(page)).toContain(WEEK)
    await page.getByRole('radio', { name: 'Исполнено', exact: true }).check()
    await fill(page, { Пояснение: 'Провела обе школы' })
    await pressTo(page, 'Сохранить отметку', /done=reported/)
    expect(Object.keys(await workOf(office, page))).not.toContain(THIS_WEEK)
  })

  it('shows the coordinator how many of all, and a figure that explains itself and leads to its rows', async () => {
    const { office, mapUrl } = at()
    const page = await office.as('coordinator')
    await openExecution(page, mapUrl, WEEKLY)
    await follow(page, WEEK)
    await page.waitForURL(/\?point=/)
    await sees(page, /2 из 6 исполнено/)
    await openExecution(page, mapUrl, INFORMING)
    const figure = main(page).getByRole('link', { name: /^1 из 3: / })
    expect(spaces(await figure.innerText())).toBe('1 из 3: нет у МОУ ООШ с. Степное, МОУ СОШ № 2 пгт Забайкальск')
    await leadsTo(page, figure, /\/figure$/)
    await sees(page, /Считаются школы, руководители которых нажали «Ознакомлен»/)
    const units = await main(page).locator('tbody tr').allInnerTexts()
    expect(units.map(spaces).map((text) => text.replace(/ \d+$/, ''))).toEqual([
      'Нет',
      'МОУ ООШ с. Степное',
      'МОУ СОШ № 2 пгт Забайкальск',
      'Есть',
      SCHOOL,
    ])
    await leadsTo(page, main(page).getByRole('link', { name: SCHOOL }), /\/schools/)
    await sees(page, SCHOOL)
    await openExecution(page, mapUrl, 'Мониторинг официальных сайтов')
    await sees(page, 'Не считается')
    await leadsTo(page, main(page).getByRole('link', { name: 'Сделать счётным' }), /\/reading/)
  })

  it('moves a working date on request, and leaves the approved words alone', async () => {
    const { office, mapUrl } = at()
    const [school, coordinator] = [await office.as('school1'), await office.as('coordinator')]
    await openExecution(school, mapUrl, MONITORING)
    await follow(school, 'Попросить перенести срок')
    await fill(school, { 'Новый срок, последний день': '15.11.2022' })
    await pressRefused(school, 'Попросить о переносе')
    expect(await field(school, 'Новый срок, последний день').inputValue()).toBe('15.11.2022')
    await fill(school, { 'Почему нужен перенос': 'Ремонт в школе до 10 ноября' })
    await pressTo(school, 'Попросить о переносе', /done=asked/)
    await fitsPhone(school)
    expect((await workOf(office, school))['Ждём других 1']?.[0]).toContain('Перенести срок')
    const work = await workOf(office, coordinator)
    expect(work[DECIDE]?.[0]).toMatch(/^Перенести срок: Размещение.+просит до 15\.11\.2022/)
    await follow(coordinator, /^Перенести срок/)
    await coordinator.getByRole('radio', { name: /^Перенести на 15 ноября 2022/ }).check()
    await pressTo(coordinator, 'Принять решение', /done=granted/)
    expect(Object.keys(await workOf(office, coordinator))).not.toContain(DECIDE)
    await openExecution(school, mapUrl, MONITORING)
    await sees(school, 'срок перенесён')
    await sees(school, /срок 15 ноября 2022 г\./)
    await coordinator.goto(mapUrl)
    expect(spaces(await rowOf(coordinator, MONITORING).innerText())).toContain('01.11.2022')
  })

  it('gives a personal calendar by a secret address that can be revoked', async () => {
    const { office } = at()
    const page = await office.as('school1')
    await page.goto(`${office.url}/account/feed`)
    await pressTo(page, 'Сделать личный адрес', /[?&]address=/)
    await fitsPhone(page)
    const address = await field(page, 'Личный адрес').inputValue()
    expect(address.startsWith(`${office.url}/calendar/`)).toBe(true)
    const guest = await office.guest()
    const calendar = await get(guest, address)
    expect(calendar.status).toBe(200)
    expect(calendar.type).toContain('text/calendar')
    const lines = calendar.text.replace(/\r\n /g, '')
    expect(lines).toContain('DTSTART;VALUE=DATE:20221115')
    expect(lines).toContain(MONITORING)
    await page.goto(`${office.url}/account/feed`)
    expect(await textOf(page)).not.toContain(address)
    await pressTo(page, 'Отозвать адрес', /done=revoked/)
    expect((await get(guest, address)).status).toBe(404)
    await guest.context().close()
  })

  it('shows the views of the plan on a phone without a sideways scroll', async () => {
    const { office, mapUrl } = at()
    const page = await office.as('coordinator')
    await page.setViewportSize({ width: 360, height: 800 })
    for (const view of ['', '/execution', '/calendar', '/schools', '/schedules', '/acknowledgement']) {
      await page.goto(mapUrl + view)
      await fitsPhone(page)
    }
    await page.setViewportSize({ width: 1280, height: 900 })
  })
}
