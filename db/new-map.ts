import 'server-only'
import { randomBytes, randomUUID } from 'node:crypto'
import { and, eq, max } from 'drizzle-orm'
import { wordingFor } from '@/db/act-wording'
import { defaultBody } from '@/db/bodies'
import type { Tx } from '@/db/client'
import { textOf } from '@/db/draft-rows'
import { record } from '@/db/journal'
import { insertFactors } from '@/db/programme-rows'
import { orders } from '@/db/schema/order'
import { programmes } from '@/db/schema/programme'
import { measures, roadMaps, roadMapVersions, sections } from '@/db/schema/road-map'
import { listSignatories } from '@/db/signatories'
import type { Actor } from '@/lib/access/actor'
import { homeOf, personOf } from '@/lib/access/policy'
import { composeCard } from '@/lib/order/compose'
import type { MeasureText, RoadMapColumn } from '@/lib/road-map/rules'
import type { CreateRoadMapInput } from '@/lib/road-map/schema'
import { conflict, notFound } from '@/lib/shared/refusal'

/** The address of an act's public page: random, so that it tells nothing and cannot be guessed. */
export const newPublicId = (): string => randomBytes(12).toString('base64url').toLowerCase()

/** Rows go in portions: PostgreSQL takes at most 65,535 values in one statement. */
const PORTION = 1_000

/** The programme of that name and year, made where there is none; locked until the transaction ends. */
export async function ensureProgramme(tx: Tx, actor: Actor, input: CreateRoadMapInput, now: Date): Promise<string> {
  const municipalityId = homeOf(actor)
  const name = input.programmeName.trim()
  const inserted = await tx
    .insert(programmes)
    .values({ municipalityId, name, year: input.year })
    .onConflictDoNothing()
    .returning({ id: programmes.id })
  if (inserted[0]) {
    await insertFactors(tx, inserted[0].id)
    await record(tx, actor, now, {
      action: 'programme.add',
      subject: 'programme',
      subjectId: inserted[0].id,
      after: { name, year: input.year },
    })
    return inserted[0].id
  }
  const [found] = await tx
    .select({ id: programmes.id })
    .from(programmes)
    .where(
      and(eq(programmes.municipalityId, municipalityId), eq(programmes.name, name), eq(programmes.year, input.year)),
    )
    .for('update')
  if (!found) throw notFound('Программа')
  return found.id
}

/** A map with its first version and the draft of its order; refused where the programme of that year has one. */
export async function insertMap(
  tx: Tx,
  actor: Actor,
  programmeId: string,
  columns: RoadMapColumn[],
  annexTitle: string,
  now: Date,
) {
  const municipalityId = homeOf(actor)
  const [map] = await tx
    .insert(roadMaps)
    .values({ municipalityId, programmeId, createdBy: personOf(actor), createdAt: now })
    .onConflictDoNothing()
    .returning({ id: roadMaps.id })
  if (!map) throw conflict('Карта этой программы и года уже есть. Откройте её в списке или укажите другой год.')
  const [version] = await tx
    .insert(roadMapVersions)
    .values({ roadMapId: map.id, number: 1, columns })
    .returning({ id: roadMapVersions.id })
  if (!version) throw new Error('No version was inserted.')
  const act = { purpose: 'approval', kind: 'directive', versionId: version.id, today: actor.today } as const
  const wording = await wordingFor(tx, municipalityId, act)
  const body = await defaultBody(tx, municipalityId, actor.today)
  const signatories = await listSignatories(tx, municipalityId, actor.today)
  await tx.insert(orders).values({
    ...composeCard({ kind: 'directive', annexTitle, bases: [], control: '', ...wording }),
    municipalityId,
    versionId: version.id,
    authorId: personOf(actor),
    bodyId: body?.id ?? null,
    signatory: signatories[0]?.ref ?? '',
    publicId: newPublicId(),
    createdAt: now,
  })
  await record(tx, actor, now, {
    action: 'road_map.create',
    subject: 'road_map',
    subjectId: map.id,
    after: { programmeId },
  })
  return { roadMapId: map.id, versionId: version.id }
}

export type NewMeasure = MeasureText & { key: string }
export type NewSection = { number: string; title: string; measures: NewMeasure[] }

/** Rows for a map that has none: each under a key of its own, whatever key its source had. */
export const withNewKeys = (from: readonly { number: string; title: string; measures: MeasureText[] }[]) =>
  from.map(
    ({ number, title, measures }): NewSection => ({
      number,
      title,
      measures: measures.map((measure) => ({ ...textOf(measure), key: randomUUID() })),
    }),
  )

/** Puts sections with their rows after those that are there; the number of statements does not grow with the sections. */
export async function insertRows(tx: Tx, versionId: string, added: readonly NewSection[]): Promise<void> {
  const [last] = await tx
    .select({ position: max(sections.position) })
    .from(sections)
    .where(eq(sections.versionId, versionId))
  const first = (last?.position ?? -1) + 1
  const parts = added.map(({ number, title, measures }, place) => ({
    section: { id: randomUUID(), versionId, position: first + place, number, title },
    measures,
  }))
  const rows = parts.flatMap(({ section, measures }) =>
    measures.map((measure, position) => ({
      ...textOf(measure),
      key: measure.key,
      versionId,
      sectionId: section.id,
      position,
    })),
  )
  for (const portion of portions(parts.map(({ section }) => section))) await tx.insert(sections).values(portion)
  for (const portion of portions(rows)) await tx.insert(measures).values(portion)
}

export function* portions<Row>(rows: readonly Row[]): Generator<Row[]> {
  for (let start = 0; start < rows.length; start += PORTION) yield rows.slice(start, start + PORTION)
}
