import { type ChildProcess, execFileSync, fork, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { hasBrowser, launchBrowser } from '@/e2e/browser'
import { writeOrderDocx } from '@/lib/table-file/write-order-docx'
import { root } from './measured-server'
import { asPage, specimen } from './paper-specimen'
import type { Answer, Question } from './paper-worker'
import { peakMegabytes } from './process-memory'
import { median } from './rounds'

const SIZES = [17, 200]
/** Cheap ways are asked more often, so that what is measured is far above the clock's own error. */
const TIMES = { own: 10, chromium: 3, libreoffice: 1 }
const SIGNINGS = 100
export type Way = keyof typeof TIMES

export type PaperRow = {
  way: Way
  rows: number
  /** Median wall time of one paper. */
  ms: number
  pages: number
  /** Of the process with its children, at their highest over the whole run; null where the system does not tell. */
  peakMb: number | null
}

export type PapersReport = {
  rows: PaperRow[]
  /** The first paper of a process, fonts and all, and the tenth. */
  firstMs: number
  nextMs: number
  /** Ready-drawn orders signed a second, checked with the program's own verifier. */
  signings: { key: 'rsa-2048' | 'p-256'; perSecond: number }[]
  /** What was not on this machine. */
  absent: Way[]
}

type Instrument = {
  way: Way
  /** Milliseconds for one paper, and its pages. */
  make(rows: number): Promise<{ ms: number; pages: number }>
  peakMb(): number | null
  stop(): Promise<void>
}

/** The same paper made in several ways, every way in turn and that several times: what else the machine does falls upon all. */
export async function measurePapers(how: {
  rounds: number
  folder: string
  say(text: string): void
}): Promise<PapersReport> {
  const worker = await startWorker()
  const { first, next } = await firstPaper(worker)
  const chromium = hasBrowser() ? await chromiumInstrument() : null
  const office = officeCommand()
  const libreoffice = office ? await libreOfficeInstrument(office, how.folder) : null
  const instruments = [ownInstrument(worker), chromium, libreoffice].filter((one) => one !== null)
  try {
    const rows = await interleave(instruments, how)
    const signings = await signingRates(worker)
    const present = new Set(instruments.map((one) => one.way))
    const absent = (Object.keys(TIMES) as Way[]).filter((way) => !present.has(way))
    return { rows, firstMs: first, nextMs: next, signings, absent }
  } finally {
    await Promise.all(instruments.map((one) => one.stop()))
  }
}

async function interleave(
  instruments: Instrument[],
  { rounds, say }: { rounds: number; say(text: string): void },
): Promise<PaperRow[]> {
  const plans = SIZES.flatMap((rows) =>
    instruments.map((instrument) => ({ instrument, rows, ms: [] as number[], pages: 0 })),
  )
  for (const { instrument, rows } of plans) await instrument.make(rows)
  for (let round = 1; round <= rounds; round++) {
    say(`  бумаги, круг ${round} из ${rounds}`)
    for (const plan of plans) {
      const { ms, pages } = await plan.instrument.make(plan.rows)
      plan.ms.push(ms)
      plan.pages = pages
    }
  }
  return plans.map(({ instrument, rows, ms, pages }) => ({
    way: instrument.way,
    rows,
    ms: median(ms),
    pages,
    peakMb: instrument.peakMb(),
  }))
}

function startWorker(): Promise<ChildProcess> {
  const child = fork(join(root, 'bench/paper-worker.ts'), {
    cwd: root,
    execArgv: ['--conditions=react-server', '--import', 'tsx'],
  })
  return new Promise((resolve, reject) => {
    child.once('message', () => resolve(child))
    child.once('exit', (code) => reject(new Error(`The drawing process ended with ${code}.`)))
  })
}

const asked = (worker: ChildProcess, question: Question): Promise<Answer> =>
  new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.send(question, (error) => error && reject(error))
  })

async function firstPaper(worker: ChildProcess): Promise<{ first: number; next: number }> {
  const first = await asked(worker, { do: 'draw', rows: 17, times: 1 })
  for (let again = 0; again < 8; again++) await asked(worker, { do: 'draw', rows: 17, times: 1 })
  const next = await asked(worker, { do: 'draw', rows: 17, times: 1 })
  return { first: first.ms, next: next.ms }
}

const ownInstrument = (worker: ChildProcess): Instrument => ({
  way: 'own',
  make: async (rows) => {
    const { ms, pages } = await asked(worker, { do: 'draw', rows, times: TIMES.own })
    return { ms: ms / TIMES.own, pages }
  },
  peakMb: () => (worker.pid ? peakMegabytes(worker.pid) : null),
  stop: async () => void worker.disconnect(),
})

async function signingRates(worker: ChildProcess): Promise<PapersReport['signings']> {
  const rates: PapersReport['signings'] = []
  for (const key of ['rsa-2048', 'p-256'] as const) {
    await asked(worker, { do: 'sign', rows: 17, times: 10, key })
    const { ms } = await asked(worker, { do: 'sign', rows: 17, times: SIGNINGS, key })
    rates.push({ key, perSecond: Math.round((SIGNINGS / ms) * 1_000) })
  }
  return rates
}

const FONT = 'node_modules/@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf'

/** A warm browser: it starts once, loads the page and prints it. */
async function chromiumInstrument(): Promise<Instrument> {
  const browser: Browser = await launchBrowser()
  const page: Page = await browser.newPage()
  const font = `data:font/ttf;base64,${readFileSync(join(root, FONT)).toString('base64')}`
  const pages = new Map(SIZES.map((rows) => [rows, asPage(specimen(rows), font)]))
  let peak = 0
  const printed = async (rows: number) => {
    const began = performance.now()
    let bytes: Uint8Array = new Uint8Array()
    for (let again = 0; again < TIMES.chromium; again++) {
      await page.setContent(pages.get(rows) ?? '')
      await page.evaluate('document.fonts.ready.then(() => true)')
      bytes = await page.pdf({ preferCSSPageSize: true, tagged: true })
    }
    const ms = (performance.now() - began) / TIMES.chromium
    peak = Math.max(peak, chromiumPeak())
    return { ms, pages: countPages(bytes) }
  }
  return { way: 'chromium', make: printed, peakMb: () => peak || null, stop: () => browser.close() }
}

/** The browser's own process is a child of this one. */
function chromiumPeak(): number {
  try {
    const children = execFileSync('pgrep', ['-P', String(process.pid), '-f', 'chrom'], { encoding: 'utf8' })
    return Math.max(
      ...children
        .split('\n')
        .filter(Boolean)
        .map((pid) => peakMegabytes(Number(pid)) ?? 0),
    )
  } catch {
    return 0
  }
}

const countPages = (bytes: Uint8Array): number =>
  Buffer.from(bytes)
    .toString('latin1')
    .match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0

function officeCommand(): string | undefined {
  const names = ['soffice', 'libreoffice']
  return (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((place) => existsSync(place))
}

/** One process a file, as a server that calls it would have to. */
async function libreOfficeInstrument(command: string, parent: string): Promise<Instrument> {
  const folder = join(parent, 'office')
  mkdirSync(folder, { recursive: true })
  for (const rows of SIZES) writeFileSync(join(folder, `${rows}.docx`), await writeOrderDocx(specimen(rows)))
  let peak = 0
  const convert = (rows: number) =>
    new Promise<{ ms: number; pages: number }>((resolve, reject) => {
      const began = performance.now()
      const args = [
        `-env:UserInstallation=file://${folder}/profile`,
        '--headless',
        '--convert-to',
        'pdf',
        '--outdir',
        folder,
      ]
      const child = spawn(command, [...args, join(folder, `${rows}.docx`)], { stdio: 'ignore' })
      const watch = setInterval(() => (peak = Math.max(peak, peakMegabytes(child.pid ?? 0) ?? 0)), 100)
      child.once('exit', (code) => {
        clearInterval(watch)
        const pdf = join(folder, `${rows}.pdf`)
        if (code !== 0 || !existsSync(pdf)) return reject(new Error(`LibreOffice ended with ${code}.`))
        const pages = countPages(readFileSync(pdf))
        rmSync(pdf)
        resolve({ ms: performance.now() - began, pages })
      })
    })
  return { way: 'libreoffice', make: convert, peakMb: () => peak || null, stop: async () => undefined }
}
