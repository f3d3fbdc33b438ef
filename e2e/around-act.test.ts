import JSZip from 'jszip'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
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

/** What the clerk, the schools and the archive get from one signed act. */
describe('around a signed act', () => {
  let office: Office
  let started: Started
  beforeAll(async () => {
    office = await openOffice({ env: { TEST_CLOCK: '2022-04-21T03:00:00Z' } })
    const coordinator = await office.as('coordinator')
    started = await pasteMap(office, coordinator)
    await fillCard(office, coordinator, started.orderUrl)
    await send(coordinator, started.orderUrl, 'Замечания учтём при исполнении')
    await consent(await office.as('lawyer'), started.orderUrl)
    await sign(await office.as('head'), started.orderUrl, office.server.password)
    await publish(office, started.orderUrl)
  }, 180_000)
  afterAll(() => office?.close())

  it('gives the register whole: on the page by the address, on paper and in Excel', async () => {
    const clerk = await office.as('clerk')
    await clerk.goto(`${office.url}/register?kind=directive&year=2022&state=published`)
    await sees(clerk, 'Показано 1 из 1')
    await main(clerk)
      .getByRole('link', { name: /Убрать отбор: 2022 год/ })
      .click()
    await clerk.waitForURL((to) => !to.searchParams.has('year') && to.searchParams.get('kind') === 'directive')
    const print = spaces(
      await pdfText(await getPdf(clerk, `${office.url}/register/register.pdf?kind=directive&year=2022`)),
    )
    expect(print).toContain('Журнал регистрации распоряжений за 2022 год')
    const excel = await get(clerk, `${office.url}/register/register.xlsx?kind=directive`)
    const strings = await (await JSZip.loadAsync(excel.bytes)).file('xl/sharedStrings.xml')?.async('string')
    expect(strings).toContain('Срок хранения')
  })

  it('shows the лист согласования on a page and on paper, with the fingerprint and the certificate', async () => {
    const clerk = await office.as('clerk')
    await clerk.goto(`${started.orderUrl}/approval-sheet`)
    const said = spaces(await textOf(clerk))
    const paper = spaces(await pdfText(await getPdf(clerk, `${started.orderUrl}/approval-sheet.pdf`)))
    const fingerprint = /[0-9a-f]{64}/.exec(said)?.[0]
    expect(fingerprint).toBeDefined()
    for (const text of [said, paper]) {
      expect(text).toContain(fingerprint)
      expect(text).toMatch(/Сертификат:? ?[0-9A-F]{8,}/)
      expect(text).toContain('Согласовано')
    }
  })

  it('gives each school its own extract, and a head of school no other', async () => {
    const clerk = await office.as('clerk')
    await clerk.goto(`${started.orderUrl}/extracts`)
    const all = await main(clerk).getByRole('link', { name: /МОУ/ }).count()
    expect(all).toBeGreaterThan(1)
    const zip = await JSZip.loadAsync((await get(clerk, `${started.orderUrl}/extracts/extracts.zip`)).bytes)
    expect(Object.keys(zip.files)).toHaveLength(all)
    const school = await office.as('school1')
    await school.goto(`${started.orderUrl}/extracts`)
    const own = main(school).getByRole('link', { name: /МОУ/ })
    expect(await own.count()).toBe(1)
    const text = spaces(await pdfText(await getPdf(school, office.url + ((await own.getAttribute('href')) ?? ''))))
    expect(text).toMatch(/ВЫПИСКА ИЗ РАСПОРЯЖЕНИЯ/)
    expect(text).toContain('Верно')
    expect(text).not.toMatch(/подписан.{0,3} электронной подписью/i)
  })

  it('tells who has read the act, and keeps a line for a hand for who has not', async () => {
    const school = await office.as('school1')
    await school.goto(`${started.mapUrl}/acknowledgement`)
    await press(school, 'Ознакомлен')
    await sees(school, 'Записано')
    const clerk = await office.as('clerk')
    await clerk.goto(`${started.orderUrl}/acquaintance`)
    await sees(clerk, /Ознакомлены: 1 из/)
    const text = spaces(await pdfText(await getPdf(clerk, `${started.orderUrl}/acquaintance/acquaintance.pdf`)))
    expect(text).toMatch(/ознакомлен\(а\) 21\.04\.2022 отметка в программе/)
    expect(text).toContain('Не ознакомлены:')
  })

  it('certifies a copy that says so and bears no mark of a signature', async () => {
    const clerk = await office.as('clerk')
    await clerk.goto(`${started.orderUrl}/copy`)
    await fill(clerk, { 'Должность того, кто заверяет': 'Секретарь', 'Кто заверяет': 'А.А. Пешкова' })
    await pressTo(clerk, 'Сделать копию', /done=1/)
    const address = await main(clerk).getByRole('link', { name: 'Открыть копию, PDF' }).getAttribute('href')
    const bytes = await getPdf(clerk, office.url + (address ?? ''))
    const text = spaces(await pdfText(bytes))
    expect(text).toMatch(/Верно Секретарь А\.А\. Пешкова/)
    expect(text).not.toMatch(/документ подписан|сертификат/i)
  })

  it('keeps the year in one archive, and closes it so that no number is given any more', async () => {
    const clerk = await office.as('clerk')
    const archive = await get(clerk, `${office.url}/register/archive/2022.zip`)
    const files = Object.keys((await JSZip.loadAsync(archive.bytes)).files)
    expect(files).toContain('index.html')
    expect(files.filter((name) => name.endsWith('.pdf'))).toHaveLength(2)
    await clerk.goto(`${office.url}/register/closing/directive/2022`)
    await pressRefused(clerk, 'Закрыть реестр')
    await fill(clerk, { 'Почему реестр закрывается до конца года': 'реорганизация' })
    await pressTo(clerk, 'Закрыть реестр', /done=closed/)
    await sees(clerk, 'зарегистрировано распоряжений')
    await clerk.goto(`${office.url}/register/reserve`)
    await fill(clerk, { Дата: '21.04.2022', 'Для чего': 'проба' })
    await pressRefused(clerk, 'Зарезервировать номер')
    expect(spaces((await main(clerk).getByRole('alert').first().textContent()) ?? '')).toContain('закрыт')
  })

  it('holds a number for an act on paper, and closes no book while one waits', async () => {
    const clerk = await office.as('clerk')
    const reserve = async (number: string) => {
      await clerk.goto(`${office.url}/register/reserve`)
      await clerk.getByRole('radio', { name: /Постановлени/ }).check()
      await fill(clerk, { Номер: number, 'Для чего': 'комиссия' })
      await pressTo(clerk, 'Зарезервировать номер', /done=reserved/)
    }
    await reserve('')
    await follow(clerk, 'Внести акт с этим номером')
    await clerk.waitForURL('**/old-act/new?**')
    await fill(clerk, { Заголовок: 'О комиссии', 'Должность подписавшего': 'Глава', 'Кто подписал': 'А.В. Мочалов' })
    await field(clerk, 'Скан подписанного акта').setInputFiles(SCAN)
    await pressTo(clerk, 'Внести акт в реестр', /done=entered/)
    await reserve('1-а')
    const waiting = clerk.url().replace(/\?.*/, '')
    await clerk.goto(`${office.url}/register/closing`)
    await sees(clerk, 'Сначала завершите начатое')
    await clerk.goto(`${office.url}/register/closing/resolution/2022`)
    await fill(clerk, { 'Почему реестр закрывается до конца года': 'реорганизация' })
    await pressRefused(clerk, 'Закрыть реестр')
    expect(spaces((await main(clerk).getByRole('alert').first().textContent()) ?? '')).toContain('1-а')
    await clerk.goto(`${waiting}/annul`)
    await fill(clerk, { Причина: 'не понадобился' })
    await pressTo(clerk, /Аннулировать/, /done=annulled/)
    await clerk.goto(`${office.url}/register/closing/resolution/2022`)
    await fill(clerk, { 'Почему реестр закрывается до конца года': 'реорганизация' })
    await pressTo(clerk, 'Закрыть реестр', /done=closed/)
    await clerk.goto(`${office.url}/register?kind=resolution`)
    await sees(clerk, 'Показано 2 из 2')
    await sees(clerk, 'не понадобился')
  })

  it('is looked at by nobody without a right: archive, copy and sheet are not there for a school', async () => {
    const school = await office.as('school1')
    for (const path of [
      '/register/archive/2022.zip',
      '/register/register.xlsx',
      `${new URL(started.orderUrl).pathname}/copy`,
    ])
      expect((await school.request.get(office.url + path)).status(), path).toBe(404)
  })

  it('ran without an error', () => expect(office.troubles()).toEqual([]))
})
