import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']

/** What is wrong with the open page’s widths, heading and title. */
export async function fitFaults(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const width of [1280, 360, 320]) {
    await page.setViewportSize({ width, height: 800 })
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    if (over > 0) found.push(`${over} px wider than ${width}`)
  }
  await page.setViewportSize({ width: 1280, height: 900 })
  const headings = await page.getByRole('heading', { level: 1 }).count()
  if (headings !== 1) found.push(`${headings} headings of the first level`)
  if (!/^[«А-ЯЁ№].* — Маршрут$/.test(await page.title())) found.push(`title «${await page.title()}»`)
  return found
}

/** What axe finds on the open page, by light and in the dark. */
export async function axeFaults(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    // Colours of buttons pass over into each other; half-way they have no contrast.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const axe = new AxeBuilder({ page })
    // Nothing but colours depends on the scheme.
    const { violations } = await (colorScheme === 'light'
      ? axe.withTags(RULES)
      : axe.withRules('color-contrast')
    ).analyze()
    for (const { id, nodes, help } of violations)
      found.push(`${colorScheme}, ${id}: ${nodes[0]?.target} ${nodes[0]?.any[0]?.message ?? help}`)
  }
  return found
}
