import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { prepareStory } from '@/bench/story'
import { hasBrowser } from './browser'
import { button, field, main, type Office, openOffice, sees } from './office'

/**
 * On a slow line the form is there long before its scripts. Whoever began to type must find every word in its place when they come.
 */
describe.runIf(hasBrowser())('what is typed before the scripts come', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'marshrut-before-scripts-'))
  let office: Office
  let page: Page
  let held = Promise.resolve()
  let letScriptsGo = () => {}
  let draftPath = ''
  let cardPath = ''
  let measurePath = ''
  beforeAll(async () => {
    process.env.DATA_DIR = dataDir
    const { token, ...prepared } = await prepareStory({ dataDir }, new Date())
    draftPath = prepared.draftPath
    cardPath = prepared.cardPath
    office = await openOffice({ dataDir, env: { TEST_CLOCK: '' } })
    page = await office.guest()
    const context = page.context()
    await context.addCookies([{ name: 'next-auth.session-token', value: token, url: office.url }])
    await page.goto(office.url + draftPath)
    measurePath = (await main(page).locator('td.title a').first().getAttribute('href')) ?? ''
    await context.route('**/_next/static/**/*.js', async (route) => {
      await held
      // The page may have gone meanwhile.
      await route.continue().catch(() => {})
    })
  })
  afterAll(async () => {
    letScriptsGo()
    await office?.close()
    rmSync(dataDir, { recursive: true, force: true })
  })

  const openWithoutScripts = async (path: string) => {
    held = new Promise((resolve) => {
      letScriptsGo = resolve
    })
    await page.goto(office.url + path, { waitUntil: 'commit' })
    await button(page, /^Сохранить/)
      .first()
      .waitFor()
    expect(await scriptsCame(page)).toBe(false)
  }

  it.each([
    ['of one row of a map', () => measurePath],
    ['of a section as a table', () => tablePath(page, office.url + draftPath)],
    ['of an order’s card, with lists that scripts bring to life', () => cardPath],
    ['of how a row is read, with answers to choose and to tick', () => `${measurePath}/reading`],
  ])('stays in the form %s', async (_, path) => {
    await openWithoutScripts(await path())
    const answered = await answerAll(page)
    expect(answered.length).toBeGreaterThan(5)
    letScriptsGo()
    await expect.poll(() => scriptsCame(page), { timeout: 10_000 }).toBe(true)
    expect(await answers(page)).toEqual(answered)
  })

  it('is typed on where the caret stood, over what was selected', async () => {
    await openWithoutScripts(measurePath)
    const title = field(page, 'Мероприятие')
    const before = await title.inputValue()
    await title.focus()
    await title.evaluate((area) => (area as HTMLTextAreaElement).setSelectionRange(3, 6))
    letScriptsGo()
    await expect.poll(() => scriptsCame(page), { timeout: 10_000 }).toBe(true)
    await page.keyboard.insertText('…')
    expect(await title.inputValue()).toBe(`${before.slice(0, 3)}…${before.slice(6)}`)
  })

  it('is saved once by a press that comes before them', async () => {
    await openWithoutScripts(measurePath)
    await field(page, 'Срок').fill('до приезда сценариев')
    await button(page, 'Сохранить').click({ noWaitAfter: true })
    letScriptsGo()
    await page.waitForURL(/done=saved/)
    await sees(page, 'Сохранено.')
    expect(await field(page, 'Срок').inputValue()).toBe('до приезда сценариев')
  })

  it('ran without an error', () => expect(office.troubles()).toEqual([]))
})

async function tablePath(page: Page, mapUrl: string): Promise<string> {
  const html = await (await page.request.get(mapUrl)).text()
  return /href="([^"]+\/sections\/[^"]+)"[^>]*>Править таблицей/.exec(html)?.[1] ?? ''
}

const CONTROLS = 'textarea, select, input:not([type=hidden], [type=file])'

/** React has taken over every field of the form; its own hidden marks it leaves alone. */
const scriptsCame = (page: Page): Promise<boolean> =>
  main(page)
    .locator(CONTROLS)
    .evaluateAll((found) => found.every((each) => Object.keys(each).some((key) => key.startsWith('__reactProps'))))

type Answer = [name: string, answer: string | boolean]

/** What the controls of the page say, in their order. */
const answers = (page: Page): Promise<Answer[]> =>
  main(page)
    .locator(CONTROLS)
    .evaluateAll((found) =>
      (found as HTMLInputElement[]).map(
        (each): Answer => [each.name, /radio|checkbox/.test(each.type) ? each.checked : each.value],
      ),
    )

/** Gives each control an answer that it had not, at once: sign by sign a table would take a minute. */
async function answerAll(page: Page): Promise<Answer[]> {
  const before = await answers(page)
  await main(page)
    .locator(CONTROLS)
    .evaluateAll((found) => {
      for (const each of found as (HTMLInputElement | HTMLSelectElement)[]) {
        if (each instanceof HTMLSelectElement) each.selectedIndex = each.options.length - 1
        else if (/radio|checkbox/.test(each.type)) each.click()
        else each.value += ' и ещё'
        each.dispatchEvent(new Event('input', { bubbles: true }))
        each.dispatchEvent(new Event('change', { bubbles: true }))
      }
    })
  const after = await answers(page)
  expect(after).not.toEqual(before)
  return after
}
