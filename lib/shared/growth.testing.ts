const TIMES = 8
const LEAST_ROUNDS = 3
const MOST_ROUNDS = 12
/** Milliseconds: work shorter than the first is repeated until it took this long, and work longer than the second is told by one run. */
const SHORTEST = 20
const LONG_ENOUGH = 500

/** What `growthOf` answers for work that grows with the square of the size, halved. Work that grows with the size gives about 8. */
export const NEARLY_SQUARE = (TIMES * TIMES) / 2

/**
 * How many times longer `work` takes on an input of `size` than on one of an eighth of it; both are measured here, so a slow machine
 * changes nothing. Time is that of this process's processor, in which other processes do not count. A round runs the small input
 * eight times for each run of the large one: the collector then has the same garbage to clear in both. What else the process does
 * only ever adds time: the best of several rounds counts, and of more while the work still looks like a square.
 * `work` may refuse by returning; what it throws is thrown. `make` is not measured.
 */
export async function growthOf<Input>(
  size: number,
  make: (size: number) => Input,
  work: (input: Input) => unknown,
): Promise<number> {
  const [small, large] = [make(Math.ceil(size / TIMES)), make(size)]
  let [bestSmall, bestLarge] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (let round = 1; round <= MOST_ROUNDS; round++) {
    let [smallTook, largeTook, runs] = [0, 0, 0]
    while (largeTook < SHORTEST && smallTook < LONG_ENOUGH) {
      runs++
      largeTook += await timeOf(() => work(large), 1)
      smallTook += await timeOf(() => work(small), largeTook > LONG_ENOUGH ? 1 : TIMES)
    }
    bestLarge = Math.min(bestLarge, largeTook / runs)
    bestSmall = Math.min(bestSmall, smallTook / runs)
    const isTold = round >= LEAST_ROUNDS || Math.max(bestLarge, bestSmall) > LONG_ENOUGH
    if (isTold && bestLarge / bestSmall < NEARLY_SQUARE) break
  }
  return bestLarge / bestSmall
}

/** Milliseconds of processor that one run takes, of so many in a row: of fewer where they are long. */
async function timeOf(work: () => unknown, times: number): Promise<number> {
  const start = process.cpuUsage()
  for (let runs = 1; ; runs++) {
    await work()
    const { user, system } = process.cpuUsage(start)
    const took = (user + system) / 1_000
    if (runs === times || took > LONG_ENOUGH) return took / runs
  }
}
