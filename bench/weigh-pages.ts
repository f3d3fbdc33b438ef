import { launchBrowser } from '@/e2e/browser'
import { weigh } from '@/e2e/weight'
import { startMeasured } from './measured-server'
import type { Weight } from './report'
import type { Prepared } from './story'

/** Bytes as they came over the wire to a real browser: the first page with everything that it pulls, then another one. */
export async function weighPages(place: { env: Record<string, string>; prepared: Prepared }): Promise<Weight[]> {
  const server = await startMeasured(['scripts/server.mjs'], place.env, '/health')
  const browser = await launchBrowser()
  const at = (path: string) => `http://localhost:${server.port}${path}`
  const cookies = [{ name: 'next-auth.session-token', value: place.prepared.token, url: at('/') }]
  try {
    const weights: Weight[] = []
    for (const [page, path, before, signedIn] of [
      ['вход', '/login', '/published', false],
      ['Мои дела', '/', '/road-maps', true],
      ['карта 2022 г.', place.prepared.signedInPath, '/', true],
      ['карточка распоряжения', place.prepared.cardPath, '/', true],
      ['опубликованная карта', place.prepared.publishedPath, '/published', false],
    ] as const) {
      const given = signedIn ? cookies : []
      const first = await weigh(browser, [at(path)], given)
      const next = await weigh(browser, [at(before), at(path)], given)
      const { document = 0, stylesheet = 0, script = 0, font = 0 } = first.byKind
      weights.push({ page, first: first.total, next: next.total, htmlAndCss: document + stylesheet, script, font })
    }
    return weights
  } finally {
    await browser.close()
    await server.stop()
  }
}
