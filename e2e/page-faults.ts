import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { expect } from 'vitest'
import { main, type Office } from './office'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** A page and who looks at it; «guest» has not signed in. */
export type Place = { who: string; path: string }

/** Walkers side by side: two, as many as the cores that are promised. */
const WALKERS = 2

/** Does the work for each item, for `lanes` of them at a time, in their order. */
export async function inLanes<Item>(
  lanes: number,
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = [...items]
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

/**
 * Opens each place once, in a new browser of the person with the given options, and gives it to `look`; what is wrong with one is told
 * by the caller, so that the others are looked at too.
 */
export async function lookAtAll(
  office: Office,
  places: readonly Place[],
  look: (page: Page, place: Place, status: number) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> {
  const people = new Map<string, Place[]>()
  for (const place of places) people.set(place.who, [...(people.get(place.who) ?? []), place])
  // The longest first, so that no lane ends long after the other.
  const walks = [...people].sort(([, one], [, other]) => other.length - one.length)
  await inLanes(WALKERS, walks, async ([who, own]) => {
    const page = await office.guest(options)
    await page.context().addCookies(await cookiesOf(office, who))
    for (const place of own) {
      const answer = await page.goto(office.url + place.path)
      await look(page, place, answer?.status() ?? 0)
    }
    await page.context().close()
  })
}

export const cookiesOf = async (office: Office, who: string) =>
  who === 'guest' ? [] : await (await office.as(who)).context().cookies()

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

type AxeWindow = {
  axe: {
    run(options: { runOnly: { type: 'tag' | 'rule'; values: string[] }; resultTypes: string[] }): Promise<{
      violations: { id: string; help: string; nodes: { target: string[]; any: { message: string }[] }[] }[]
    }>
  }
}

/** What axe finds on the open page, by light and in the dark. */
export async function axeFaults(page: Page): Promise<string[]> {
  const found: string[] = []
  // As a debugger would: the page’s policy binds the page’s own scripts.
  await page.evaluate(AXE)
  for (const colorScheme of ['light', 'dark'] as const) {
    // Colours of buttons pass over into each other; half-way they have no contrast.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    // Nothing but colours depends on the scheme.
    const runOnly =
      colorScheme === 'light'
        ? { type: 'tag' as const, values: RULES }
        : { type: 'rule' as const, values: ['color-contrast'] }
    const { violations } = await page.evaluate(
      (chosen) => (window as unknown as AxeWindow).axe.run({ runOnly: chosen, resultTypes: ['violations'] }),
      runOnly,
    )
    for (const { id, nodes, help } of violations)
      found.push(`${colorScheme}, ${id}: ${nodes[0]?.target} ${nodes[0]?.any[0]?.message ?? help}`)
  }
  return found
}

/** The page says its thing to whoever has no scripts. */
export async function readsPlainly(page: Page, { who, path }: Place): Promise<void> {
  expect(await page.getByRole('heading', { level: 1 }).isVisible(), `${who} ${path}`).toBe(true)
  expect((await main(page).innerText()).length, `${who} ${path}`).toBeGreaterThan(40)
}
