import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { record } from '@/db/journal'
import { measurePlans } from '@/db/schema/plan'
import { programmes } from '@/db/schema/programme'
import { measures, roadMaps, roadMapVersions, sections } from '@/db/schema/road-map'
import { ofHome } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'
import type { MeasurePlan } from '@/lib/road-map/plan-facts'
import { conflict, notFound } from '@/lib/shared/refusal'

/** One row of any version, and the revision of what was set by hand for its measure; 0 where nothing was. */
export type PlanAddress = { roadMapId: string; measureId: string; revision: number }

type Values = Omit<MeasurePlan, 'revision' | 'scheduleId' | 'origin'>
export const NO_PLAN: Values = {
  termText: null,
  reading: null,
  executorsText: null,
  executorCodes: null,
  dependsOn: [],
  indicator: null,
}

export type OpenedPlan = {
  measure: { key: string; versionId: string; term: string; executors: string; indicator: string; year: number }
  plan: Values & { revision: number }
}

/** Finds the row, takes the map's lock, and reads what was set by hand. Two people's changes of one map wait for each other. */
export async function openPlan(tx: Tx, actor: Actor, input: Omit<PlanAddress, 'revision'>): Promise<OpenedPlan> {
  demand(actor, 'plan.edit')
  const [map] = await tx
    .select({ id: roadMaps.id })
    .from(roadMaps)
    .where(and(eq(roadMaps.id, input.roadMapId), ofHome(actor, roadMaps.municipalityId)))
    .for('update')
  if (!map) throw notFound('Дорожная карта')
  const [measure] = await tx
    .select({
      key: measures.key,
      versionId: measures.versionId,
      status: roadMapVersions.status,
      term: measures.term,
      executors: measures.executors,
      indicator: measures.indicator,
      year: programmes.year,
    })
    .from(measures)
    .innerJoin(sections, and(eq(sections.id, measures.sectionId), isNull(sections.deletedAt)))
    .innerJoin(roadMapVersions, eq(roadMapVersions.id, measures.versionId))
    .innerJoin(roadMaps, eq(roadMaps.id, roadMapVersions.roadMapId))
    .innerJoin(programmes, eq(programmes.id, roadMaps.programmeId))
    .where(and(eq(measures.id, input.measureId), eq(roadMaps.id, map.id), isNull(measures.deletedAt)))
  if (!measure) throw notFound('Мероприятие')
  if (measure.status === 'superseded' || measure.status === 'repealed') {
    throw conflict('Эта редакция карты больше не действует. Откройте мероприятие в действующей редакции.')
  }
  const [plan] = await tx
    .select()
    .from(measurePlans)
    .where(and(eq(measurePlans.roadMapId, map.id), eq(measurePlans.measureKey, measure.key)))
  return { measure, plan: plan ?? { ...NO_PLAN, revision: 0 } }
}

/**
 * Saves one part of what was set by hand and records it. A part that is there already is no change: the second press of the same
 * form is answered quietly. Somebody else's change since the form was opened is a conflict.
 */
export async function savePlan(
  tx: Tx,
  actor: Actor,
  input: PlanAddress,
  { measure, plan }: OpenedPlan,
  part: Partial<Values>,
  action: string,
  now: Date,
): Promise<void> {
  const before = Object.fromEntries(Object.keys(part).map((name) => [name, plan[name as keyof Values]]))
  if (canonicalJson(before) === canonicalJson(part)) return
  if (plan.revision !== input.revision) {
    throw conflict(
      'Пока вы правили, чтение этого мероприятия изменил другой сотрудник. Ваш ввод остался в форме: сравните с тем, что сохранено теперь, и сохраните ещё раз.',
      { revision: plan.revision },
    )
  }
  const values = { ...part, revision: plan.revision + 1 }
  await tx
    .insert(measurePlans)
    .values({
      municipalityId: actor.municipalityId ?? '',
      roadMapId: input.roadMapId,
      measureKey: measure.key,
      ...values,
    })
    .onConflictDoUpdate({ target: [measurePlans.roadMapId, measurePlans.measureKey], set: values })
  await record(tx, actor, now, {
    action,
    subject: 'measure',
    subjectId: measure.key,
    before: { roadMapId: input.roadMapId, ...before },
    after: { roadMapId: input.roadMapId, ...part },
  })
}

/** PostgreSQL gives the keys of a jsonb in an order of its own. */
const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_, one) =>
    one && typeof one === 'object' && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  )
