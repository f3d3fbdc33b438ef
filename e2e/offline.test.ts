import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { hasBrowser, launchBrowser, launchProfile } from './browser'
import { field, fill, main, press, sees } from './office'
import { type OfflineScene, openOfflineScene, PASSWORD, STORED } from './offline-scene'

const PHONE = { width: 360, height: 740 }
const OFFLINE = 'Нет связи. Текст сохраняется на этом устройстве'
const SAVED = /Черновик сохранён в \d\d:\d\d/

describe.runIf(hasBrowser())('without a line', () => {
  let scene: OfflineScene
  let browser: Browser
  const contexts: BrowserContext[] = []
  const folders: string[] = []
  beforeAll(async () => {
    ;[scene, browser] = await Promise.all([openOfflineScene(), launchBrowser()])
  })
  afterEach(async () => {
    scene.line.become('good')
    scene.later(0)
    for (const context of contexts.splice(0)) await context.close()
  })
  afterAll(async () => {
    await browser?.close()
    await scene?.close()
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  })

  const at = (path: string): string => scene.line.url + path
  const question = (code: string, report = scene.reportId): string => at(`/reports/${report}/questions/${code}`)
  const answer = (page: Page) => field(page, 'Ответ')
  const person = async (
    login = 'curator1',
    options: { javaScript?: boolean; shared?: boolean; worker?: boolean } = {},
  ) => {
    const context = await browser.newContext({
      viewport: PHONE,
      javaScriptEnabled: options.javaScript ?? true,
      serviceWorkers: options.worker === false ? 'block' : 'allow',
    })
    contexts.push(context)
    context.setDefaultTimeout(20_000)
    const page = await context.newPage()
    await enter(page, login, options.shared)
    return page
  }
  const enter = async (page: Page, login: string, shared = false) => {
    if (!page.url().includes('/login')) await page.goto(at('/login'))
    await fill(page, { 'Имя для входа': `${login}@zabaykalsk.test`, Пароль: PASSWORD })
    if (shared) await page.getByLabel('Чужой компьютер').check()
    await press(page, 'Войти')
    await page.waitForURL((to) => !to.pathname.startsWith('/login'))
  }
  /** What the server has as the answer, read past the browser's own copies. */
  const onServer = async (page: Page, code: string, report = scene.reportId): Promise<string> => {
    const html = await (await page.request.get(question(code, report))).text()
    return /<textarea[^>]* name="text"[^>]*>\n?([^<]*)</.exec(html)?.[1] ?? ''
  }
  const workerReady = (page: Page) => {
    const path = new URL(page.url()).pathname
    const kept = () => page.evaluate(async (at) => Boolean(await caches.match(at)), path)
    return expect.poll(kept, { timeout: 15_000 }).toBe(true)
  }

  it('keeps what was typed before the scripts came, over a thin line', async () => {
    const page = await person()
    // Past the copies that the sign-in has left in the browser.
    await page.route('**/_next/static/**', (route) => route.continue())
    scene.line.become('slow')
    await page.goto(question('worked'), { waitUntil: 'commit' })
    await answer(page).waitFor()
    await answer(page).pressSequentially(' и сделали вывод')
    const taken = await answer(page).evaluate((area) => Object.keys(area).some((name) => name.startsWith('__react')))
    expect(taken).toBe(false)
    await sees(page, SAVED)
    expect(await answer(page).inputValue()).toContain('и сделали вывод')
    expect(await onServer(page, 'worked')).toContain(STORED)
    expect(await onServer(page, 'worked')).toContain('и сделали вывод')
  })

  it('takes up on the next day what was typed offline, the browser closed between', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'marshrut-profile-'))
    folders.push(folder)
    let profile = await launchProfile(folder)
    let page = await profile.newPage()
    await enter(page, 'curator1')
    await page.goto(question('difficulties'))
    await answer(page).fill('Не хватает учителя математики.')
    await sees(page, SAVED)
    scene.line.become('cut')
    await answer(page).press('End')
    await answer(page).pressSequentially(' Химию ведёт биолог.')
    await sees(page, OFFLINE)
    await profile.close()
    scene.line.become('good')
    scene.later(20)
    profile = await launchProfile(folder)
    contexts.push(profile)
    page = await profile.newPage()
    await page.goto(question('difficulties'))
    expect(page.url()).toContain('/login?next=')
    await enter(page, 'curator1')
    await sees(page, SAVED)
    const whole = 'Не хватает учителя математики. Химию ведёт биолог.'
    expect(await answer(page).inputValue()).toBe(whole)
    expect(await onServer(page, 'difficulties')).toBe(whole)
  })

  it('opens, fills and leaves a question with no line at all, and sends it on return', async () => {
    const page = await person()
    await page.goto(at('/reports'))
    await workerReady(page)
    await page.goto(question('recommendations'))
    await workerReady(page)
    scene.line.become('cut')
    await page.reload()
    await sees(page, /Страница открыта без связи, сохранена/)
    await answer(page).fill('Провести пробный ОГЭ')
    await press(page, 'Сохранить и продолжить')
    await page.waitForURL((to) => !to.pathname.endsWith('/recommendations'))
    await page.goto(question('recommendations'))
    await expect.poll(() => answer(page).inputValue()).toBe('Провести пробный ОГЭ')
    await page.goto(at('/reports'))
    await sees(page, 'Ждут отправки: 1')
    await page.goto(at('/reports/none'))
    await page.getByRole('heading', { name: 'Нет связи, а эта страница на устройстве не сохранена' }).waitFor()
    await page.getByRole('link', { name: /Рекомендации школе/ }).click()
    await page.getByRole('heading', { name: 'Рекомендации школе' }).waitFor()
    await page.goto(at('/reports'))
    scene.line.become('good')
    await sees(page, 'Отправлено 1 из 1')
    expect(await onServer(page, 'recommendations')).toBe('Провести пробный ОГЭ')
  })

  it('shows what was just answered, not an older page, however late the line', async () => {
    const page = await person()
    const section = at(`/reports/${scene.reportId}/sections/conclusions`)
    await page.goto(section)
    await sees(page, STORED)
    await workerReady(page)
    await page.goto(question('worked'))
    scene.line.become('late')
    await answer(page).fill('Итог виден сразу')
    await sees(page, SAVED)
    await page.goto(section)
    await sees(page, 'Итог виден сразу')
    expect(await main(page).getByText('показана сохранённая страница').count()).toBe(0)
    // An address with a query says something of the moment.
    await page.goto(`${section}?row=removed`)
    await sees(page, 'Строка убрана.')
  })

  it('says that the line is slow where it is, and offers the newer page when that has come', async () => {
    const page = await person()
    const section = at(`/reports/${scene.reportId}/sections/conclusions`)
    await page.goto(section)
    await workerReady(page)
    scene.line.become('late')
    await page.goto(section)
    await sees(page, /Связь медленная: показана сохранённая страница от \d/)
    await press(page, 'Показать свежую')
    await expect.poll(() => main(page).getByText('показана сохранённая страница').count()).toBe(0)
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await page.evaluate(() => document.documentElement.dataset.keptAt)).toBeUndefined()
  })

  it('keeps what was typed into a form whose press meets no line, and takes it when the line is back', async () => {
    const page = await person('coordinator', { worker: false })
    await page.goto(at(`/reports/${scene.sentId}/review`))
    const remark = main(page)
      .getByLabel(/^Замечание к разделу/)
      .first()
    await remark.fill('Назовите предметы, по которым выросла успеваемость')
    await main(page)
      .getByLabel(/^Принять с замечаниями/)
      .check()
    await sees(page, SAVED)
    scene.line.become('cut')
    await press(page, 'Записать решение')
    await sees(page, 'Нет связи: нажатое, возможно, не отправлено')
    expect(await remark.inputValue()).toBe('Назовите предметы, по которым выросла успеваемость')
    expect(
      await main(page)
        .getByLabel(/^Принять с замечаниями/)
        .isChecked(),
    ).toBe(true)
    scene.line.become('good')
    await press(page, 'Записать решение')
    await page.waitForURL(/\/history\?done=accepted_with_remarks$/)
    await sees(page, 'Назовите предметы, по которым выросла успеваемость')
  })

  it('keeps a draft of a row, and records a press once whose answer was lost', async () => {
    const page = await person('curator1', { worker: false })
    const row = at(`/reports/${scene.reportId}/sections/training/rows/new`)
    await page.goto(row)
    await fill(page, { 'Программа или вебинар': 'Курсы для физиков' })
    await sees(page, SAVED)
    await page.goto(row)
    await main(page).getByRole('link', { name: 'Показать черновик' }).click()
    await page.waitForURL(/kept=/)
    expect(await field(page, 'Программа или вебинар').inputValue()).toBe('Курсы для физиков')
    const posting = (to: URL) => to.pathname.endsWith('/rows/new')
    await page.route(posting, async (route) => {
      await route.fetch()
      await route.abort()
      await page.unroute(posting)
    })
    await press(page, 'Сохранить строку')
    await sees(page, 'Нет связи: нажатое, возможно, не отправлено')
    await press(page, 'Сохранить строку')
    await page.waitForURL(/row=saved$/)
    expect(await main(page).locator('td.title', { hasText: 'Курсы для физиков' }).count()).toBe(1)
  })

  it('says what it knows when the browser itself knows that there is no line', async () => {
    const page = await person()
    await page.goto(question('help'))
    await page.context().setOffline(true)
    await sees(page, OFFLINE)
    await answer(page).fill('Методист раз в месяц')
    await page.context().setOffline(false)
    await sees(page, SAVED)
    expect(await onServer(page, 'help')).toBe('Методист раз в месяц')
  })

  it('shows both texts of a phone and a laptop, and lets neither go', async () => {
    const [phone, laptop] = [await person(), await person()]
    for (const page of [phone, laptop]) await page.goto(question('factors_note'))
    await answer(phone).fill('Набрано на телефоне')
    await sees(phone, SAVED)
    await answer(laptop).fill('Набрано на ноутбуке')
    await sees(laptop, /Ваш текст не потерян: сохранены оба/)
    await main(laptop).getByRole('link', { name: 'Сравнить оба текста и выбрать' }).click()
    await laptop.getByRole('heading', { name: 'Два текста одного ответа' }).waitFor()
    await sees(laptop, 'Набрано на телефоне')
    await sees(laptop, 'Набрано на ноутбуке')
    expect(await onServer(phone, 'factors_note')).toContain('Набрано на')
  })

  it('never lets an older text that comes later take the newer one’s place', async () => {
    const page = await person()
    await page.goto(question('documents_note'))
    const send = (text: string) =>
      page.request.post(at(`/reports/${scene.reportId}/answers`), {
        headers: { origin: scene.line.url },
        multipart: { question: 'documents_note', text, revision: '0', typedAt: '' },
      })
    expect((await send('новый текст')).status()).toBe(200)
    expect((await send('старый')).status()).toBe(409)
    expect(await onServer(page, 'documents_note')).toBe('новый текст')
  })

  it('is no conflict with itself when the answer to a sending was lost', async () => {
    const page = await person('curator1', { worker: false })
    await page.goto(question('measures_note'))
    let broken = 0
    await page.route('**/answers', async (route) => {
      await route.fetch()
      broken++
      await route.abort()
      await page.unroute('**/answers')
    })
    await answer(page).fill('Первая половина')
    await sees(page, OFFLINE)
    expect(broken).toBe(1)
    await answer(page).fill('Первая половина и вторая')
    await sees(page, SAVED)
    await page.goto(question('measures_note'))
    expect(await answer(page).inputValue()).toBe('Первая половина и вторая')
    expect(await page.getByRole('heading', { name: 'Два текста одного ответа' }).count()).toBe(0)
  })

  it('keeps the text through an ended session and the sign-in', async () => {
    const page = await person()
    await page.goto(question('indicators_note'))
    scene.later(13)
    await answer(page).fill('Показатели взяты из ВПР')
    await sees(page, 'Сеанс закончился. Текст сохранён на этом устройстве и отправится, когда вы войдёте.')
    await main(page).getByRole('link', { name: 'Войти и вернуться сюда' }).click()
    await enter(page, 'curator1')
    await sees(page, SAVED)
    expect(await answer(page).inputValue()).toBe('Показатели взяты из ВПР')
    expect(await onServer(page, 'indicators_note')).toBe('Показатели взяты из ВПР')
  })

  it('sends what was pressed when the session had ended, without a second press', async () => {
    const page = await person()
    await page.goto(question('measures_note', scene.filledId))
    scene.later(13)
    const text = 'Меры приняты не все.'
    await answer(page).fill(text)
    await press(page, 'Сохранить и продолжить')
    await page.waitForURL(/\/login/)
    await enter(page, 'curator1')
    await sees(page, SAVED)
    expect(page.url()).not.toContain('kept=')
    expect(await answer(page).inputValue()).toBe(text)
    expect(await onServer(page, 'measures_note', scene.filledId)).toBe(text)
  })

  it('sends from the list what another tab has typed since, not what it had read before', async () => {
    const page = await person('curator1', { worker: false })
    await page.route('**/answers', (route) => route.abort())
    for (const code of ['indicators_note', 'training_note']) {
      await page.goto(question(code, scene.filledId))
      await answer(page).fill('Набрано раньше')
      await sees(page, OFFLINE)
    }
    await page.unroute('**/answers')
    let sent = 0
    await page.route('**/answers', async (route) => {
      if (sent++ === 0)
        await page.evaluate(
          () =>
            new Promise<void>((done, fail) => {
              const opened = indexedDB.open('marshrut', 1)
              opened.onerror = fail
              opened.onsuccess = () => {
                const transaction = opened.result.transaction('kept', 'readwrite')
                const store = transaction.objectStore('kept')
                const all = store.getAll()
                all.onsuccess = () => {
                  for (const row of all.result)
                    if (row.question === 'training_note')
                      store.put({ ...row, text: 'Набрано позже на другой вкладке', typedAt: new Date().toISOString() })
                }
                transaction.oncomplete = () => done()
              }
            }),
        )
      await route.continue()
    })
    await page.goto(at('/reports'))
    await sees(page, 'Отправлено 2 из 2')
    expect(await onServer(page, 'indicators_note', scene.filledId)).toBe('Набрано раньше')
    expect(await onServer(page, 'training_note', scene.filledId)).toBe('Набрано позже на другой вкладке')
  })

  it('keeps it so without scripts too', async () => {
    const page = await person('curator1', { javaScript: false })
    await page.goto(question('training_note'))
    await answer(page).fill('Набрано без сценариев')
    scene.later(13)
    await press(page, 'Сохранить и продолжить')
    await enter(page, 'curator1')
    await sees(page, 'Введённое сохранено')
    expect(await answer(page).inputValue()).toBe('Набрано без сценариев')
    await press(page, 'Сохранить и продолжить')
    await page.waitForURL((to) => !to.pathname.endsWith('/training_note'))
    expect(await onServer(page, 'training_note')).toBe('Набрано без сценариев')
  })

  it.each([
    [
      'forbids',
      'браузер не даёт хранить текст',
      () =>
        Object.defineProperty(window, 'indexedDB', {
          get: () => {
            throw new DOMException('denied', 'SecurityError')
          },
        }),
    ],
    [
      'has no room',
      'не осталось места',
      () => {
        IDBObjectStore.prototype.put = () => {
          throw new DOMException('full', 'QuotaExceededError')
        }
      },
    ],
  ] as const)('says so where the device %s, and the server’s draft goes on', async (_, words, spoil) => {
    const page = await person()
    await page.addInitScript(spoil)
    await page.goto(question('visits_note'))
    const text = `Хранится на сервере: ${words}`
    await answer(page).fill(text)
    await sees(page, SAVED)
    expect(await onServer(page, 'visits_note')).toBe(text)
    scene.line.become('cut')
    await answer(page).press('End')
    await answer(page).pressSequentially('!')
    await sees(page, new RegExp(`Нет связи, и .*${words}.*Не закрывайте страницу`))
    scene.line.become('good')
    await sees(page, SAVED)
    expect(await onServer(page, 'visits_note')).toBe(`${text}!`)
  })

  it('fills a sheet with a photo with no line, queues it, and sends it once on return', async () => {
    const page = await person()
    const sheet = at(`/visits/${scene.visitId}/sheet`)
    await page.goto(at('/visits'))
    await workerReady(page)
    await page.goto(sheet)
    await workerReady(page)
    scene.line.become('cut')
    await page.reload()
    await sees(page, /Страница открыта без связи/)
    await fill(page, { 'Что выявлено': 'Журнал заполнен не весь' })
    await main(page).getByLabel('Класс').first().fill('7Б')
    await main(page).getByLabel('Предмет').first().fill('алгебра')
    await main(page).getByLabel('Что наблюдали').first().fill('Работа в парах')
    const photo = await sharp({ create: { width: 80, height: 60, channels: 3, background: '#a52' } })
      .jpeg()
      .toBuffer()
    await field(page, 'Снимки').setInputFiles({ name: 'act.jpg', mimeType: 'image/jpeg', buffer: photo })
    await press(page, 'Сохранить лист')
    await sees(
      page,
      'Нет связи. Лист хранится на этом устройстве и отправится сам, когда связь вернётся. Фотографий с ним: 1.',
    )
    await page.goto(at('/visits'))
    await sees(page, 'Ждут отправки: 1')
    let posted = 0
    page.on('response', (answered) => {
      if (answered.url().endsWith('/sheet/queue') && answered.status() === 200) posted++
    })
    scene.line.become('good')
    await sees(page, 'Отправлено 1 из 1')
    expect(posted).toBe(1)
    await page.goto(at(`/visits/${scene.visitId}`))
    await sees(page, 'Журнал заполнен не весь')
    await sees(page, 'Работа в парах')
    expect(await main(page).locator('img[src^="/visits/photos/"]').count()).toBe(1)
  })

  it('shows at the sheet what the server did not take, and takes it when it is mended', async () => {
    const page = await person()
    await page.goto(at(`/visits/${scene.visitId}/sheet`))
    await fill(page, { 'День посещения': 'вчера днём' })
    await press(page, 'Сохранить лист')
    await sees(page, 'Лист не сохранён. Исправьте и сохраните ещё раз')
    await fill(page, { 'День посещения': '12.05.2026', 'Что выявлено': 'Журнал заполнен' })
    await press(page, 'Сохранить лист')
    await page.waitForURL(/done=saved/)
    await sees(page, 'Журнал заполнен')
  })

  it('shows both sheets where another device has saved its own first', async () => {
    const [phone, laptop] = [await person(), await person()]
    const sheet = at(`/visits/${scene.visitId}/sheet`)
    for (const page of [phone, laptop]) await page.goto(sheet)
    await fill(laptop, { 'Что выявлено': 'Записано на ноутбуке' })
    await press(laptop, 'Сохранить лист')
    await laptop.waitForURL(/done=saved/)
    await fill(phone, { 'Что выявлено': 'Записано на телефоне' })
    await press(phone, 'Сохранить лист')
    await main(phone).getByRole('link', { name: 'Показать лист с замечаниями' }).click()
    await sees(phone, 'Сейчас сохранено')
    await sees(phone, 'Записано на ноутбуке')
    expect(await field(phone, 'Что выявлено').inputValue()).toBe('Записано на телефоне')
    await press(phone, 'Сохранить лист')
    await phone.waitForURL(/done=saved/)
    await sees(phone, 'Записано на телефоне')
  })

  it('warns before the session ends, and prolongs it with what is being typed', async () => {
    const page = await person()
    await page.clock.install()
    await page.goto(question('help'))
    await answer(page).fill('Дописываю к концу дня')
    await sees(page, SAVED)
    scene.later(11.95)
    await page.clock.fastForward('11:56:00')
    await sees(page, /Сеанс закончится через [23] мин/)
    await press(page, 'Продлить')
    await expect.poll(() => main(page).getByText('Сеанс закончится').count()).toBe(0)
    const left = await (await page.request.get(at('/session'))).json()
    expect(left.endsIn).toBeGreaterThan(11.9 * 3_600_000)
    expect(await answer(page).inputValue()).toBe('Дописываю к концу дня')
  })

  it('sends no report without a line, nor by itself later; what another device then typed stays for its author', async () => {
    const [phone, laptop] = [await person(), await person()]
    const worked = at(`/reports/${scene.filledId}/questions/worked`)
    await phone.goto(worked)
    scene.line.become('cut')
    await answer(phone).press('End')
    await answer(phone).pressSequentially(' И ещё в поезде.')
    await sees(phone, OFFLINE)
    await phone.goto('about:blank')
    scene.line.become('good')

    await laptop.goto(at(`/reports/${scene.filledId}/check`))
    await fill(laptop, { 'Пароль ещё раз': PASSWORD })
    await laptop.context().setOffline(true)
    await sees(laptop, 'Нет связи: отчёт ждёт её. Сам он не отправится')
    await press(laptop, 'Отправить отчёт')
    await laptop.context().setOffline(false)
    await expect.poll(() => main(laptop).getByText('отчёт ждёт её').count()).toBe(0)
    expect(laptop.url()).toMatch(/\/check$/)
    expect(await (await laptop.request.get(at(`/reports/${scene.filledId}`))).text()).not.toContain('Квитанция')
    await press(laptop, 'Отправить отчёт')
    await laptop.waitForURL(/\/receipt\/1$/)

    await phone.goto(at('/reports'))
    await sees(phone, 'Не отправлено')
    await phone.goto(worked)
    await sees(phone, 'На этом устройстве остался ваш текст, он не отправлен')
    await sees(phone, 'И ещё в поезде.')
    await press(phone, 'Удалить его с устройства')
    await phone.reload()
    await sees(phone, 'Раздел закрыт')
    expect(await main(phone).getByText('И ещё в поезде.').count()).toBe(0)
  })

  it('takes little ahead for the time without a line, and takes it once', async () => {
    const page = await person()
    const kept = () => page.evaluate(async (path) => Boolean(await caches.match(path)), `/reports/${scene.reportId}`)
    const before = scene.line.received()
    await page.goto(at('/reports'))
    await expect.poll(kept, { timeout: 15_000 }).toBe(true)
    await page.waitForLoadState('networkidle')
    const first = scene.line.received()
    // A first visit to the pages with all that they need without a line.
    expect(first - before).toBeLessThanOrEqual(200_000)
    await page.goto(at('/reports'))
    await page.waitForTimeout(3_000)
    // The page itself, and nothing of what is kept already.
    expect(scene.line.received() - first).toBeLessThanOrEqual(30_000)
    await page.goto(question('difficulties'))
    await page.waitForTimeout(3_000)
    await answer(page).fill('Нет учителя химии.')
    await sees(page, SAVED)
    const changed = scene.line.received()
    await page.goto(question('recommendations'))
    await page.waitForTimeout(3_000)
    // The page, the one after it, and what the answer has changed: its section and the report.
    expect(scene.line.received() - changed).toBeLessThanOrEqual(30_000)
  })

  it('leaves nothing on another’s computer', async () => {
    const page = await person('curator1', { shared: true })
    await page.goto(question('visits_note'))
    await answer(page).fill('На чужом компьютере')
    await sees(page, SAVED)
    await page.waitForTimeout(2_500)
    const left = () =>
      page.evaluate(async () => ({
        databases: (await indexedDB.databases()).length,
        caches: (await caches.keys()).length,
        workers: (await navigator.serviceWorker.getRegistrations()).length,
        local: localStorage.length + sessionStorage.length,
      }))
    const nothing = { databases: 0, caches: 0, workers: 0, local: 0 }
    expect(await left()).toEqual(nothing)
    await page.getByRole('button', { name: 'Выйти' }).click()
    await sees(page, 'В этом браузере от вашей работы ничего не осталось')
    expect(await left()).toEqual(nothing)
    scene.later(0)
    const [text] = [await (await person()).request.get(at(`/reports/${scene.reportId}/draft.txt`))]
    expect(await text.text()).toContain('На чужом компьютере')
  })

  it('shows another person nothing, and keeps the unsent for its owner', async () => {
    const page = await person()
    await page.goto(question('visits_note'))
    await workerReady(page)
    scene.line.become('cut')
    await answer(page).fill('Только для меня')
    await sees(page, OFFLINE)
    await page.goto('about:blank')
    scene.line.become('good')
    await page.goto(at('/'))
    await page.getByRole('button', { name: 'Выйти' }).click()
    await sees(page, 'На этом устройстве ждут отправки тексты: 1')
    expect(await page.evaluate(async () => (await caches.keys()).length)).toBe(0)
    await enter(page, 'curator2')
    scene.line.become('cut')
    await page.goto(question('visits_note')).catch(() => {})
    expect(await page.content()).not.toContain('Только для меня')
    scene.line.become('good')
    await page.goto(question('visits_note'))
    expect(await page.content()).not.toContain('Только для меня')
    await page.goto(at('/'))
    await page.getByRole('button', { name: 'Выйти' }).click()
    await page.waitForURL(/login/)
    await enter(page, 'curator1')
    await page.goto(question('visits_note'))
    await sees(page, SAVED)
    expect(await onServer(page, 'visits_note')).toBe('Только для меня')
  })
})
