import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, type BrowserContext, chromium } from 'playwright-core'

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

// The bare shell opens no window for each person, which is a core's work; it is Chromium in all that a page sees.
const NAMES = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** A Chromium of the system, else the one from npm, which serves Linux x64 only (rulings F10). */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = systemBrowser() ?? (await npmBrowser())
  if (!executablePath) throw new Error('No Chromium on this machine: install one or set CHROMIUM to its path.')
  return chromium.launch({ executablePath, args: FLAGS, headless: true })
}

/** False where no browser can be had; then the stories are reported as not run, except with CI=true, where that is a failure. */
export const hasBrowser = (): boolean =>
  Boolean(process.env.CI) || systemBrowser() !== undefined || (process.platform === 'linux' && process.arch === 'x64')

function systemBrowser(): string | undefined {
  if (process.env.CHROMIUM) return process.env.CHROMIUM
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  const places = [
    ...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ]
  return places.find((place) => existsSync(place))
}

async function npmBrowser(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const { default: packaged } = await import('@sparticuz/chromium')
  return packaged.executablePath()
}

/** A browser with a profile of its own in `folder`: closed and opened again, it keeps what a person's browser keeps. */
export async function launchProfile(folder: string, options: { width?: number } = {}): Promise<BrowserContext> {
  const executablePath = systemBrowser() ?? (await npmBrowser())
  if (!executablePath) throw new Error('No Chromium on this machine: install one or set CHROMIUM to its path.')
  const viewport = { width: options.width ?? 360, height: 740 }
  return chromium.launchPersistentContext(folder, { executablePath, args: FLAGS, headless: true, viewport })
}
