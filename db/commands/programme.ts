import 'server-only'
import { and, eq, exists, inArray, notInArray } from 'drizzle-orm'
import { database, type Tx } from '@/db/client'
import { lockHome } from '@/db/home-lock'
import { record } from '@/db/journal'
import { once } from '@/db/press'
import { insertFactors } from '@/db/programme-rows'
import { programmeStages, programmes } from '@/db/schema/programme'
import { reports } from '@/db/schema/report'
import { ofHome } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'
import type { ProgrammeInput, ProgrammeStageInput } from '@/lib/programme/schema'
import { shortDate } from '@/lib/shared/dates'
import { conflict, invalid, notFound } from '@/lib/shared/refusal'

/**
 * Adds a programme of a year with its stages, or changes the one of `id`; stages that stay keep their ids. A stage that has reports
 * cannot be taken out.
 */
export async function saveProgramme(actor: Actor, input: ProgrammeInput, pressId: string, now: Date): Promise<string> {
  const { id, name, year, stages } = input
  const after = { name, year, stages: stages.map(toldStage) }
  return database().transaction(async (tx) => {
    const municipalityId = await lockHome(tx, actor)
    const before = id === undefined ? undefined : await findProgramme(tx, actor, id)
    demand(actor, 'municipality.manage')
    const save = async () => {
      const same = and(
        eq(programmes.municipalityId, municipalityId),
        eq(programmes.name, name),
        eq(programmes.year, year),
      )
      const [taken] = await tx.select({ id: programmes.id }).from(programmes).where(same)
      if (taken && taken.id !== id) throw invalid(`Программа «${name}» на ${year} год уже есть.`, 'year')
      if (id === undefined) {
        const [added] = await tx
          .insert(programmes)
          .values({ municipalityId, name, year })
          .returning({ id: programmes.id })
        if (!added) throw new Error('The programme was not inserted.')
        await insertFactors(tx, added.id)
        await saveStages(tx, added.id, stages)
        await record(tx, actor, now, { action: 'programme.add', subject: 'programme', subjectId: added.id, after })
        return added.id
      }
      await tx.update(programmes).set({ name, year }).where(eq(programmes.id, id))
      await saveStages(tx, id, stages)
      await record(tx, actor, now, { action: 'programme.edit', subject: 'programme', subjectId: id, before, after })
      return id
    }
    return id === undefined ? once(tx, actor, pressId, after, now, save) : save()
  })
}

async function findProgramme(tx: Tx, actor: Actor, id: string) {
  const [row] = await tx
    .select({ name: programmes.name, year: programmes.year })
    .from(programmes)
    .where(and(eq(programmes.id, id), ofHome(actor, programmes.municipalityId)))
    .for('update')
  if (!row) throw notFound('Программа')
  const stages = await tx
    .select(stageColumns)
    .from(programmeStages)
    .where(eq(programmeStages.programmeId, id))
    .orderBy(programmeStages.position)
  return { ...row, stages: stages.map(toldStage) }
}

const stageColumns = {
  name: programmeStages.name,
  dueDate: programmeStages.dueDate,
  opensOn: programmeStages.opensOn,
  locksOn: programmeStages.locksOn,
  isFinal: programmeStages.isFinal,
}

/** A stage as the journal tells it: what was left to the rule is left out. */
const toldStage = ({ name, dueDate, opensOn, locksOn, isFinal }: Omit<ProgrammeStageInput, 'id'>) => ({
  name,
  due: dueDate,
  ...(opensOn ? { opens: `открывается ${shortDate(opensOn)}` } : {}),
  ...(locksOn ? { locks: `приём по ${shortDate(locksOn)}` } : {}),
  ...(isFinal ? { final: 'итоговый' } : {}),
})

async function saveStages(tx: Tx, programmeId: string, stages: ProgrammeStageInput[]): Promise<void> {
  const sent = stages.map((stage) => stage.id).filter(Boolean)
  // Ids come from the form: only those of this very programme count, any other makes a new stage.
  const own = await tx
    .select({ id: programmeStages.id })
    .from(programmeStages)
    .where(
      and(
        eq(programmeStages.programmeId, programmeId),
        inArray(
          programmeStages.id,
          sent.filter((id) => UUID.test(id)),
        ),
      ),
    )
  const kept = own.map((stage) => stage.id)
  const isRemoved = and(
    eq(programmeStages.programmeId, programmeId),
    kept.length > 0 ? notInArray(programmeStages.id, kept) : undefined,
  )
  const [used] = await tx
    .select({ name: programmeStages.name })
    .from(programmeStages)
    .where(
      and(
        isRemoved,
        exists(tx.select({ id: reports.id }).from(reports).where(eq(reports.stageId, programmeStages.id))),
      ),
    )
    .limit(1)
  if (used) {
    throw conflict(
      `Этап «${used.name}» убрать нельзя: по нему уже есть отчёты кураторов. Верните его название; дни и название изменить можно.`,
    )
  }
  await tx.delete(programmeStages).where(isRemoved)
  for (const [position, { id, ...values }] of stages.entries()) {
    if (kept.includes(id))
      await tx
        .update(programmeStages)
        .set({ position, ...values })
        .where(eq(programmeStages.id, id))
    else await tx.insert(programmeStages).values({ programmeId, position, ...values })
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
