import 'server-only'
import { and, eq, isNull, ne } from 'drizzle-orm'
import { database, type Tx } from '@/db/client'
import { record } from '@/db/journal'
import { once } from '@/db/press'
import { visitMoves, visitPhotos, visits } from '@/db/schema/visit'
import { decideRecommendations, givenAt, saveRecommendations } from '@/db/visit-recommendations'
import { demandSchoolOn, findVisitOn, isCuratorOn, lockVisit, namedSchools, schoolCurators } from '@/db/visit-rows'
import type { Actor } from '@/lib/access/actor'
import { demand, personOf } from '@/lib/access/policy'
import { shortDate } from '@/lib/shared/dates'
import { conflict, forbidden, invalid, notFound } from '@/lib/shared/refusal'
import { sayPhotos } from '@/lib/visit/photo-rules'
import { isVisitStepOpen, MOST_PHOTOS } from '@/lib/visit/rules'
import { demandNoNames, type SheetInput } from '@/lib/visit/sheet'
import { type NextTrouble, nextTroubleOn } from '@/lib/visit/sheet-next'

type Visit = typeof visits.$inferSelect

/** A photo whose bytes are in the store already, made smaller and without what it says of its maker. */
export type NewPhoto = { sha256: string; size: number; mediaType: string; width: number; height: number }

type Next = {
  /** The visit in the plan for the next day that the sheet newly names; null where it names none or the day of an earlier save. */
  nextVisitId: string | null
  /** Why there is none for the day that it names. */
  nextTrouble: NextTrouble | null
}

export type SavedSheet = Next & { revision: number; photos: number }

/**
 * Saves the sheet of a visit, first or again: the fact, recommendations, words on earlier ones, photos. Only by the curator under whose
 * name the visit stands. The same press once more (a sheet that was sent from the queue twice) gets the first one's answer; a sheet
 * begun from an older revision is refused with what is stored now (`details.current`, `details.revision`).
 */
export async function saveVisitSheet(
  actor: Actor,
  input: SheetInput & { photos: readonly NewPhoto[] },
  press: string,
  now: Date,
): Promise<SavedSheet> {
  demand(actor, 'visit.write')
  return database().transaction((tx) =>
    once(tx, actor, press, { saveVisitSheet: input }, now, async () => {
      const visit = await lockVisit(tx, actor, input.id)
      demandWriter(actor, visit)
      const observations = demandNoNames(input.observations, input.notNames)
      const fields = { ...factsOf(input), observations }
      await demandUnchanged(tx, visit, input.revision)
      await demandDay(tx, actor, visit, input)
      const revision = visit.revision + 1
      await tx
        .update(visits)
        .set({ ...fields, state: 'held', savedBy: personOf(actor), savedAt: now, revision })
        .where(eq(visits.id, visit.id))
      await record(tx, actor, now, {
        action: visit.state === 'held' ? 'visit.edit' : 'visit.hold',
        subject: 'visit',
        subjectId: visit.id,
        before: { ...factsOf(visit), observations: visit.observations },
        after: fields,
      })
      await decideRecommendations(tx, actor, visit, input, now)
      await saveRecommendations(tx, actor, visit, input.recommendations, now)
      const photos = await addPhotos(tx, actor, visit, input.photos, now)
      return { revision, photos, ...(await planNext(tx, actor, visit, input, now)) }
    }),
  )
}

function factsOf(
  sheet: Omit<SheetInput, 'id' | 'heldOn' | 'observations' | 'notNames' | 'recommendations' | 'decisions'> & {
    heldOn: string | null
  },
) {
  const { heldOn, startsAt, endsAt, form, aim, participants, agenda, documentsSeen, found, profileMatch, nextOn } =
    sheet
  return { heldOn, startsAt, endsAt, form, aim, participants, agenda, documentsSeen, found, profileMatch, nextOn }
}

function demandWriter(actor: Actor, visit: Visit): void {
  if (visit.curatorId !== actor.userId)
    throw forbidden('Лист заполняет куратор, за которым записано посещение. Его может передать вам координатор.')
}

async function demandUnchanged(tx: Tx, visit: Visit, revision: number): Promise<void> {
  const isOpen = isVisitStepOpen('hold', visit.state)
  if (isOpen && visit.revision === revision) return
  const { observations, state } = visit
  const details = {
    current: { ...factsOf(visit), observations, state, recommendations: await givenAt(tx, visit.id) },
    revision: visit.revision,
  }
  if (!isOpen) {
    const what = visit.state === 'refused' ? 'записано, что школа отказалась' : 'посещение отменено'
    throw conflict(
      `Пока лист был открыт, ${what}: «${visit.reason}». Текст листа остался в форме; чтобы его сохранить, сначала запланируйте посещение снова.`,
      details,
    )
  }
  throw conflict(
    'Пока лист был открыт, его сохранили в другом месте. Ниже то, что сохранено, и ваш текст: проверьте и сохраните снова.',
    details,
  )
}

async function demandDay(tx: Tx, actor: Actor, visit: Visit, input: SheetInput): Promise<void> {
  if (input.heldOn > actor.today)
    throw invalid(`Этот день ещё не наступил: сегодня ${shortDate(actor.today)}.`, 'heldOn')
  demandSchoolOn(await schoolOf(tx, actor, visit), input.heldOn, 'heldOn')
  if (!isCuratorOn(await schoolCurators(tx, actor), visit, [input.heldOn]))
    throw invalid(
      `${shortDate(input.heldOn)} вы не были куратором этой школы: посещение в этот день за вами не записать. Проверьте день или обратитесь к координатору.`,
      'heldOn',
    )
}

async function schoolOf(tx: Tx, actor: Actor, visit: Visit) {
  const school = (await namedSchools(tx, actor)).find((one) => one.id === visit.schoolId)
  if (!school) throw notFound('Школа')
  return school
}

/** The same photo once more changes nothing; the eleventh is refused. */
async function addPhotos(tx: Tx, actor: Actor, visit: Visit, sent: readonly NewPhoto[], now: Date): Promise<number> {
  if (sent.length === 0) return 0
  const living = await tx
    .select({ sha256: visitPhotos.sha256 })
    .from(visitPhotos)
    .where(and(eq(visitPhotos.visitId, visit.id), isNull(visitPhotos.removedAt)))
  const known = new Set(living.map((photo) => photo.sha256))
  const fresh = [
    ...new Map(sent.filter((photo) => !known.has(photo.sha256)).map((photo) => [photo.sha256, photo])).values(),
  ]
  if (known.size + fresh.length > MOST_PHOTOS)
    throw invalid(
      `У посещения уже ${sayPhotos(known.size)}, выбрано ещё ${sayPhotos(fresh.length)}, а можно не больше ${MOST_PHOTOS}. Уберите лишние.`,
      'photo',
    )
  if (fresh.length === 0) return 0
  const own = { municipalityId: visit.municipalityId, visitId: visit.id, addedBy: personOf(actor), addedAt: now }
  await tx.insert(visitPhotos).values(fresh.map((photo) => ({ ...photo, ...own })))
  await record(tx, actor, now, {
    action: 'visit.add_photos',
    subject: 'visit',
    subjectId: visit.id,
    after: { photos: fresh.map(({ sha256, size }) => ({ sha256, size })) },
  })
  return fresh.length
}

/**
 * Puts the named next day into the plan, or says why not; where an earlier save of this sheet put another day there, that visit is moved.
 * A day that the sheet named before is left to the plan: what became of it since was somebody's decision.
 */
async function planNext(tx: Tx, actor: Actor, visit: Visit, { nextOn }: SheetInput, now: Date): Promise<Next> {
  const none: Next = { nextVisitId: null, nextTrouble: null }
  if (nextOn === null || nextOn === visit.nextOn) return none
  const ofPair = and(
    eq(visits.programmeId, visit.programmeId),
    eq(visits.schoolId, visit.schoolId),
    eq(visits.curatorId, visit.curatorId),
  )
  const there = await findVisitOn(tx, visit, nextOn)
  if (there) return { ...none, nextVisitId: there.id }
  const trouble = nextTroubleOn(
    nextOn,
    await schoolOf(tx, actor, visit),
    visit.curatorId,
    await schoolCurators(tx, actor),
  )
  if (trouble) return { ...none, nextTrouble: trouble }
  const [earlier] = visit.nextOn
    ? await tx
        .select({ id: visits.id, revision: visits.revision })
        .from(visits)
        .where(and(ofPair, eq(visits.plannedOn, visit.nextOn), eq(visits.state, 'planned'), ne(visits.id, visit.id)))
        .for('update')
        .limit(1)
    : []
  if (earlier) {
    const reason = 'В листе посещения изменён день следующего.'
    await tx
      .update(visits)
      .set({ plannedOn: nextOn, revision: earlier.revision + 1 })
      .where(eq(visits.id, earlier.id))
    await tx.insert(visitMoves).values({
      visitId: earlier.id,
      movedFrom: visit.nextOn,
      movedTo: nextOn,
      reason,
      movedBy: personOf(actor),
      movedAt: now,
    })
    await record(tx, actor, now, {
      action: 'visit.move',
      subject: 'visit',
      subjectId: earlier.id,
      before: { plannedOn: visit.nextOn },
      after: { plannedOn: nextOn, reason },
    })
    return { ...none, nextVisitId: earlier.id }
  }
  const { municipalityId, programmeId, schoolId, curatorId } = visit
  const [added] = await tx
    .insert(visits)
    .values({
      municipalityId,
      programmeId,
      schoolId,
      curatorId,
      kind: 'planned',
      plannedOn: nextOn,
      createdBy: personOf(actor),
      createdAt: now,
    })
    .returning({ id: visits.id })
  if (!added) throw new Error('No visit was inserted.')
  await record(tx, actor, now, {
    action: 'visit.plan',
    subject: 'visit',
    subjectId: added.id,
    after: { schoolId, curatorId, plannedOn: nextOn, from: visit.id },
  })
  return { ...none, nextVisitId: added.id }
}
