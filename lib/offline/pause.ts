const FIRST_MS = 2_000
const LONGEST_MS = 60_000

/** How long to wait before sending once more after `failures` failures in a row (from 1): 2, 4, 8 … 60 seconds. */
export const pauseAfter = (failures: number): number => Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, failures - 1))
