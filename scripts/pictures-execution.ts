import type { Browser, Page } from 'playwright-core'
import { PHONE, picture, press, signedIn } from './pictures-camera'

/** What people do with the approved map `map` (its address) in the month after it was signed. */
export async function tellYear(browser: Browser, url: string, map: string): Promise<void> {
  const coordinator = await signedIn(browser, url, 'coordinator')
  await joinSchedule(coordinator, map)
  for (const [order, doneOn] of [
    [0, '25.02.2022'],
    [1, '28.02.2022'],
    [4, '21.04.2022'],
  ] as const) {
    await openMeasure(coordinator, map, order)
    await coordinator.locator('#executors td a').first().click()
    await coordinator.waitForURL('**/report?*')
    await sayDone(coordinator, doneOn, order < 4)
    await press(coordinator, 'Сохранить отметку', 'done=')
  }

  const curator = await signedIn(browser, url, 'curator1')
  await openMeasure(curator, map, 3)
  await reportOwn(curator, '24.03.2022', 'Посещены обе школы, справки переданы координатору.')

  const school = await signedIn(browser, url, 'school1')
  await school.goto(url)
  await picture(school, 'my-work-phone', PHONE)
  await openMeasure(school, map, 2)
  await reportOwn(school, '22.02.2022', 'Анкетирование пройдено, профиль рисков получен.')
  const measure = school.url().replace(/\?.*/, '')
  await school.goto(`${measure}#comments`)
  await school.locator('[name=text]').fill('Профиль рисков лежит в личном кабинете ФИОКО, копию приложили.')
  await press(school, 'Добавить замечание', 'done=')
  const second = await signedIn(browser, url, 'school2')
  await openMeasure(second, map, 2)
  await reportOwn(second, '25.02.2022', 'Анкета отправлена.')

  await coordinator.goto(`${map}/execution`)
  await picture(coordinator, 'execution', { width: 1280, height: 1400 })
  await coordinator.goto(measure)
  await picture(coordinator, 'measure-execution', { width: 1280, height: 1000 })
  await coordinator.goto(`${map}/indicators`)
  await picture(coordinator, 'indicators')
  await coordinator.goto(`${map}/calendar`)
  await picture(coordinator, 'year-calendar', { width: 1280, height: 1400 })
  await coordinator.goto(`${url}/settings/executors`)
  await picture(coordinator, 'executors', { width: 1280, height: 760 })
}

/** The curators' visits: a schedule with dates, joined to the measure «По графику». */
async function joinSchedule(page: Page, map: string): Promise<void> {
  await page.goto(`${map}/schedules`)
  await page.locator('[name=name]').fill('Выезды кураторов')
  await press(page, 'Завести график', 'done=created')
  await page.locator('[name=lines]').fill('12.05.2022\n27.05.2022\n15.09.2022\n20.10.2022')
  await press(page, 'Добавить даты', 'added=')
  await page.goto(`${map}/schedules`)
  await page.locator('[name=scheduleId]').first().selectOption({ label: 'Выезды кураторов' })
  await page.getByRole('button', { name: /^Сохранить\s*: 2\.4$/ }).click()
  await page.waitForURL('**/schedules?done=joined*')
}

/** Opens the execution of the map's measure at this place, counted from 0. */
async function openMeasure(page: Page, map: string, order: number): Promise<void> {
  await page.goto(`${map}/execution`)
  await page.locator('td.title a').nth(order).click()
  await page.waitForURL('**/execution/*-*')
}

async function reportOwn(page: Page, doneOn: string, words: string): Promise<void> {
  await page.getByRole('main').getByRole('link', { name: 'Отметить исполнение' }).first().click()
  await page.waitForURL('**/report?*')
  await sayDone(page, doneOn, true)
  await page.locator('[name=evidenceText]').fill(words)
  await press(page, 'Сохранить отметку', 'done=')
}

async function sayDone(page: Page, doneOn: string, isBeforeApproval: boolean): Promise<void> {
  await page.locator('[name=state][value=done]').check()
  await page.locator('[name=doneOn]').fill(doneOn)
  if (isBeforeApproval) await page.locator('[name=isBeforeApproval]').check()
}
