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

type Sheet = [number: string, name: string, width?: number, height?: number]

/** The first sheet, the mark at the top of the second, the first of the annex. */
export const ORDER_SHEETS: readonly Sheet[] = [
  ['1', 'order-page-1'],
  ['2', 'order-mark', 744, 400],
  ['3', 'order-annex'],
]

/** Sheets of a paper, as pdftoppm draws them; with a size only the upper left part. Returns the paper. */
export async function sheets(page: Page, address: string, wanted: readonly Sheet[]): Promise<Buffer> {
  const pdf = await (await page.request.get(address)).body()
  const place = mkdtempSync(join(tmpdir(), 'marshrut-pictures-'))
  const file = join(place, 'paper.pdf')
  writeFileSync(file, pdf)
  for (const [sheet, name, width, height] of wanted) {
    const crop = width && height ? ['-x', '0', '-y', '0', '-W', `${width}`, '-H', `${height}`] : []
    const output = join(place, name)
    execFileSync('pdftoppm', ['-png', '-r', '90', '-f', sheet, '-l', sheet, ...crop, '-singlefile', file, output])
    keep(name, readFileSync(`${output}.png`))
  }
  rmSync(place, { recursive: true })
  return pdf
}

function keep(name: string, png: Uint8Array): void {
  const file = join(folder, `${name}.png`)
  writeFileSync(file, reducePng(png))
  const { size } = statSync(file)
  if (size > LARGEST) throw new Error(`${name}.png has ${size} bytes, more than ${LARGEST}.`)
  process.stderr.write(`docs/pictures/${name}.png, ${Math.ceil(size / 1024)} kB\n`)
}
