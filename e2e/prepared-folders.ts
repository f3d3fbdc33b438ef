import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startServer } from './server'

declare module 'vitest' {
  interface ProvidedContext {
    /** By the program's clock: a DATA_DIR in which it has loaded its demonstration and was stopped. */
    preparedFolders: Record<string, string>
  }
}

/** Noon in Чита on a September day: no test that signs «today» comes near its midnight. */
export const NOON = '2026-09-15T03:00:00Z'
/** The day on which the plan of 2022 is approved: some of its terms have passed, most have not. */
export const APPROVAL_CLOCK = '2022-04-20T03:00:00Z'

/** The first start of the program is its longest; what is told in a district as it then stands begins with a copy. e2e/start.test.ts is the first start itself. */
export default async function setup(project: TestProject): Promise<() => void> {
  const root = mkdtempSync(join(tmpdir(), 'marshrut-prepared-'))
  const prepare = async (clock: string): Promise<[string, string]> => {
    const dataDir = mkdtempSync(join(root, 'at-'))
    await (await startServer({ dataDir, env: { TEST_CLOCK: clock } })).stop()
    return [clock, dataDir]
  }
  project.provide('preparedFolders', Object.fromEntries(await Promise.all([NOON, APPROVAL_CLOCK].map(prepare))))
  return () => rmSync(root, { recursive: true, force: true })
}

/** A copy for one test, which it removes. Of a clock for which no folder was prepared: an empty one. */
export function copyPrepared(folders: Record<string, string>, clock: string): string {
  const prepared = folders[clock]
  const copy = mkdtempSync(join(tmpdir(), 'marshrut-e2e-'))
  if (prepared) cpSync(prepared, copy, { recursive: true })
  return copy
}
