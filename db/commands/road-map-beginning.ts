import 'server-only'
import { randomUUID } from 'node:crypto'
import { and, asc, desc, eq, isNull } from 'drizzle-orm'
import { findOpenAssignment } from '@/db/assignments'
import { database, type Tx } from '@/db/client'
import { addPlans, type NewPlan, originPlans } from '@/db/draft-origins'
import { textOf } from '@/db/draft-rows'
import { record } from '@/db/journal'
import { measureCells } from '@/db/measure-cells'
import { ensureProgramme, insertMap, insertRows, type NewSection } from '@/db/new-map'
import { once } from '@/db/press'
import { orders } from '@/db/schema/order'
import { measurePlans } from '@/db/schema/plan'
import { programmes } from '@/db/schema/programme'
import { measures, roadMaps, roadMapVersions, sections } from '@/db/schema/road-map'
import { ofHome } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'
import { findPreset, presetRows } from '@/lib/preset/presets'
import { moveReading, moveTitleYears } from '@/lib/road-map/begin'
import { DEFAULT_COLUMNS, type RoadMapColumn } from '@/lib/road-map/rules'
import type { CreateRoadMapInput } from '@/lib/road-map/schema'
import { notFound } from '@/lib/shared/refusal'
import { moveTermYears } from '@/lib/term/shift'

type Named = CreateRoadMapInput & { pressId: string }

/** `moved`: terms whose years were moved on; `lost`: readings made by hand that the new year cannot have. */
export type Begun = { roadMapId: string; moved: number; lost: number }

type Beginning = { columns: RoadMapColumn[]; annexTitle: string; sections: NewSection[]; plans: NewPlan[] } & Omit<
  Begun,
  'roadMapId'
>

/**
 * A new year's map from an older one: rows word for word under new keys, years written in terms moved on, what was set by hand
 * carried over, nothing of the execution. The act's title moves its year too; its grounds are last year's papers and stay.
 */
export async function startFromLastYear(actor: Actor, input: Named & { sourceId: string }, now: Date): Promise<Begun> {
  demand(actor, 'road_map.edit')
  return begin(actor, input, { lastYear: input.sourceId }, now, async (tx, by) => {
    const [source] = await tx
      .select({
        versionId: roadMapVersions.id,
        status: roadMapVersions.status,
        columns: roadMapVersions.columns,
        name: programmes.name,
        year: programmes.year,
      })
      .from(roadMapVersions)
      .innerJoin(roadMaps, eq(roadMaps.id, roadMapVersions.roadMapId))
      .innerJoin(programmes, eq(programmes.id, roadMaps.programmeId))
      .where(and(eq(roadMaps.id, input.sourceId), ofHome(actor, roadMaps.municipalityId)))
      .orderBy(desc(eq(roadMapVersions.status, 'approved')), desc(roadMapVersions.number))
      .limit(1)
    if (!source) throw notFound('Дорожная карта')
    const years = by(source.year)
    const origin = { kind: 'last_year' as const, id: input.sourceId, title: `${source.name}, ${source.year} год` }
    const copied = await copiedRows(tx, source.versionId, years, origin)
    const plans = await movedPlans(tx, input.sourceId, copied, years)
    const [old] = await tx
      .select()
      .from(orders)
      .where(eq(orders.versionId, source.versionId))
      .orderBy(desc(orders.createdAt))
      .limit(1)
    return {
      columns: source.columns,
      annexTitle: moveTitleYears(old?.annexTitle ?? '', years),
      sections: copied.sections,
      moved: copied.moved,
      ...plans,
      card: old && {
        kind: old.kind,
        title: moveTitleYears(old.title, years),
        bases: old.bases,
        preamble: old.preamble,
        operativeWord: old.operativeWord,
        points: old.points.map((point) => moveTitleYears(point, years)),
        annexTitle: moveTitleYears(old.annexTitle, years),
      },
    }
  })
}

/** A map from a ready plan of lib/preset, its terms moved to the chosen year; each row remembers its item. */
export async function startFromPreset(
  actor: Actor,
  input: Named & { presetId: string; inheritsTerms: boolean },
  now: Date,
): Promise<Begun> {
  demand(actor, 'road_map.edit')
  const preset = findPreset(input.presetId)
  if (!preset) throw notFound('Образец')
  const content = { preset: input.presetId, inheritsTerms: input.inheritsTerms }
  return begin(actor, input, content, now, async (_, by) => {
    const years = by(preset.year)
    const started = movedSections(presetRows(preset, input.inheritsTerms), years)
    const origin = { kind: 'preset' as const, id: preset.id, title: preset.source }
    return {
      columns: DEFAULT_COLUMNS,
      annexTitle: moveTitleYears(preset.annexTitle, years),
      sections: started.sections,
      plans: originPlans(started.sections, origin),
      moved: started.moved,
      lost: 0,
    }
  })
}

/** A map from the region's assignment: its rows, the columns that it lacks added empty. */
export async function startFromAssignment(
  actor: Actor,
  input: Named & { assignmentId: string },
  now: Date,
): Promise<Begun> {
  demand(actor, 'road_map.edit')
  return begin(actor, input, { assignment: input.assignmentId }, now, async (tx, by) => {
    const assignment = await findOpenAssignment(tx, actor, input.assignmentId)
    const sections = assignment.sections.map(({ number, title, measures }) => ({
      number,
      title,
      measures: measures.map((measure) => ({
        ...textOf(measure),
        item: [number, measure.number].filter(Boolean).join('.'),
      })),
    }))
    const started = movedSections(sections, by(assignment.year))
    const origin = { kind: 'assignment' as const, id: assignment.id, title: assignment.title }
    return {
      columns: [...DEFAULT_COLUMNS, ...assignment.columns.filter((column) => column.field === 'extra')],
      annexTitle: '',
      sections: started.sections,
      plans: originPlans(started.sections, origin),
      moved: started.moved,
      lost: 0,
    }
  })
}

type Card = Partial<typeof orders.$inferInsert>

async function begin(
  actor: Actor,
  input: Named,
  content: object,
  now: Date,
  read: (tx: Tx, by: (year: number) => number) => Promise<Beginning & { card?: Card | undefined }>,
): Promise<Begun> {
  const { programmeName, year, pressId } = input
  return database().transaction((tx) =>
    once(tx, actor, pressId, { ...content, programmeName, year }, now, async () => {
      const from = await read(tx, (old) => year - old)
      const programmeId = await ensureProgramme(tx, actor, input, now)
      const { roadMapId, versionId } = await insertMap(tx, actor, programmeId, from.columns, from.annexTitle, now)
      if (from.card) await tx.update(orders).set(from.card).where(eq(orders.versionId, versionId))
      await insertRows(tx, versionId, from.sections)
      await addPlans(tx, actor, roadMapId, from.plans)
      const total = from.sections.reduce((sum, section) => sum + section.measures.length, 0)
      await record(tx, actor, now, {
        action: 'road_map.begin',
        subject: 'road_map',
        subjectId: roadMapId,
        after: { ...content, measures: total, moved: from.moved, lost: from.lost },
      })
      return { roadMapId, moved: from.moved, lost: from.lost }
    }),
  )
}

type Started = { number: string; title: string; measures: (NewSection['measures'][number] & { item: string })[] }

function movedSections(
  from: { number: string; title: string; measures: Omit<Started['measures'][number], 'key'>[] }[],
  by: number,
): { sections: Started[]; moved: number } {
  let moved = 0
  const sections = from.map((section) => ({
    ...section,
    measures: section.measures.map((measure) => {
      const term = moveTermYears(measure.term, by)
      if (term !== measure.term) moved++
      return { ...measure, term, key: randomUUID() }
    }),
  }))
  return { sections, moved }
}

type Copied = { sections: NewSection[]; moved: number; rows: Map<string, { key: string; plan: NewPlan; term: string }> }

async function copiedRows(
  tx: Tx,
  versionId: string,
  by: number,
  origin: { kind: 'last_year'; id: string; title: string },
): Promise<Copied> {
  const parts = await tx
    .select({ id: sections.id, number: sections.number, title: sections.title })
    .from(sections)
    .where(and(eq(sections.versionId, versionId), isNull(sections.deletedAt)))
    .orderBy(asc(sections.position))
  const old = await tx
    .select({ key: measures.key, sectionId: measures.sectionId, ...measureCells })
    .from(measures)
    .where(and(eq(measures.versionId, versionId), isNull(measures.deletedAt)))
    .orderBy(asc(measures.position))
  const made = new Map(parts.map((part) => [part.id, { ...part, measures: [] as NewSection['measures'] }]))
  const rows: Copied['rows'] = new Map()
  let moved = 0
  for (const row of old) {
    const part = made.get(row.sectionId)
    if (!part) continue
    const term = moveTermYears(row.term, by)
    if (term !== row.term) moved++
    const key = randomUUID()
    part.measures.push({ ...textOf(row), term, key })
    const item = [part.number, row.number].filter(Boolean).join('.')
    rows.set(row.key, { key, plan: { measureKey: key, origin: { ...origin, item } }, term: row.term })
  }
  return { sections: parts.flatMap((part) => made.get(part.id) ?? []), moved, rows }
}

/** What people had set by hand, for the new keys and the new year. Schedules belong to their map, typed figures to their year. */
async function movedPlans(tx: Tx, sourceId: string, copied: Copied, by: number) {
  const stored = await tx.select().from(measurePlans).where(eq(measurePlans.roadMapId, sourceId))
  let lost = 0
  const terms = new Map(copied.sections.flatMap((section) => section.measures.map((one) => [one.key, one.term])))
  for (const old of stored) {
    const row = copied.rows.get(old.measureKey)
    if (!row) continue
    const { plan } = row
    if (old.reading !== null && old.termText === row.term) {
      const reading = moveReading(old.reading, by)
      if (reading) Object.assign(plan, { reading, termText: terms.get(row.key) })
      else lost++
    }
    if (old.executorCodes !== null)
      Object.assign(plan, { executorCodes: old.executorCodes, executorsText: old.executorsText })
    if (old.indicator !== null) plan.indicator = { ...old.indicator, manual: undefined }
    plan.dependsOn = old.dependsOn.flatMap((key) => copied.rows.get(key)?.key ?? [])
  }
  return { plans: [...copied.rows.values()].map((row) => row.plan), lost }
}
