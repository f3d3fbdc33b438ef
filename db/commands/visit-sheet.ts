import 'server-only'
import { and, eq, isNull, sql } from 'drizzle-orm'
import { database, type Tx } from '@/db/client'
import { record } from '@/db/journal'
import { once } from '@/db/press'
import { visitMoves, visitPhotos, visits } from '@/db/schema/visit'
import { decideRecommendations, saveRecommendations } from '@/db/visit-recommendations'
import { demandSchoolOn, isCuratorOn, lockVisit, namedSchools, schoolCurators } from '@/db/visit-rows'
import type { Actor } from '@/lib/access/actor'
import { demand, personOf } from '@/lib/access/policy'
import { shortDate } from '@/lib/shared/dates'
import { conflict, forbidden, invalid, notFound } from '@/lib/shared/refusal'
import { isVisitStepOpen, MOST_PHOTOS } from '@/lib/visit/rules'
import { demandNoNames, type SheetInput } from '@/lib/visit/sheet'

type Visit = typeof visits.$inferSelect

/** A photo whose bytes are in the store already, made smaller and without what it says of its maker. */
export type NewPhoto = { sha256: string; size: number; mediaType: string; width: number; height: number }

export type SavedSheet = {
  revision: number
  /** A visit that was planned for the named next day, or moved to it; null where the plan already had one or none was named. */
  nextVisitId: string | null
  photos: number
}

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
      demandUnchanged(visit, input.revision)
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
      await decideRecommendations(tx, actor, visit, input.decisions, now)
      await saveRecommendations(tx, actor, visit, input.recommendations, now)
      const photos = await addPhotos(tx, actor, visit, input.photos, now)
      return { revision, nextVisitId: await planNext(tx, actor, visit, input, now), photos }
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

function demandUnchanged(visit: Visit, revision: number): void {
  const details = {
    current: { ...factsOf(visit), observations: visit.observations, state: visit.state },
    revision: visit.revision,
  }
  if (!isVisitStepOpen('hold', visit.state)) {
    const what = visit.state === 'refused' ? 'записано, что школа отказалась' : 'посещение отменено'
    throw conflict(
      `Пока лист был открыт, ${what}: «${visit.reason}». Текст листа остался в форме; чтобы его сохранить, сначала запланируйте посещение снова.`,
      details,
    )
  }
  if (visit.revision === revision) return
  throw conflict(
    'Пока лист был открыт, его сохранили в другом месте. Ниже то, что сохранено, и ваш текст: проверьте и сохраните снова.',
    details,
  )
}

async function demandDay(tx: Tx, actor: Actor, visit: Visit, input: SheetInput): Promise<void> {
  if (input.heldOn > actor.today)
    throw invalid(`Этот день ещё не наступил: сегодня ${shortDate(actor.today)}.`, 'heldOn')
  const school = (await namedSchools(tx, actor)).find((one) => one.id === visit.schoolId)
  if (!school) throw notFound('Школа')
  demandSchoolOn(school, input.heldOn, 'heldOn')
  if (!isCuratorOn(await schoolCurators(tx, actor), visit, [input.heldOn]))
    throw invalid(
      `${shortDate(input.heldOn)} вы не были куратором этой школы: посещение в этот день за вами не записать. Проверьте день или обратитесь к координатору.`,
      'heldOn',
    )
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
      `У посещения уже ${known.size} снимков, выбрано ещё ${fresh.length}, а можно не больше ${MOST_PHOTOS}. Уберите лишние.`,
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

/** Puts the named next day into the plan; where an earlier save of this sheet put another day there, that visit is moved. */
async function planNext(tx: Tx, actor: Actor, visit: Visit, { nextOn }: SheetInput, now: Date): Promise<string | null> {
  if (nextOn === null || nextOn === visit.nextOn) return null
  const ofPair = and(
    eq(visits.programmeId, visit.programmeId),
    eq(visits.schoolId, visit.schoolId),
    eq(visits.curatorId, visit.curatorId),
  )
  const [there] = await tx
    .select({ id: visits.id })
    .from(visits)
    .where(and(ofPair, eq(visits.plannedOn, nextOn)))
    .limit(1)
  if (there) return null
  if (!isCuratorOn(await schoolCurators(tx, actor), visit, [actor.today, nextOn])) return null
  const [earlier] = visit.nextOn
    ? await tx
        .select({ id: visits.id, revision: visits.revision })
        .from(visits)
        .where(
          and(
            ofPair,
            eq(visits.plannedOn, visit.nextOn),
            eq(visits.state, 'planned'),
            sql`${visits.id} <> ${visit.id}`,
          ),
        )
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
    return earlier.id
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
  return added.id
}
