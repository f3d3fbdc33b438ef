import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MAY, NOVEMBER } from '@/db/testing/report-scene'
import { hasBrowser } from './browser'
import {
  button,
  field,
  fill,
  follow,
  getPdf,
  heading,
  leadsTo,
  main,
  type Office,
  pressRefused,
  pressTo,
  sees,
  signIn,
  spaces,
  textOf,
} from './office'
import { cardOf, fits } from './papers-steps'
import { pdfText } from './pdf-text'
import { ADVICE, BEGIN, FOUND, openReportScene, type ReportScene, SCHOOL } from './report-scene'

const WORKED = 'Индивидуальные планы заработали: успеваемость в 9 классе выросла.'
const MENDED = `${WORKED} По математике выросла с 61 до 74 %.`
const IN_NOVEMBER = 'Индивидуальные планы заработали: успеваемость в 9 и 10 классах выросла.'
const SECTIONS = [
  'Посещения',
  'Факторы риска',
  'Документы школы',
  'Мероприятия школьной программы',
  'Показатели',
  'ДПП и вебинары',
]

/** The report of May on a phone, from «Мои дела» to its acceptance, and the report of November with May's beside it. */
describe.runIf(hasBrowser()).each([{ javaScript: true }, { javaScript: false }])(
  'a curator’s report, scripts: $javaScript',
  ({ javaScript }) => {
    let scene: ReportScene
    let office: Office
    let curator: Page
    let reportUrl = ''
    beforeAll(async () => {
      scene = await openReportScene({ javaScript, width: 360 })
      office = scene.office
      curator = await office.as('curator1')
    })
    afterAll(() => scene?.close())

    /** The browser is closed on one page and opened on it again: a new one that has the cookies alone. */
    const reopen = async () => {
      const storageState = await curator.context().storageState()
      const address = curator.url()
      await curator.context().close()
      curator = await office.guest({ storageState })
      await curator.goto(address)
    }
    const goOn = (to: RegExp) => pressTo(curator, 'Сохранить и продолжить', to)
    const stands = async (title: string | RegExp) => {
      await heading(curator, title).waitFor()
      await fits(curator)
    }
    const sayDone = async (to: RegExp) => {
      await curator.getByRole('radio', { name: 'Да', exact: true }).check()
      await goOn(to)
    }
    /** The radio that the password stands under is chosen already where there is no key. */
    const send = async (number: number) => {
      await fill(curator, { 'Пароль ещё раз': office.server.password })
      await pressTo(curator, 'Отправить отчёт', new RegExp(`/receipt/${number}$`))
      await stands('Отчёт отправлен')
      await sees(curator, new RegExp(`Квитанция № ${number}`))
    }
    const paper = async (number: number) =>
      spaces(await pdfText(await getPdf(curator, `${reportUrl}/versions/${number}/report.pdf`)))

    it('is begun from «Мои дела», where each of three schools waits for one', async () => {
      await curator.goto(`${office.url}/`)
      expect(
        await main(curator)
          .getByRole('link', { name: /Отчёт: / })
          .count(),
      ).toBe(3)
      await fits(curator)
      await follow(curator, new RegExp(`Отчёт: ${SCHOOL}`))
      await stands('Отчёты')
      await pressTo(curator, BEGIN, /^\/reports\/[0-9a-f-]{36}$/)
      // Without scripts the browser carries the list’s «#…» over to the report’s address.
      reportUrl = cardOf(curator)
      await sees(curator, 'Заполнено 0 из 7')
      await fits(curator)
    })

    it('knows what its curator has done: the visit with its advice, the questionnaire', async () => {
      await follow(curator, '1. Посещения')
      await stands('Посещения')
      const visits = await textOf(curator)
      for (const words of ['20.04.2026', FOUND, ADVICE]) expect(visits).toContain(words)
      await sayDone(/\/sections\/factors\?done=visits$/)
      await sees(curator, 'Раздел «Посещения» заполнен.')
      expect(await main(curator).locator('tbody tr.row').count()).toBeGreaterThan(5)
      await fits(curator)
      await sayDone(/\/sections\/documents/)
    })

    it('takes what the program cannot know as rows, and keeps every step through a closed browser', async () => {
      await follow(curator, 'Добавить строку')
      await fill(curator, { Вид: 'Антирисковая программа', Название: 'Повышение успеваемости', Дата: '12.04.2026' })
      await fits(curator)
      await pressTo(curator, 'Сохранить строку', /row=saved/)
      await reopen()
      await sees(curator, 'Повышение успеваемости')
      for (const next of ['measures', 'indicators', 'training', 'conclusions'])
        await sayDone(new RegExp(`/sections/${next}\\?done=`))
    })

    it('asks one question a page, and each page is saved for itself', async () => {
      await main(curator)
        .getByRole('link', { name: /Ответить/ })
        .first()
        .click()
      await stands('Что получилось')
      await fill(curator, { Ответ: WORKED })
      await goOn(/\/questions\/difficulties$/)
      await reopen()
      await stands('Что мешало')
      await curator.goto(reportUrl)
      await sees(curator, 'Заполнено 6 из 7')
      await follow(curator, '7. Выводы куратора')
      await sees(curator, WORKED)
    })

    it('cannot be sent with a gap, and leads there and back', async () => {
      await curator.goto(`${reportUrl}/check`)
      await sees(curator, 'Отчёт пока нельзя отправить')
      expect(await button(curator, 'Отправить отчёт').count()).toBe(0)
      await fits(curator)
      for (const [label, answer] of [
        ['Что мешало', 'Нет учителя физики.'],
        ['Рекомендации школе', 'Продолжить работу по планам.'],
      ] as const) {
        await follow(curator, `Нет ответа: «${label}»`)
        await stands(label)
        await fill(curator, { Ответ: answer })
        await goOn(/\/check$/)
      }
      await follow(curator, 'Нет ответа: «Динамика школы»')
      await curator.getByRole('radio', { name: 'положительная' }).check()
      await goOn(/\/check$/)
      await stands('Проверьте отчёт')
      for (const words of [WORKED, 'Нет учителя физики.', FOUND]) await sees(curator, words)
    })

    it('is sent with the password only, and gives a receipt and a paper', async () => {
      await fill(curator, { 'Пароль ещё раз': 'не тот' })
      await pressRefused(curator, 'Отправить отчёт')
      await send(1)
      const text = await paper(1)
      for (const words of ['Средняя общеобразовательная школа № 1', FOUND, WORKED, 'Повышение успеваемости'])
        expect(text).toContain(words)
      await curator.goto(`${office.url}/`)
      expect(
        await main(curator)
          .getByRole('link', { name: /Отчёт: / })
          .count(),
      ).toBe(2)
    })

    it('is returned with remarks on two sections, and only those open', async () => {
      const judge = await office.as('coordinator')
      await judge.goto(`${reportUrl}/review`)
      await fill(judge, {
        'Замечание к разделу «Документы школы»': 'Нет ссылки на программу',
        'Замечание к разделу «Выводы куратора»': 'Назовите цифры',
      })
      await judge.getByRole('radio', { name: 'Вернуть на доработку' }).check()
      await fits(judge)
      await pressTo(judge, 'Записать решение', /\/history\?done=returned$/)
      await sees(judge, 'Отчёт возвращён на доработку.')
      await curator.goto(`${office.url}/`)
      await follow(curator, new RegExp(`Исправить отчёт: ${SCHOOL}`))
      await stands(new RegExp(SCHOOL))
      expect(await main(curator).getByText('Есть замечания', { exact: true }).count()).toBe(2)
      expect(await main(curator).getByText('закрыт: замечаний нет').count()).toBe(5)
      for (const title of SECTIONS.filter((one) => one !== 'Документы школы')) {
        await curator.goto(reportUrl)
        await follow(curator, new RegExp(`^\\d\\. ${title}`))
        await sees(curator, 'Раздел закрыт для правки')
        expect(await button(curator, 'Сохранить и продолжить').count()).toBe(0)
      }
    })

    it('is mended, sent again and accepted; the coordinator sees what changed', async () => {
      await curator.goto(`${reportUrl}/sections/documents`)
      await sees(curator, 'Нет ссылки на программу')
      await main(curator)
        .getByRole('link', { name: /Изменить строку/ })
        .click()
      await fill(curator, { Ссылка: 'https://school1.example/programma' })
      await pressTo(curator, 'Сохранить строку', /row=saved/)
      await curator.goto(`${reportUrl}/questions/worked`)
      await sees(curator, 'Назовите цифры')
      await fill(curator, { Ответ: MENDED })
      await goOn(/\/questions\/difficulties$/)
      await curator.goto(`${reportUrl}/check`)
      await send(2)
      expect(await paper(2)).toContain('с 61 до 74 %')
      expect(await paper(1)).not.toContain('с 61 до 74 %')
      const judge = await office.as('coordinator')
      await judge.goto(`${reportUrl}/review`)
      await sees(judge, 'С версии 1 изменены разделы: Документы школы, Выводы куратора.')
      await fits(judge)
      await judge.getByRole('radio', { name: 'Принять', exact: true }).check()
      await pressTo(judge, 'Записать решение', /\/history\?done=accepted$/)
    })

    it('is read by the head of the school, with a date', async () => {
      const head = await office.as('school1')
      await head.goto(`${office.url}/`)
      await follow(head, /Ознакомьтесь с отчётом куратора/)
      await sees(head, MENDED)
      await fits(head)
      await pressTo(head, 'Я ознакомлен(а) с отчётом', /done=acknowledged$/)
      await curator.goto(reportUrl)
      await sees(curator, /Руководитель школы ознакомлен 12\.05\.2026/)
      await sees(curator, 'Принят')
    })

    it('stands beside the report of November, question by question', async () => {
      scene.setClock(NOVEMBER)
      await curator.context().close()
      curator = await office.guest()
      await signIn(curator, office.url, 'curator1@zabaykalsk.test', office.server.password)
      await curator.goto(`${office.url}/reports`)
      const second = main(curator).locator('section').filter({ hasText: '2 этап' })
      await leadsTo(curator, second.getByRole('button', { name: BEGIN }), /^\/reports\/[0-9a-f-]{36}$/)
      const novemberUrl = cardOf(curator)
      await curator.goto(`${novemberUrl}/questions/worked`)
      await sees(curator, 'Ответ мая')
      await sees(curator, MENDED)
      await fits(curator)
      await fill(curator, { Ответ: IN_NOVEMBER })
      await goOn(/\/questions\/difficulties$/)
      await sees(curator, 'Нет учителя физики.')
      expect(await field(curator, 'Ответ').inputValue()).toBe('')
      await curator.goto(`${novemberUrl}/questions/worked`)
      await sees(curator, 'Отличия выделены.')
      expect(spaces((await main(curator).locator('ins').allTextContents()).join(' '))).toContain('10')
      await curator.goto(`${novemberUrl}/sections/documents`)
      await pressTo(curator, /^Повторить из прошлого отчёта/, /row=repeated/)
      await sees(curator, 'https://school1.example/programma')
      scene.setClock(MAY)
    })

    it('ran without an error, a refused script or a request elsewhere', () => expect(office.troubles()).toEqual([]))
  },
)
