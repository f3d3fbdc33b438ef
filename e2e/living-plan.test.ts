import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { order2022Docx } from '@/lib/table-file/testing/real-plans'
import { hasBrowser } from './browser'
import { executionSteps } from './living-plan-execution'
import { DOCX, fitsPhone, OLD_DOC, uploadPlan } from './living-plan-steps'
import {
  button,
  field,
  fill,
  follow,
  heading,
  leadsTo,
  main,
  type Office,
  openOffice,
  pressRefused,
  pressTo,
  sees,
  spaces,
  textOf,
} from './office'
import { APPROVAL_CLOCK } from './prepared-folders'
import { fillCard, send } from './road-map-steps'
import { ALL_ROWS } from './story-edits'
import { rowOf, rowsOf } from './table-steps'

/** What is wrong with the plan of 2022 as it was signed: where, and the beginning of why. */
const DEFECTS = [
  ['1.1', 'Срок уже прошёл: 28 февраля 2022 г.'],
  ['1.4', 'Срок уже прошёл: 31 марта 2022 г.'],
  ['1.6', 'Не указана задача.'],
  ['1.6', 'Показатель нельзя измерить.'],
  ['2.2', 'Показатель слово в слово повторяет показатель 2.1'],
  ['2.4', 'Срок «По графику» зависит от другого документа'],
  ['2.5', 'Показатель нельзя измерить.'],
  ['3.4', 'Срок (25 октября 2022 г.) раньше срока 3.2 (1 ноября 2022 г.)'],
  ['3.5', 'Не указан исполнитель.'],
  ['3.5', 'Не указана задача.'],
  ['Исполнители', 'Одна роль названа по-разному: «ОУ проекта 500+» (1.3)'],
  ['Пункт 3', 'Контроль поручен тому же лицу'],
]

/** The plan of 2022 from a Word file to its execution; each step stands on those before it. */
describe.runIf(hasBrowser()).each([{ javaScript: true }, { javaScript: false }])(
  'the living plan, scripts: $javaScript',
  ({ javaScript }) => {
    let office: Office
    let mapUrl = ''
    let orderUrl = ''
    beforeAll(async () => {
      office = await openOffice({ javaScript, env: { TEST_CLOCK: APPROVAL_CLOCK } })
    })
    afterAll(() => office?.close())

    it('refuses an old .doc and says what to do', async () => {
      const page = await office.as('coordinator')
      await uploadPlan(office, page, OLD_DOC)
      await page.waitForURL(/[?&]kept=/)
      await sees(page, /Это файл старого Word \(\.doc\)\..+Сохранить как.+\.docx/)
      expect(await field(page, 'Год').inputValue()).toBe('2022')
    })

    it('leads a Word file through columns and doubts to a map of its 17 measures', async () => {
      const page = await office.as('coordinator')
      await uploadPlan(office, page, { name: 'план.docx', mimeType: DOCX, buffer: Buffer.from(await order2022Docx()) })
      await heading(page, 'Сопоставьте колонки').waitFor()
      const chosen = main(page).locator('select[name^="c"] option:checked')
      expect(await chosen.allTextContents()).toEqual([
        '№',
        'Мероприятие',
        'Срок',
        'Исполнители',
        'Задачи',
        'Показатель',
      ])
      await pressTo(page, 'Показать, что получится', /\/preview/)
      await sees(page, /3 раздела, 17 мероприятий/)
      await sees(page, /9 сомнительных мест: сверьте с оригиналом/)
      await sees(page, /1\.3, столбец «Мероприятие»: ячейка была разрезана концом страницы/)
      await pressTo(page, 'Сохранить', /\/import\/result\?/)
      await sees(page, 'Мероприятий: 17 добавлено')
      await follow(page, 'Открыть карту')
      await heading(page, 'Дорожная карта 2022').waitFor()
      mapUrl = page.url()
      expect(await rowsOf(page)).toEqual(ALL_ROWS)
      expect(await main(page).locator('tr.part').count()).toBe(3)
    })

    it('lists the defects of the plan by place, each leading to where it is mended', async () => {
      const page = await office.as('coordinator')
      await page.goto(mapUrl)
      await follow(page, 'Проверка')
      await heading(page, 'Проверка карты').waitFor()
      const found = (await main(page).locator('li').allInnerTexts()).map(spaces)
      for (const [place, cause] of DEFECTS) {
        expect(
          found.filter((line) => line.startsWith(`${place}: ${cause}`)),
          `${place}: ${cause}`,
        ).toHaveLength(1)
      }
      await page.setViewportSize({ width: 360, height: 800 })
      await fitsPhone(page)
      await page.setViewportSize({ width: 1280, height: 900 })
      await leadsTo(page, main(page).getByRole('link', { name: '3.5', exact: true }).first(), /\/measures\//)
      await heading(page, 'Мероприятие 3.5').waitFor()
    })

    it('repairs a doubled word by one press, and the same press a second time changes nothing', async () => {
      const page = await office.as('coordinator')
      await page.goto(mapUrl)
      await follow(page, /^Подготовка отчетов кураторов/)
      await fill(page, { Задачи: 'Подготовить отчеты отчеты' })
      await pressTo(page, 'Сохранить', /done=saved/)
      await page.goto(`${mapUrl}/check`)
      const late = await page.context().newPage()
      await late.goto(`${mapUrl}/check`)
      await pressTo(page, /^3\.1: /, /done=repaired/)
      await sees(page, 'Исправлено. Прежний текст остался в журнале.')
      expect(await button(page, /^3\.1: /).count()).toBe(0)
      await pressRefused(late, /^3\.1: /)
      await sees(late, 'Этот текст уже изменили')
      await late.close()
      await page.goto(mapUrl)
      expect(await rowsOf(page)).toEqual(ALL_ROWS)
    })

    it('wants a reason where warnings are left, and then sends', async () => {
      const page = await office.as('coordinator')
      await page.goto(mapUrl)
      await follow(page, 'К распоряжению')
      await page.waitForURL('**/orders/*')
      orderUrl = page.url()
      await fillCard(office, page, orderUrl)
      await page.goto(`${orderUrl}/send`)
      expect(await textOf(page)).toContain('3.4: Срок (25 октября 2022 г.) раньше срока 3.2')
      await pressRefused(page, 'Отправить на согласование')
      await send(page, orderUrl, 'Сроки оставлены как в плане проекта')
      await page.goto(mapUrl)
      expect(await main(page).getByRole('link', { name: 'Проверка', exact: true }).count()).toBe(0)
      expect(await rowOf(page, 'Подготовка отчетов кураторов').count()).toBe(1)
    })

    executionSteps(() => ({ office, mapUrl, orderUrl }))

    it('ran without an error, a refused script or a request elsewhere', () => {
      expect(office.troubles()).toEqual([])
    })
  },
)
