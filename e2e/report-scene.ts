import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { database, setDatabase } from '@/db/client'
import { assignCurator } from '@/db/commands/curator'
import { saveQuestionnaire } from '@/db/commands/risk-profile'
import { openDatabase } from '@/db/open'
import { programmeFactors } from '@/db/schema/programme'
import { seedDemonstration } from '@/db/seed'
import { MAY } from '@/db/testing/report-scene'
import { district, idOf } from '@/db/testing/story'
import { heldVisit, programmeOf, schoolOf } from '@/db/testing/visit-scene'
import { type Office, openOffice } from './office'

export const SCHOOL = 'МОУ СОШ № 1 пгт Забайкальск'
/** The button beside it in the list of reports. */
export const BEGIN = new RegExp(`^Начать отчёт.*${SCHOOL}`)
/** What the curator's visit of April found; the report has it without being told. */
export const FOUND = 'Диагностические работы в 9 классе не проводятся'
export const ADVICE = 'Провести диагностическую работу по математике'

export type ReportScene = {
  office: Office
  schoolId: string
  visitId: string
  /** Moves the running program's clock. */
  setClock(at: Date): void
  close(): Promise<void>
}

/** A curator of three schools in the middle of May: one school has its questionnaire and was visited in April. */
export async function openReportScene(how: { javaScript?: boolean; width?: number } = {}): Promise<ReportScene> {
  const dataDir = mkdtempSync(join(tmpdir(), 'marshrut-reports-'))
  const clock = join(dataDir, 'clock')
  const setClock = (at: Date) => writeFileSync(clock, at.toISOString())
  process.env.DATA_DIR = dataDir
  const opened = await openDatabase({ dataDir })
  setDatabase(opened)
  let made: { schoolId: string; visitId: string }
  try {
    made = await fillDistrict()
  } finally {
    setDatabase(undefined)
    await opened.close()
  }
  setClock(MAY)
  const office = await openOffice({ ...how, dataDir, env: { TEST_CLOCK: `@${clock}` } })
  return {
    office,
    ...made,
    setClock,
    close: async () => {
      await office.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function fillDistrict() {
  const april = new Date('2026-04-21T02:00:00Z')
  await seedDemonstration('отчёт-мая-2026', april)
  const home = await district('zabaykalsk', april)
  const [curator, coordinator] = [await home.actor('curator1', april), await home.actor('coordinator', april)]
  await assignCurator(
    coordinator,
    {
      schoolId: await schoolOf(home, 'МОУ ООШ'),
      userId: await idOf(home, 'curator1'),
      validFrom: '2026-04-21',
      validTo: null,
      reason: 'Вместе с прежним куратором',
    },
    randomUUID(),
    april,
  )
  const [schoolId, programmeId] = [await schoolOf(home, SCHOOL), await programmeOf(home)]
  const factors = await database()
    .select({ id: programmeFactors.id })
    .from(programmeFactors)
    .where(eq(programmeFactors.programmeId, programmeId))
    .orderBy(programmeFactors.position)
  const marks = factors.map(({ id }, index) => ({
    factorId: id,
    initial: index === 0 ? ('high' as const) : ('low' as const),
    initialValue: null,
  }))
  await saveQuestionnaire(
    curator,
    { schoolId, programmeId, revision: 0, questionnaireOn: '2026-03-02', marks },
    randomUUID(),
    april,
  )
  const recommendations = [{ id: null, text: ADVICE, due: '2026-05-20', person: 'Директор' }]
  const visit = await heldVisit(home, {
    school: SCHOOL,
    heldOn: '2026-04-20',
    kind: 'planned',
    sheet: { found: FOUND, aim: 'Посмотреть подготовку к ОГЭ', recommendations },
    now: april,
  })
  return { schoolId, visitId: visit.id }
}
