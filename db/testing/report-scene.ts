import { randomUUID } from 'node:crypto'
import { and, asc, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { issueTestKeyFor } from '@/db/commands/key'
import { beginReport } from '@/db/commands/report'
import { saveAnswer } from '@/db/commands/report-answer'
import type { SentVersion } from '@/db/commands/report-sending'
import { programmeStages, programmes } from '@/db/schema/programme'
import { schoolPeople, schools } from '@/db/schema/school'
import { sendReport } from '@/db/send-report'
import { type District, PASSWORD } from '@/db/testing/story'
import type { ReportSignature } from '@/lib/report/rules'

/** Reports of curators brought by the commands themselves to the state that a test begins from. */

/** A working day in Chita within the stage of May 2026: it opens on the 1st, is due on the 31st and locks on the 14th of June. */
export const MAY = new Date('2026-05-12T03:00:00Z')
/** The same of the stage of November. */
export const NOVEMBER = new Date('2026-11-12T03:00:00Z')

export type BegunReport = { reportId: string; schoolId: string; stageId: string; programmeId: string }

type Where = { curator?: string; year?: number; school?: string; stage?: 0 | 1 }

/** The district's programme of the year with its stages in order. */
export async function stagesOf(place: District, year = 2026) {
  const found = await database()
    .select({ id: programmeStages.id, programmeId: programmes.id, name: programmeStages.name })
    .from(programmeStages)
    .innerJoin(programmes, eq(programmes.id, programmeStages.programmeId))
    .where(and(eq(programmes.municipalityId, place.id), eq(programmes.year, year)))
    .orderBy(asc(programmeStages.position))
  return found
}

/** A report begun by the curator of a school (the first of his, unless its id is given) at the first stage of 2026. */
export async function begunReport(
  place: District,
  { curator = 'curator1', year = 2026, school, stage = 0 }: Where = {},
  now = MAY,
): Promise<BegunReport> {
  const actor = await place.actor(curator, now)
  const stages = await stagesOf(place, year)
  const { id: stageId = '', programmeId = '' } = stages[stage] ?? {}
  const schoolId = school ?? (await schoolsOf(actor.userId ?? ''))[0] ?? ''
  const reportId = await beginReport(actor, { stageId, schoolId }, randomUUID(), now)
  return { reportId, schoolId, stageId, programmeId }
}

/** Ids of the schools of which the person is curator, by their short names. */
export async function schoolsOf(userId: string): Promise<string[]> {
  const found = await database()
    .select({ schoolId: schoolPeople.schoolId })
    .from(schoolPeople)
    .innerJoin(schools, eq(schools.id, schoolPeople.schoolId))
    .where(and(eq(schoolPeople.userId, userId), eq(schoolPeople.relation, 'curator')))
    .orderBy(asc(schools.shortName))
  return found.map((one) => one.schoolId)
}

/** Answers to all that the form requires at the first stage; with `isFinal` also at the last. */
export const ANSWERS: Record<string, string> = {
  worked: 'Индивидуальные планы заработали: успеваемость в 9 классе выросла.',
  difficulties: 'Нет учителя физики.',
  dynamics: 'положительная',
  recommendations: 'Продолжить работу по планам.',
}
export const FINAL_ANSWERS: Record<string, string> = { ...ANSWERS, leaving: 'Школа может обходиться без куратора.' }

/** A begun report with every required answer given. */
export async function filledReport(
  place: District,
  where: Where & { answers?: Record<string, string> } = {},
  now = MAY,
): Promise<BegunReport> {
  const begun = await begunReport(place, where, now)
  const actor = await place.actor(where.curator ?? 'curator1', now)
  const answers = where.answers ?? (where.stage === 1 ? FINAL_ANSWERS : ANSWERS)
  for (const [question, text] of Object.entries(answers))
    await saveAnswer(actor, { reportId: begun.reportId, question, text, revision: 0, typedAt: null }, now)
  return begun
}

/** A report that its curator sent, with its paper drawn and, if `way` is electronic, signed; he needs a key then (`keyFor`). */
export async function sentReport(
  place: District,
  where: Where & { answers?: Record<string, string>; way?: ReportSignature } = {},
  now = MAY,
): Promise<BegunReport & SentVersion> {
  const filled = await filledReport(place, where, now)
  return { ...filled, ...(await sendAgain(place, filled.reportId, where, now)) }
}

/** Sends a filled report, the first time or after a return. */
export async function sendAgain(
  place: District,
  reportId: string,
  { curator = 'curator1', way = 'paper' }: { curator?: string; way?: ReportSignature } = {},
  now = MAY,
): Promise<SentVersion> {
  const actor = await place.actor(curator, now)
  const { unfinished, ...sent } = await sendReport(
    actor,
    { reportId, fingerprint: '', way, password: PASSWORD, keyPassword: '' },
    randomUUID(),
    now,
  )
  if (unfinished) throw new Error(unfinished)
  return sent
}

/** Gives a person a test key whose password is kept. */
export async function keyFor(place: District, name: string, now = MAY): Promise<void> {
  await issueTestKeyFor(
    await place.actor('admin', now),
    { userId: (await place.actor(name, now)).userId ?? '' },
    randomUUID(),
    now,
  )
}
