const TIMES = 8
const ROUNDS = 3
/** Milliseconds: shorter work is repeated until it took this long, and what took longer is not measured again. */
const SHORTEST = 20
const LONG_ENOUGH = 500

/** What `growthOf` answers for work that grows with the square of the size, halved. Work that grows with the size gives about 8. */
export const NEARLY_SQUARE = (TIMES * TIMES) / 2

/**
 * How many times longer `work` takes on an input of `size` than on one of an eighth of it; both are measured here, so a slow machine
 * changes nothing. Time is that of this process's processor, in which other processes do not count: the best of several rounds.
 * `work` may refuse by returning; what it throws is thrown. `make` is not measured.
 */
export async function growthOf<Input>(
  size: number,
  make: (size: number) => Input,
  work: (input: Input) => unknown,
): Promise<number> {
  const small = await timeOf(make(Math.ceil(size / TIMES)), work)
  return (await timeOf(make(size), work)) / small
}

async function timeOf<Input>(input: Input, work: (input: Input) => unknown): Promise<number> {
  let best = await roundOf(input, work)
  for (let round = 1; round < ROUNDS && best < LONG_ENOUGH; round++) best = Math.min(best, await roundOf(input, work))
  return best
}

async function roundOf<Input>(input: Input, work: (input: Input) => unknown): Promise<number> {
  const start = process.cpuUsage()
  for (let runs = 1; ; runs++) {
    await work(input)
    const { user, system } = process.cpuUsage(start)
    const took = (user + system) / 1_000
    if (took >= SHORTEST) return took / runs
  }
}
