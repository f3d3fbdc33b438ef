import 'server-only'
import { and, asc, eq, isNull } from 'drizzle-orm'
import { database } from '@/db/client'
import { COUNTERS } from '@/db/counters'
import { readDistrictFacts, readMapFacts } from '@/db/plan'
import { getMeasure } from '@/db/queries/road-map'
import { schedules } from '@/db/schema/plan'
import { measures, sections } from '@/db/schema/road-map'
import type { Actor } from '@/lib/access/actor'
import { demand, homeOf } from '@/lib/access/policy'
import { INDICATOR_BASE_LABELS } from '@/lib/indicator/labels'
import { proposeIndicator } from '@/lib/indicator/recognise'
import { planOf } from '@/lib/road-map/plan'
import { placeOf } from '@/lib/road-map/row-place'
import { isEditable } from '@/lib/road-map/rules'
import { notFound } from '@/lib/shared/refusal'

/** A choice of the indicator's form: a counter with what it counts of. */
export type CountingChoice = { value: string; label: string }

const COUNTINGS: CountingChoice[] = Object.entries(COUNTERS).flatMap(([code, counter]) =>
  (code === 'manual' ? (['none'] as const) : counter.bases).map((base) => ({
    value: `${code}:${base}`,
    label: base === 'none' ? counter.label : `${counter.label}: ${INDICATOR_BASE_LABELS[base]}`,
  })),
)

/**
 * All that was understood of one row and all that may be chosen instead, for the coordinator; any version of the map. `byProgram`
 * is what the program reads when nothing is set by hand.
 */
export async function getReading(actor: Actor, roadMapId: string, measureId: string) {
  demand(actor, 'plan.edit')
  const handle = database()
  const measure = await getMeasure(actor, roadMapId, measureId)
  const district = await readDistrictFacts(handle, homeOf(actor), actor.today)
  const facts = (await readMapFacts(handle, [roadMapId], [measure.key])).get(roadMapId)
  if (!facts) throw notFound('Дорожная карта')
  const rows = await handle
    .select({
      key: measures.key,
      number: measures.number,
      title: measures.title,
      sectionNumber: sections.number,
      sectionTitle: sections.title,
    })
    .from(measures)
    .innerJoin(sections, eq(sections.id, measures.sectionId))
    .where(and(eq(measures.versionId, measure.versionId), isNull(measures.deletedAt), isNull(sections.deletedAt)))
    .orderBy(asc(sections.position), asc(measures.position))
  const known = await handle
    .select({ id: schedules.id, name: schedules.name })
    .from(schedules)
    .where(eq(schedules.roadMapId, roadMapId))
    .orderBy(asc(schedules.name))
  const text = { key: measure.key, term: measure.term, executors: measure.executors }
  const planned = planOf({ ...district, ...facts }).measure(text)
  const byProgram = planOf({ ...district, ...facts, plans: new Map() }).measure(text)
  const plan = planned.plan
  return {
    measure,
    isFrozen: !isEditable(measure.status),
    revision: plan?.revision ?? 0,
    planned,
    byProgram,
    isExecutorsByHand: plan?.executorCodes != null && plan.executorsText === measure.executors,
    isExecutorsLost: plan?.executorCodes != null && plan.executorsText !== measure.executors,
    dependsOn: plan?.dependsOn ?? [],
    indicator: plan?.indicator ?? null,
    proposed: proposeIndicator(measure.indicator, measure.title),
    /** What was said of control points that the reading no longer has would be left over. */
    marks: facts.executions.length,
    dictionary: district.dictionary,
    others: rows.filter((row) => row.key !== measure.key).map((row) => ({ ...row, place: placeOf(row) })),
    schedules: known,
    schedule: known.find((one) => one.id === plan?.scheduleId),
    countings: COUNTINGS,
  }
}

export type Reading = Awaited<ReturnType<typeof getReading>>
