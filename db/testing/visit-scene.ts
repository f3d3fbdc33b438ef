import { randomUUID } from 'node:crypto'
import { and, desc, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { planVisits, startVisit } from '@/db/commands/visit'
import { type NewPhoto, saveVisitSheet } from '@/db/commands/visit-sheet'
import { getVisit } from '@/db/queries/visit'
import { programmes } from '@/db/schema/programme'
import { schoolPeople, schools } from '@/db/schema/school'
import { recommendations, visits } from '@/db/schema/visit'
import { type District, idOf, NOW } from '@/db/testing/story'
import type { VisitKind } from '@/lib/visit/rules'
import type { SheetInput } from '@/lib/visit/sheet'

/** Visits for tests, brought to their state by the commands themselves. */

/** The district's school whose short name begins so; the first by name where nothing is said. */
export async function schoolOf(place: District, beginning = ''): Promise<string> {
  const found = await database()
    .select({ id: schools.id, name: schools.shortName })
    .from(schools)
    .where(eq(schools.municipalityId, place.id))
    .orderBy(schools.shortName)
  const school = found.find((one) => one.name.startsWith(beginning))
  if (!school) throw new Error(`There is no school «${beginning}».`)
  return school.id
}

/** The school of a scene: by the beginning of its name, else the first that the curator has. */
async function schoolFor(place: District, curator: string, beginning: string | undefined): Promise<string> {
  if (beginning !== undefined) return schoolOf(place, beginning)
  const [own] = await database()
    .select({ id: schools.id })
    .from(schools)
    .innerJoin(schoolPeople, eq(schoolPeople.schoolId, schools.id))
    .where(and(eq(schoolPeople.userId, await idOf(place, curator)), eq(schoolPeople.relation, 'curator')))
    .orderBy(schools.shortName)
    .limit(1)
  return own?.id ?? schoolOf(place)
}

/** The district's programme of the year; the latest where there is none. */
export async function programmeOf(place: District, year = 2026): Promise<string> {
  const found = await database()
    .select({ id: programmes.id, year: programmes.year, name: programmes.name })
    .from(programmes)
    .where(eq(programmes.municipalityId, place.id))
    .orderBy(desc(programmes.year), programmes.name)
  const own = found.filter((one) => !/^Проект [0-9a-f«]/.test(one.name) || one.name === 'Проект «500+»')
  return (own.find((one) => one.year === year) ?? own[0] ?? found[0])?.id ?? ''
}

type Where = { school?: string; curator?: string; kind?: VisitKind; year?: number; now?: Date }

/** A visit in the schedule, planned by the coordinator. `curator` is a sign-in name, `school` the beginning of a short name; none: his first. */
export async function plannedVisit(
  place: District,
  plannedOn: string,
  { school, curator = 'curator1', kind = 'planned', year, now = NOW }: Where = {},
): Promise<string> {
  const [schoolId, curatorId, programmeId] = [
    await schoolFor(place, curator, school),
    await idOf(place, curator),
    await programmeOf(place, year),
  ]
  const planned = [{ schoolId, curatorId, plannedOn, kind, form: 'onsite' as const }]
  await planVisits(await place.actor('coordinator', now), { programmeId, planned }, randomUUID(), now)
  const [row] = await database()
    .select({ id: visits.id })
    .from(visits)
    .where(and(eq(visits.schoolId, schoolId), eq(visits.curatorId, curatorId), eq(visits.plannedOn, plannedOn)))
  return row?.id ?? ''
}

/** A sheet with nothing in it but its day. */
export const emptySheet = (id: string, revision: number, heldOn: string): SheetInput => ({
  id,
  revision,
  heldOn,
  startsAt: '',
  endsAt: '',
  form: 'onsite',
  aim: '',
  participants: '',
  agenda: '',
  observations: [],
  notNames: [],
  documentsSeen: '',
  found: '',
  profileMatch: null,
  nextOn: null,
  recommendations: [],
  decisions: [],
})

/**
 * A visit that took place, its sheet saved by its curator: planned for its day, or unplanned where `kind` is `unplanned`. `sheet` is
 * what the sheet says besides its day. Answers the visit and its recommendations in the order in which they were given.
 */
export async function heldVisit(
  place: District,
  {
    heldOn = '2026-04-20',
    sheet = {},
    photos = [],
    ...where
  }: Where & { heldOn?: string; sheet?: Partial<SheetInput>; photos?: NewPhoto[] } = {},
): Promise<{ id: string; recommendationIds: string[] }> {
  const { curator = 'curator1', kind = 'first', now = NOW } = where
  const actor = await place.actor(curator, now)
  const id =
    kind === 'unplanned'
      ? await startVisit(
          actor,
          {
            programmeId: await programmeOf(place, where.year),
            schoolId: await schoolFor(place, curator, where.school),
            kind,
            day: heldOn,
          },
          randomUUID(),
          now,
        )
      : await plannedVisit(place, heldOn, { ...where, kind })
  const { revision } = await getVisit(actor, id)
  await saveVisitSheet(actor, { ...emptySheet(id, revision, heldOn), ...sheet, photos }, randomUUID(), now)
  const given = await database()
    .select({ id: recommendations.id, text: recommendations.text })
    .from(recommendations)
    .where(eq(recommendations.visitId, id))
  const order = (sheet.recommendations ?? []).map((one) => one.text)
  return {
    id,
    recommendationIds: given.sort((a, b) => order.indexOf(a.text) - order.indexOf(b.text)).map((one) => one.id),
  }
}
