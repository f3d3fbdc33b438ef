import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { answerRecommendation, closeRecommendation } from '@/db/commands/recommendation'
import { cancelVisit, moveVisit, planVisits, refuseVisit, startVisit } from '@/db/commands/visit'
import { changeVisitKind, takeBackVisit } from '@/db/commands/visit-correction'
import { removeVisitPhoto } from '@/db/commands/visit-photo'
import { saveVisitSheet } from '@/db/commands/visit-sheet'
import { getRecommendation, listRecommendations } from '@/db/queries/recommendation'
import { findVisitPhoto, getVisit, getVisitPlanning, getVisitSheet, listVisits } from '@/db/queries/visit'
import { getVisitAct } from '@/db/queries/visit-act'
import { visitPhotos } from '@/db/schema/visit'
import { type District, idOf, NOW } from '@/db/testing/story'
import { emptySheet, heldVisit, plannedVisit, programmeOf, schoolOf } from '@/db/testing/visit-scene'
import type { Actor } from '@/lib/access/actor'

/** Lines of the table of rights (db/rights.table.ts), written from rulings E. */
export const VISIT_TABLE: Record<string, [own: string, foreign: string]> = {
  // The schedule is the coordinator's; a curator keeps his own part of it and writes the sheets; a school may refuse.
  'visit.planVisits': ['FAFFFAFFFF', 'FNFFFNFFFF'],
  'visit.planVisits · own programme, school of theirs': ['FAFFFAFFFF', 'FNFFFNFFFF'],
  'visit.startVisit': ['FFFFFAFFFF', 'FFFFFNFFFF'],
  'visit.moveVisit': ['FAFFFAFFFF', 'FNFFFNFFFF'],
  'visit.cancelVisit': ['FAFFFAFFFF', 'FNFFFNFFFF'],
  'visit.refuseVisit': ['FAFFFAAFFF', 'FNFFFNNFFF'],
  'visit-correction.takeBackVisit': ['FAFFFAFFFF', 'FNFFFNFFFF'],
  'visit-correction.changeVisitKind': ['FAFFFAFFFF', 'FNFFFNFFFF'],
  'visit-sheet.saveVisitSheet': ['FFFFFAFFFF', 'FFFFFNFFFF'],
  'visit-sheet.saveVisitSheet · own visit, recommendation of theirs': ['FFFFFAFFFF', 'FFFFFNFFFF'],
  'visit-photo.removeVisitPhoto': ['FFFFFAFFFF', 'FFFFFNFFFF'],
  'recommendation.answerRecommendation': ['FFFFFFAFFF', 'FFFFFFNFFF'],
  'recommendation.closeRecommendation': ['FFFFFAFFFF', 'FFFFFNFFFF'],
  'queries/visit.listVisits': ['FAFFFAAFFF', '-'],
  'queries/visit.getVisitPlanning': ['FAFFFAFFFF', '-'],
  'queries/visit.getVisit': ['NANNNAANNN', 'NNNNNNNNNN'],
  'queries/visit.getVisitSheet': ['FFFFFAFFFF', 'FFFFFNFFFF'],
  'queries/visit.findVisitPhoto': ['EAEEEAAEEE', 'EEEEEEEEEE'],
  'queries/visit-act.getVisitAct': ['NANNNAANNN', 'NNNNNNNNNN'],
  'queries/recommendation.listRecommendations': ['EAEEEAAEEE', '-'],
  'queries/recommendation.getRecommendation': ['NANNNAANNN', 'NNNNNNNNNN'],
}

/** Rows of one district that the calls below are about. */
export async function visitRows(place: District) {
  const school = place.code === 'zabaykalsk' ? 'МОУ СОШ № 1' : 'Другая школа'
  const given = { id: null, text: 'Обновить страницу сайта', due: '2026-05-15', person: 'заместитель директора' }
  const photo = { sha256: 'e'.repeat(64), size: 1, mediaType: 'image/jpeg', width: 1, height: 1 }
  const held = await heldVisit(place, { school, sheet: { recommendations: [given] }, photos: [photo] })
  const [kept] = await database()
    .select({ id: visitPhotos.id })
    .from(visitPhotos)
    .where(eq(visitPhotos.visitId, held.id))
  const mistaken = await heldVisit(place, { school, heldOn: '2026-04-15', kind: 'planned' })
  return {
    programmeId: await programmeOf(place),
    schoolId: await schoolOf(place, school),
    curatorId: await idOf(place, 'curator1'),
    plannedId: await plannedVisit(place, '2026-05-05', { school }),
    heldId: held.id,
    mistakenId: mistaken.id,
    recommendationId: held.recommendationIds[0] ?? '',
    photoId: kept?.id ?? '',
  }
}

type Rows = { visit: Awaited<ReturnType<typeof visitRows>> }

const press = () => randomUUID()
const reason = 'карантин'
const plan = ({ programmeId, schoolId, curatorId }: Rows['visit']) => ({
  programmeId,
  planned: [{ schoolId, curatorId, plannedOn: '2026-06-01', kind: 'planned' as const, form: 'onsite' as const }],
})

export const VISIT_CALLS: Record<string, (actor: Actor, rows: Rows, own: Rows) => unknown> = {
  'visit.planVisits': (actor, { visit }) => planVisits(actor, plan(visit), press(), NOW),
  'visit.planVisits · own programme, school of theirs': (actor, { visit }, { visit: { programmeId } }) =>
    planVisits(actor, { ...plan(visit), programmeId }, press(), NOW),
  'visit.startVisit': (actor, { visit: { programmeId, schoolId } }) =>
    startVisit(actor, { programmeId, schoolId, kind: 'unplanned', day: '2026-04-21' }, press(), NOW),
  'visit.moveVisit': (actor, { visit }) =>
    moveVisit(actor, { id: visit.plannedId, plannedOn: '2026-05-06', curatorId: null, reason }, press(), NOW),
  'visit.cancelVisit': (actor, { visit }) => cancelVisit(actor, { id: visit.plannedId, reason }, press(), NOW),
  'visit.refuseVisit': (actor, { visit }) => refuseVisit(actor, { id: visit.plannedId, reason }, press(), NOW),
  'visit-correction.takeBackVisit': (actor, { visit }) =>
    takeBackVisit(actor, { id: visit.mistakenId, reason }, press(), NOW),
  'visit-correction.changeVisitKind': (actor, { visit }) =>
    changeVisitKind(actor, { id: visit.mistakenId, kind: 'landing' }, press(), NOW),
  'visit-sheet.saveVisitSheet': (actor, { visit }) =>
    saveVisitSheet(actor, { ...emptySheet(visit.plannedId, 1, '2026-04-21'), photos: [] }, press(), NOW),
  'visit-sheet.saveVisitSheet · own visit, recommendation of theirs': (actor, { visit }, { visit: { plannedId } }) =>
    saveVisitSheet(
      actor,
      {
        ...emptySheet(plannedId, 1, '2026-04-21'),
        decisions: [{ id: visit.recommendationId, decision: 'done', note: '' }],
        photos: [],
      },
      press(),
      NOW,
    ),
  'visit-photo.removeVisitPhoto': (actor, { visit }) => removeVisitPhoto(actor, { id: visit.photoId, reason }, NOW),
  'recommendation.answerRecommendation': (actor, { visit }) =>
    answerRecommendation(actor, { id: visit.recommendationId, revision: 1, answer: 'Обновлена' }, press(), NOW),
  'recommendation.closeRecommendation': (actor, { visit }) =>
    closeRecommendation(actor, { id: visit.recommendationId, revision: 1, decision: 'done', note: '' }, press(), NOW),
  'queries/visit.listVisits': (actor) => listVisits(actor, { page: 1 }),
  'queries/visit.getVisitPlanning': (actor) => getVisitPlanning(actor),
  'queries/visit.getVisit': (actor, { visit }) => getVisit(actor, visit.heldId),
  'queries/visit.getVisitSheet': (actor, { visit }) => getVisitSheet(actor, visit.plannedId),
  'queries/visit.findVisitPhoto': (actor, { visit }) => findVisitPhoto(actor, visit.photoId),
  'queries/visit-act.getVisitAct': (actor, { visit }) => getVisitAct(actor, visit.heldId),
  'queries/recommendation.listRecommendations': (actor) => listRecommendations(actor),
  'queries/recommendation.getRecommendation': (actor, { visit }) => getRecommendation(actor, visit.recommendationId),
}
