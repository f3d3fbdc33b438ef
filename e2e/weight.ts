import type { Browser, BrowserContext } from 'playwright-core'

export type PageWeight = {
  /** Bytes over the wire, heads included, of the last address alone. */
  total: number
  /** By the browser's kinds: document, stylesheet, script, font, image. */
  byKind: Record<string, number>
}

/**
 * Visits the addresses one after another in a new browser and weighs the last visit: with one address everything that a first
 * visit brings, with two what the next page adds. Without a service worker: what it takes ahead when the line is quiet is weighed in
 * e2e/offline.test.ts.
 */
export async function weigh(
  browser: Browser,
  addresses: [string, ...string[]],
  cookies: Parameters<BrowserContext['addCookies']>[0] = [],
): Promise<PageWeight> {
  const context = await browser.newContext({ serviceWorkers: 'block' })
  try {
    await context.addCookies([...cookies])
    const page = await context.newPage()
    const session = await context.newCDPSession(page)
    await session.send('Network.enable')
    let byKind: Record<string, number> = {}
    const kinds = new Map<string, string>()
    session.on('Network.requestWillBeSent', ({ requestId, type }) => kinds.set(requestId, String(type).toLowerCase()))
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const kind = kinds.get(requestId) ?? 'other'
      byKind[kind] = (byKind[kind] ?? 0) + encodedDataLength
    })
    for (const address of addresses) {
      byKind = {}
      await page.goto(address, { waitUntil: 'networkidle' })
    }
    return { total: Object.values(byKind).reduce((sum, bytes) => sum + bytes, 0), byKind }
  } finally {
    await context.close()
  }
}
