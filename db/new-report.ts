import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { lockPresentForm } from '@/db/report-form-rows'
import { programmeStages, programmes } from '@/db/schema/programme'
import { reportSections, reports } from '@/db/schema/report'
import { ofHome } from '@/db/scope'
import { stageDays } from '@/db/stage-rows'
import type { Actor } from '@/lib/access/actor'
import { homeOf } from '@/lib/access/policy'
import { REPORT_SECTIONS } from '@/lib/report/rules'
import { notFound } from '@/lib/shared/refusal'

/**
 * A stage of the actor's municipality. Its programme is locked: of two who begin one report the second finds the first one's, and a
 * hand-over of schools waits (db/curator-open-work.ts).
 */
export async function lockStage(tx: Tx, actor: Actor, id: string) {
  const [stage] = await tx
    .select({
      id: programmeStages.id,
      programmeId: programmeStages.programmeId,
      name: programmeStages.name,
      ...stageDays,
    })
    .from(programmeStages)
    .innerJoin(programmes, eq(programmes.id, programmeStages.programmeId))
    .where(and(eq(programmeStages.id, id), ofHome(actor, programmes.municipalityId)))
    .for('no key update', { of: programmes })
  if (!stage) throw notFound('Этап')
  return stage
}
export type LockedStage = Awaited<ReturnType<typeof lockStage>>

type NewReport = { stage: LockedStage; schoolId: string; curatorId: string; unlockedTo?: string; unlockReason?: string }

/** An empty report with the programme's present form; undefined where this curator has one of the stage and school already. */
export async function insertReport(
  tx: Tx,
  actor: Actor,
  { stage, ...report }: NewReport,
  now: Date,
): Promise<{ id: string; form: number } | undefined> {
  const form = await lockPresentForm(tx, stage.programmeId, now)
  const [added] = await tx
    .insert(reports)
    .values({
      ...report,
      municipalityId: homeOf(actor),
      programmeId: stage.programmeId,
      stageId: stage.id,
      formId: form.id,
      createdAt: now,
    })
    .onConflictDoNothing()
    .returning({ id: reports.id })
  if (!added) return
  await tx.insert(reportSections).values(REPORT_SECTIONS.map((section) => ({ reportId: added.id, section })))
  return { id: added.id, form: form.number }
}
