import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ORDER_121_SECTIONS } from '@/lib/road-map/fixtures/order-121-2022.expected'
import {
  choose,
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
  SCAN,
  sees,
  spaces,
  textOf,
} from './office'
import { pdfText } from './pdf-text'
import { consent, fillCard, pasteMap, publish, type Started, send, sign } from './road-map-steps'
import { rowsOf } from './table-steps'

const TITLES = ORDER_121_SECTIONS.flatMap((section) => section.rows.map((row) => spaces(row[1] ?? '')))
const GRIF = 'УТВЕРЖДЕНА распоряжением Администрации муниципального района «Забайкальский район» от'

/** The day after the order of 2022 was signed on paper. */
describe('order № 121 of 2022, entered as an old act', () => {
  let office: Office
  let started: Started
  beforeAll(async () => {
    office = await openOffice({ env: { TEST_CLOCK: '2022-04-22T03:00:00Z' } })
    const coordinator = await office.as('coordinator')
    started = await pasteMap(office, coordinator)
    await fillCard(office, coordinator, started.orderUrl)
  })
  afterAll(() => office?.close())

  const enter = async (values: Record<string, string>) => {
    const clerk = await office.as('clerk')
    await fill(clerk, values)
    await choose(clerk, 'Проект с текстом этого акта', /500\+/)
    await field(clerk, 'Скан подписанного акта').setInputFiles(SCAN)
  }

  it('wants a word about the numbers before it, keeps what was typed, and gives number and date as on paper', async () => {
    const clerk = await office.as('clerk')
    await clerk.goto(`${office.url}/register/old-act/new`)
    await enter({
      Номер: '121',
      Дата: '21 апреля 2022',
      'Должность подписавшего': 'Глава муниципального района',
      'Кто подписал': 'А.В. Мочалов',
    })
    await pressRefused(clerk, 'Внести акт в реестр')
    expect(await field(clerk, 'Номер').inputValue()).toBe('121')
    await enter({ 'Почему нет номеров до этого': 'Номера 1–120 даны в бумажном журнале' })
    await pressTo(clerk, 'Внести акт в реестр', /^\/register\/.*done=entered/)
    await sees(clerk, 'на бумаге')
    await clerk.goto(`${office.url}/register`)
    expect(await textOf(clerk)).toMatch(/№ 1–120 .*вне программы/)
  })

  it('has the гриф filled, the annex named in the nominative and the table complete in the print', async () => {
    const clerk = await office.as('clerk')
    const text = spaces(await pdfText(await getPdf(clerk, `${started.orderUrl}/order.pdf`)))
    expect(text).toContain(`${GRIF} 21 апреля 2022 г. № 121`)
    expect(text).toContain('Дорожная карта (план мероприятий) по реализации проекта')
    expect(text).not.toMatch(/электронной подписью|сертификат/i)
    const squeezed = text.replaceAll(' ', '')
    for (const title of TITLES) expect(squeezed).toContain(title.replaceAll(' ', ''))
    const scan = await get(clerk, `${started.orderUrl}/order.pdf?kind=scan`)
    expect(Buffer.from(scan.bytes)).toEqual(SCAN.buffer)
    expect(scan.headers['content-disposition']).toContain('attachment')
  })

  it('does not take the same number twice', async () => {
    const clerk = await office.as('clerk')
    await clerk.goto(`${office.url}/register/old-act/new`)
    await fill(clerk, {
      Номер: '121',
      Дата: '21.04.2022',
      Заголовок: 'О другом',
      'Должность подписавшего': 'Глава',
      'Кто подписал': 'А.В. Мочалов',
    })
    await field(clerk, 'Скан подписанного акта').setInputFiles(SCAN)
    await pressRefused(clerk, 'Внести акт в реестр')
    expect(await clerk.getByRole('alert').first().textContent()).toMatch(/121/)
  })

  it('is changed by an act signed electronically today, with the next number, that names the old one', async () => {
    await publish(office, started.orderUrl)
    const [coordinator, head] = [await office.as('coordinator'), await office.as('head')]
    await coordinator.goto(started.mapUrl)
    expect(await textOf(coordinator)).toContain('№ 121 от 21 апреля 2022 г.')
    await press(coordinator, 'Подготовить изменения')
    await coordinator.waitForURL(/version=2/)
    await follow(coordinator, TITLES[0] ?? '')
    await fill(coordinator, { Срок: 'май 2022 г.' })
    await pressTo(coordinator, 'Сохранить', /done=saved/)
    await coordinator.goto(`${started.mapUrl}?version=2`)
    await follow(coordinator, 'К распоряжению')
    await coordinator.waitForURL(
      (to) => to.pathname.startsWith('/orders/') && office.url + to.pathname !== started.orderUrl,
    )
    const amendmentUrl = coordinator.url()
    await send(coordinator, amendmentUrl, 'Только срок')
    await consent(await office.as('lawyer'), amendmentUrl)
    await sign(head, amendmentUrl, office.server.password)
    await sees(head, /№ 122 от 22 апреля 2022 г\./)
    const text = spaces(await pdfText(await getPdf(head, `${amendmentUrl}/order.pdf`)))
    expect(text).toMatch(/О внесении изменений в распоряжение .* от 21\.04\.2022 № 121/)
    expect(text).toMatch(/строку 1 раздела 1 изложить в следующей редакции/)
    expect(text).toMatch(/электронной подписью/i)
    await head.goto(started.mapUrl)
    expect((await rowsOf(head)).map((row) => row[1])).toEqual(TITLES)
    await head.goto(`${started.mapUrl}/text?on=21.04.2022`)
    expect(await textOf(head)).toContain('Действовала редакция № 1')
    await head.goto(`${started.mapUrl}/text`)
    expect(await textOf(head)).toContain('Действует редакция № 2 с 22 апреля 2022 г.')
    await head.goto(`${started.mapUrl}/changes`)
    expect(spaces((await main(head).locator('ins').allTextContents()).join())).toBe('Стало: май 2022 г.')
    const clerk = await office.as('clerk')
    await clerk.goto(`${office.url}/register`)
    expect(await main(clerk).locator('tbody td.num').allTextContents()).toEqual(['122', '121'])
  })

  it('ran without an error', () => expect(office.troubles()).toEqual([]))
})
