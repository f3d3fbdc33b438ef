import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { reducePng } from './palette-png'

const folder = join(import.meta.dirname, '..', 'docs', 'pictures')
const LARGEST = 150_000
export const SCREEN = { width: 1280, height: 860 }
export const PHONE = { width: 390, height: 844 }
export const PASSWORD = 'только-для-снимков'

mkdirSync(folder, { recursive: true })

export async function signedIn(browser: Browser, url: string, name: string): Promise<Page> {
  const context = await browser.newContext({ viewport: SCREEN })
  const page = await context.newPage()
  await page.goto(`${url}/login`)
  await page.locator('[name=login]').fill(`${name}@zabaykalsk.test`)
  await page.locator('[name=password]').fill(PASSWORD)
  await page.getByRole('main').getByRole('button', { name: 'Войти' }).click()
  await page.waitForURL(`${url}/`)
  return page
}

export async function press(page: Page, name: string, address: string): Promise<void> {
  await page.getByRole('main').getByRole('button', { name, exact: true }).first().click()
  await page.waitForURL((to) => (to.pathname + to.search).includes(address))
}
/** What a person sees of the page without scrolling, or scrolled down to `from`. */
export async function picture(page: Page, name: string, size = SCREEN, from?: string): Promise<void> {
  await page.setViewportSize(size)
  await page.evaluate(() => document.fonts.ready)
  if (from)
    await page
      .locator(from)
      .first()
      .evaluate((element) => element.scrollIntoView({ block: 'start' }))
  else await page.evaluate(() => window.scrollTo(0, 0))
  keep(name, await page.screenshot())
  await page.setViewportSize(SCREEN)
}

/** Sheets of the order, as pdftoppm draws them: the first, the mark at the top of the second, the first of the annex. */
export function paper(pdf: Buffer): void {
  const place = mkdtempSync(join(tmpdir(), 'marshrut-pictures-'))
  const file = join(place, 'order.pdf')
  writeFileSync(file, pdf)
  const top = ['-x', '0', '-y', '0', '-W', '744', '-H', '400']
  for (const [sheet, name, ...crop] of [
    ['1', 'order-page-1'],
    ['2', 'order-mark', ...top],
    ['3', 'order-annex'],
  ] as const) {
    const output = join(place, name)
    execFileSync('pdftoppm', ['-png', '-r', '90', '-f', sheet, '-l', sheet, ...crop, '-singlefile', file, output])
    keep(name, readFileSync(`${output}.png`))
  }
  rmSync(place, { recursive: true })
}

function keep(name: string, png: Uint8Array): void {
  const file = join(folder, `${name}.png`)
  writeFileSync(file, reducePng(png))
  const { size } = statSync(file)
  if (size > LARGEST) throw new Error(`${name}.png has ${size} bytes, more than ${LARGEST}.`)
  process.stderr.write(`docs/pictures/${name}.png, ${Math.ceil(size / 1024)} kB\n`)
}
