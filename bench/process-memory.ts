import { readdirSync, readFileSync } from 'node:fs'

/** Megabytes that a process and all its children held at most, each at its own highest (VmHWM); null where /proc is not. */
export function peakMegabytes(pid: number): number | null {
  try {
    const kilobytes = family(pid).reduce((sum, one) => sum + highest(one), 0)
    return kilobytes > 0 ? Math.round(kilobytes / 1_024) : null
  } catch {
    return null
  }
}

/** The process and what descends from it. */
function family(pid: number): number[] {
  const parents = new Map<number, number[]>()
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    const parent = parentOf(Number(entry))
    if (parent !== null) parents.set(parent, [...(parents.get(parent) ?? []), Number(entry)])
  }
  const found = [pid]
  for (const one of found) found.push(...(parents.get(one) ?? []))
  return found
}

function parentOf(pid: number): number | null {
  try {
    // The name in brackets may hold spaces.
    const after = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? ''
    return Number(after.split(' ')[1])
  } catch {
    return null
  }
}

function highest(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}
