import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { and, eq } from 'drizzle-orm'
import { database, setDatabase } from '@/db/client'
import { beginReport } from '@/db/commands/report'
import { saveAnswer } from '@/db/commands/report-answer'
import { startVisit } from '@/db/commands/visit'
import { openDatabase } from '@/db/open'
import { findActorByLogin } from '@/db/queries/session'
import { programmeStages, programmes } from '@/db/schema/programme'
import { schools } from '@/db/schema/school'
import { seedDemonstration } from '@/db/seed'
import { filledReport, MAY, schoolsOf, sentReport } from '@/db/testing/report-scene'
import { district } from '@/db/testing/story'
import { type RunningServer, startServer } from './server'
import { type Line, layLine } from './thin-line'

export const PASSWORD = 'четыре слова подряд'
export const STORED = 'Учителя разобрали задания ВПР'

export type OfflineScene = {
  server: RunningServer
  line: Line
  reportId: string
  /** The report of curator1's other school: nothing but the sending is left to do. */
  filledId: string
  /** A report of curator2 that waits for the coordinator's decision. */
  sentId: string
  /** A visit of curator1 begun on the day itself, its sheet empty. */
  visitId: string
  /** Moves the program's clock so many hours after `MAY`. */
  later(hours: number): void
  close(): Promise<void>
}

/** The demonstration with curator1's report of May begun and one question of it answered, behind a line that can be cut. */
export async function openOfflineScene(): Promise<OfflineScene> {
  const dataDir = mkdtempSync(join(tmpdir(), 'marshrut-offline-'))
  const clock = join(dataDir, 'clock')
  writeFileSync(clock, MAY.toISOString())
  process.env.DATA_DIR = dataDir
  const opened = await openDatabase({ dataDir })
  setDatabase(opened)
  let reportId: string
  let visitId: string
  let filledId: string
  let sentId: string
  try {
    await seedDemonstration(PASSWORD, MAY)
    const curator = await findActorByLogin('curator1@zabaykalsk.test', MAY)
    if (!curator) throw new Error('There is no curator.')
    const [stage] = await database()
      .select({ id: programmeStages.id, programmeId: programmes.id })
      .from(programmeStages)
      .innerJoin(programmes, eq(programmes.id, programmeStages.programmeId))
      .where(and(eq(programmes.year, 2026), eq(programmeStages.position, 0)))
    const [school] = await database()
      .select({ id: schools.id })
      .from(schools)
      .where(eq(schools.shortName, 'МОУ СОШ № 1 пгт Забайкальск'))
    reportId = await beginReport(curator, { stageId: stage?.id ?? '', schoolId: school?.id ?? '' }, 'begin', MAY)
    const others = (await schoolsOf(curator.userId ?? '')).filter((id) => id !== school?.id)
    const home = await district('zabaykalsk', MAY)
    filledId = (await filledReport(home, { school: others[0] ?? '' })).reportId
    sentId = (await sentReport(home, { curator: 'curator2' })).reportId
    const visit = {
      programmeId: stage?.programmeId ?? '',
      schoolId: school?.id ?? '',
      kind: 'unplanned' as const,
      day: '2026-05-12',
    }
    visitId = await startVisit(curator, visit, 'start', MAY)
    const answer = { reportId, question: 'worked', text: STORED, revision: 0, typedAt: null }
    await saveAnswer(curator, answer, MAY)
  } finally {
    setDatabase(undefined)
    await opened.close()
  }
  const server = await startServer({ dataDir, env: { TEST_CLOCK: `@${clock}` } })
  const line = await layLine(Number(new URL(server.url).port))
  return {
    server,
    line,
    reportId,
    filledId,
    sentId,
    visitId,
    later: (hours) => writeFileSync(clock, new Date(MAY.getTime() + hours * 3_600_000).toISOString()),
    close: async () => {
      await line.close()
      await server.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
