import { ask, load, type Target } from './load'
import type { MeasuredServer } from './measured-server'

export type Page = 'signed in' | 'signed in, draft' | 'published'
/** page: the program's own, asked again; anew: the same drawn each time; sql, memory: the bare server (a) and (b); static: the framework's static page (c). */
export type Against = 'page' | 'anew' | 'sql' | 'memory' | 'static'
export type Plan = { page: Page; of: Against; zip: boolean; server: MeasuredServer; target: Target }

export type Measured = {
  page: Page
  of: Against
  zip: boolean
  /** Medians over the rounds. */
  cpuMs: number
  perSecond: number
  /** Body as sent. */
  bytes: number
}

/** Cheap answers are asked more often, so that what is measured is far above the clock's own error. */
const TIMES: Record<Against, number> = { page: 1, anew: 1, sql: 3, memory: 10, static: 2 }
const AT_ONCE = 8
/** The engine goes on compiling for about as many requests. */
const WARM_UP = 500

/** Every target in turn, and that several times: what the machine does besides falls upon all of them alike. */
export async function interleave(
  plans: Plan[],
  how: { rounds: number; requests: number; say(text: string): void },
): Promise<Measured[]> {
  const seen = plans.map(() => ({ cpu: [] as number[], rate: [] as number[] }))
  how.say('  разогрев')
  for (const { target } of plans) await load(target, WARM_UP, AT_ONCE)
  for (let round = 1; round <= how.rounds; round++) {
    how.say(`  круг ${round} из ${how.rounds}`)
    for (const [index, { target, of, server }] of plans.entries()) {
      const count = how.requests * TIMES[of]
      const cpu = await server.cpuMs()
      const began = performance.now()
      await load(target, count, AT_ONCE)
      const took = performance.now() - began
      seen[index]?.cpu.push(((await server.cpuMs()) - cpu) / count)
      seen[index]?.rate.push((count / took) * 1_000)
    }
  }
  return Promise.all(
    plans.map(async ({ page, of, zip, target }, index) => ({
      page,
      of,
      zip,
      cpuMs: median(seen[index]?.cpu ?? []),
      perSecond: median(seen[index]?.rate ?? []),
      bytes: (await ask(target)).body.length,
    })),
  )
}

export function median(values: number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? (sorted[middle] ?? Number.NaN) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}
