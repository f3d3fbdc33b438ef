import type { Browser, Page } from 'playwright-core'
import { PASSWORD, PHONE, picture, press, sheets, signedIn } from './pictures-camera'

const SCHOOL = 'МОУ СОШ № 1 пгт Забайкальск'
const ANSWERS: Record<string, string> = {
  worked: 'Индивидуальные планы заработали: успеваемость в 9 классе выросла с 61 до 74 %.',
  difficulties: 'Нет учителя физики; уроки ведёт учитель математики.',
  recommendations: 'Продолжить работу по индивидуальным планам, провести пробный ОГЭ.',
}

const IN_NOVEMBER = 'Индивидуальные планы заработали: успеваемость в 9 и 10 классах выросла с 61 до 78 %.'

/** A curator's year from his school in April to his second report; `setClock` moves the running program's clock. */
export async function tellCurators(browser: Browser, url: string, setClock: (at: string) => void): Promise<void> {
  setClock('2026-04-20T02:00:00Z')
  const spring = await signedIn(browser, url, 'curator1')
  await spring.goto(`${url}/schools`)
  await spring.getByRole('main').getByRole('link', { name: SCHOOL }).first().click()
  await spring.waitForURL('**/schools/*-*')
  const school = spring.url().replace(/[?#].*/, '')
  await fillProfile(spring, school)
  await visit(spring, url)
  await spring.goto(`${school}/profile`)
  await picture(spring, 'school-work', { width: 1280, height: 860 }, '#measures')

  // Three weeks later every session has ended.
  setClock('2026-05-12T03:00:00Z')
  const curator = await signedIn(browser, url, 'curator1')
  const coordinator = await signedIn(browser, url, 'coordinator')
  await coordinator.goto(`${url}/curators`)
  await picture(coordinator, 'curators')
  await curator.goto(`${url}/`)
  await picture(curator, 'curator-work-phone', PHONE)
  const report = await fillReport(curator, url, 'difficulties')
  await curator.goto(report)
  await picture(curator, 'report-phone', PHONE)
  await send(curator, report)
  await picture(curator, 'report-receipt-phone', PHONE)
  await sheets(curator, `${report}/versions/1/report.pdf`, [['1', 'report-page-1']])

  await coordinator.goto(`${report}/review`)
  await picture(coordinator, 'report-review', { width: 1280, height: 1000 })
  await coordinator.locator('[name=decision][value=accepted]').check()
  await press(coordinator, 'Записать решение', 'done=')
  await coordinator.goto(`${url}/reports/matrix`)
  await picture(coordinator, 'report-matrix')
  const head = await signedIn(browser, url, 'school1')
  await head.goto(`${report}/acknowledge`)
  await picture(head, 'report-acknowledge')

  setClock('2026-11-12T03:00:00Z')
  const autumn = await signedIn(browser, url, 'curator1')
  const second = await fillReport(autumn, url)
  await autumn.goto(`${second}/questions/worked`)
  await autumn.locator('textarea[name=text]').fill(IN_NOVEMBER)
  await goOn(autumn, 'worked')
  await autumn.goto(`${second}/questions/worked`)
  await picture(autumn, 'report-november', { width: 1280, height: 900 })
}

async function fillProfile(page: Page, school: string): Promise<void> {
  await page.goto(`${school}/profile/edit`)
  await page.locator('[name=questionnaireOn]').fill('02.03.2026')
  const marks = page.locator('select[name^="initial"]')
  for (let index = 0; index < (await marks.count()); index++)
    await marks.nth(index).selectOption({ value: ['high', 'medium', 'low'][Math.min(index, 2)] ?? 'low' })
  await press(page, 'Сохранить анкету', 'done=')
  await page.goto(`${school}/profile/verify`)
  await picture(page, 'profile-verify-phone', PHONE, 'fieldset')
  const confirmed = page.locator('[name^="verdict"][value=confirmed]')
  for (let index = 0; index < (await confirmed.count()); index++) await confirmed.nth(index).check()
  await page.locator('[name^="active"]').first().check()
  await press(page, 'Сохранить верификацию', 'done=')
  await page.goto(`${school}/measures/library`)
  // Of the first the term has passed in April.
  await page.locator('[name="pick[]"]').nth(1).check()
  await page
    .getByRole('main')
    .getByRole('button', { name: /^Добавить/ })
    .first()
    .click()
  await page.waitForURL((to) => to.search.includes('done='))
}

/** Held today: the sheet as a phone shows it, then saved. */
async function visit(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/visits/new`)
  await page.locator('[name=startSchoolId]').selectOption({ label: SCHOOL })
  await press(page, 'Начать лист', '/sheet')
  await page.locator('[name=aim]').fill('Посмотреть подготовку к ОГЭ')
  await page.locator('[name=found]').fill('Диагностические работы в 9 классе не проводятся.')
  await picture(page, 'visit-sheet-phone', PHONE)
  await page.locator('[name="recText[]"]').first().fill('Провести диагностическую работу по математике')
  await page.locator('[name="recDue[]"]').first().fill('20.05.2026')
  await press(page, 'Сохранить лист', 'done=')
}

async function fillReport(page: Page, url: string, pictured = ''): Promise<string> {
  await page.goto(`${url}/reports`)
  await page
    .getByRole('main')
    .getByRole('button', { name: new RegExp(`^Начать отчёт.*${SCHOOL}`) })
    .first()
    .click()
  await page.waitForURL('**/reports/*-*')
  const report = page.url().replace(/[?#].*/, '')
  for (const section of ['visits', 'factors', 'documents', 'measures', 'indicators', 'training']) {
    await page.goto(`${report}/sections/${section}`)
    await page.getByRole('radio', { name: 'Да', exact: true }).check()
    await press(page, 'Сохранить и продолжить', 'done=')
  }
  for (const [question, words] of Object.entries(ANSWERS)) {
    await page.goto(`${report}/questions/${question}`)
    await page.locator('textarea[name=text]').fill(words)
    if (question === pictured) await picture(page, 'report-question-phone', PHONE)
    await goOn(page, question)
  }
  return report
}

/** Saves the answer; what is next depends on what is answered already. */
async function goOn(page: Page, from: string): Promise<void> {
  await page.getByRole('main').getByRole('button', { name: 'Сохранить и продолжить' }).click()
  await page.waitForURL((to) => !to.pathname.endsWith(from))
}

async function send(page: Page, report: string): Promise<void> {
  await page.goto(`${report}/questions/dynamics`)
  await page.getByRole('radio', { name: 'положительная' }).check()
  await goOn(page, 'dynamics')
  await page.goto(`${report}/check`)
  await page.locator('[name=password]').fill(PASSWORD)
  await press(page, 'Отправить отчёт', '/receipt/')
}
