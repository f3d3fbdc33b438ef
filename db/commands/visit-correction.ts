import 'server-only'
import { and, count, eq, ne } from 'drizzle-orm'
import { database, type Tx } from '@/db/client'
import { record } from '@/db/journal'
import { once } from '@/db/press'
import { riskProfiles } from '@/db/schema/risk-profile'
import { recommendations, visitMoves, visits } from '@/db/schema/visit'
import { demandPlanner, lockVisit } from '@/db/visit-rows'
import type { Actor } from '@/lib/access/actor'
import { demand, personOf } from '@/lib/access/policy'
import { conflict, invalid } from '@/lib/shared/refusal'
import {
  demandKindFree,
  demandVisitStep,
  groundHeld,
  isKindOpen,
  kindsOpenTo,
  takeBackStep,
  VISIT_STEPS,
  type VisitGround,
  type VisitKind,
} from '@/lib/visit/rules'

/**
 * Takes back a «состоялось» that was a mistake, with the reason: a planned visit returns to the plan, one outside of it is cancelled.
 * The sheet's words, photos and day stay; where something stands on the visit it is refused. What was sent in a report stays as sent.
 */
export async function takeBackVisit(
  actor: Actor,
  input: { id: string; reason: string },
  press: string,
  now: Date,
): Promise<void> {
  demand(actor, 'visit.plan')
  await database().transaction((tx) =>
    once(tx, actor, press, { takeBackVisit: input }, now, async () => {
      const visit = await lockVisit(tx, actor, input.id)
      demandPlanner(actor, visit)
      const step = takeBackStep(visit)
      demandVisitStep(step, visit.state)
      const ground = groundHeld(await groundOf(tx, visit.id))
      if (ground) throw conflict(ground)
      const { to: state } = VISIT_STEPS[step]
      const after =
        step === 'reopen' ? { state, heldOn: null, reason: '' } : { state, heldOn: visit.heldOn, reason: input.reason }
      await tx
        .update(visits)
        .set({ ...after, revision: visit.revision + 1 })
        .where(eq(visits.id, visit.id))
      await tx.insert(visitMoves).values({
        visitId: visit.id,
        reason: input.reason,
        priorState: visit.state,
        priorHeldOn: visit.heldOn,
        state,
        movedBy: personOf(actor),
        movedAt: now,
      })
      await record(tx, actor, now, {
        action: `visit.${step}`,
        subject: 'visit',
        subjectId: visit.id,
        before: { state: visit.state, heldOn: visit.heldOn },
        after: { state, reason: input.reason },
      })
      return true
    }),
  )
}

/** Corrects of what kind a visit is, planned or held: what counts first visits counts it from now on by the new kind. */
export async function changeVisitKind(
  actor: Actor,
  input: { id: string; kind: VisitKind },
  press: string,
  now: Date,
): Promise<void> {
  demand(actor, 'visit.plan')
  await database().transaction((tx) =>
    once(tx, actor, press, { changeVisitKind: input }, now, async () => {
      const visit = await lockVisit(tx, actor, input.id)
      demandPlanner(actor, visit)
      if (!isKindOpen(visit.state)) throw conflict('Посещение отменено: его вид не меняют. Обновите страницу.')
      if (visit.kind === input.kind) throw invalid('Этот вид уже записан. Выберите другой.', 'kind')
      if (!kindsOpenTo(visit).includes(input.kind))
        throw invalid('Посещение стоит в графике: внеплановым оно быть не может. Выберите другой вид.', 'kind')
      demandKindFree(visit, (await groundOf(tx, visit.id)).isVerified)
      // The revision stays: the sheet says nothing of the kind, and one that is filled in without a line must still be taken.
      await tx.update(visits).set({ kind: input.kind }).where(eq(visits.id, visit.id))
      await record(tx, actor, now, {
        action: 'visit.change_kind',
        subject: 'visit',
        subjectId: visit.id,
        before: { kind: visit.kind },
        after: { kind: input.kind },
      })
      return true
    }),
  )
}

/** What stands on a visit that the command has locked. */
async function groundOf(tx: Tx, visitId: string): Promise<VisitGround> {
  const [given] = await tx
    .select({ number: count() })
    .from(recommendations)
    .where(and(eq(recommendations.visitId, visitId), ne(recommendations.state, 'withdrawn')))
  const [closed] = await tx
    .select({ number: count() })
    .from(recommendations)
    .where(and(eq(recommendations.closedVisitId, visitId), ne(recommendations.visitId, visitId)))
  const verified = await tx
    .select({ id: riskProfiles.id })
    .from(riskProfiles)
    .where(eq(riskProfiles.verifiedVisitId, visitId))
    .limit(1)
  return { given: given?.number ?? 0, closed: closed?.number ?? 0, isVerified: verified.length > 0 }
}
