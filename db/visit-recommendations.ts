import 'server-only'
import { and, eq, inArray, ne } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { record } from '@/db/journal'
import { recommendations, visits } from '@/db/schema/visit'
import { isCurator } from '@/db/school-link'
import { recommendationsVisibleTo } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { personOf } from '@/lib/access/policy'
import { type LocalDate, shortDate } from '@/lib/shared/dates'
import { conflict, forbidden, invalid, notFound } from '@/lib/shared/refusal'
import { isBlank } from '@/lib/shared/text'
import { OPEN_RECOMMENDATIONS, type RecommendationDecision } from '@/lib/visit/rules'
import type { SheetDecision, SheetRecommendation } from '@/lib/visit/sheet'
import { findTwin } from '@/lib/visit/sheet-rows'

type Visit = { id: string; municipalityId: string; schoolId: string }
type Stored = typeof recommendations.$inferSelect

const beginning = (text: string): string => (text.length > 80 ? `${text.slice(0, 80).trimEnd()}…` : text)

/** What a visit gave and did not take back, for a conflict of sheets to show. */
export const givenAt = (tx: Tx, visitId: string) =>
  tx
    .select({
      text: recommendations.text,
      due: recommendations.due,
      person: recommendations.person,
      state: recommendations.state,
    })
    .from(recommendations)
    .where(and(eq(recommendations.visitId, visitId), ne(recommendations.state, 'withdrawn')))
    .orderBy(recommendations.due, recommendations.id)

/**
 * The recommendations of a sheet that the command has locked: new ones are added, changed ones changed while the school has not
 * answered, emptied ones taken back. Those that the sheet does not name stay as they are, and a new one that says again what is given
 * already is that one.
 */
export async function saveRecommendations(
  tx: Tx,
  actor: Actor,
  visit: Visit,
  sent: readonly SheetRecommendation[],
  now: Date,
): Promise<void> {
  const own = await tx.select().from(recommendations).where(eq(recommendations.visitId, visit.id)).for('update')
  const named = new Set(sent.map((one) => one.id))
  for (const one of sent) {
    const twin =
      one.id === null
        ? findTwin(
            one,
            own.filter((candidate) => !named.has(candidate.id)),
          )
        : undefined
    const id = twin?.id ?? one.id
    named.add(id)
    const { text } = one
    const words = { text, due: one.due ?? twin?.due ?? null, person: one.person || (twin?.person ?? '') }
    if (id === null) {
      const [added] = await tx
        .insert(recommendations)
        .values({ municipalityId: visit.municipalityId, visitId: visit.id, schoolId: visit.schoolId, ...words })
        .returning({ id: recommendations.id })
      if (!added) throw new Error('No recommendation was inserted.')
      await record(tx, actor, now, {
        action: 'recommendation.add',
        subject: 'recommendation',
        subjectId: added.id,
        after: { visitId: visit.id, ...words },
      })
      continue
    }
    const stored = own.find((candidate) => candidate.id === id)
    if (!stored) throw notFound('Рекомендация')
    if (stored.text === words.text && stored.due === words.due && stored.person === words.person) continue
    if (stored.state === 'withdrawn' && isBlank(words.text)) continue
    if (stored.state !== 'open')
      throw invalid(
        `На рекомендацию «${beginning(stored.text)}» школа уже ответила, или она закрыта: менять её слова нельзя. Напишите новую.`,
        'recommendations',
      )
    if (isBlank(words.text)) await closeOne(tx, actor, stored, 'withdrawn', '', visit.id, now)
    else await changeOne(tx, actor, stored, words, now)
  }
}

async function changeOne(
  tx: Tx,
  actor: Actor,
  stored: Stored,
  words: Omit<SheetRecommendation, 'id'>,
  now: Date,
): Promise<void> {
  await tx
    .update(recommendations)
    .set({ ...words, revision: stored.revision + 1 })
    .where(eq(recommendations.id, stored.id))
  await record(tx, actor, now, {
    action: 'recommendation.edit',
    subject: 'recommendation',
    subjectId: stored.id,
    before: { text: stored.text, due: stored.due, person: stored.person },
    after: words,
  })
}

/**
 * The words of today's curator on recommendations of visits held before this one, all of them open. `heldOn` is this visit's day as the
 * sheet says it.
 */
export async function decideRecommendations(
  tx: Tx,
  actor: Actor,
  visit: Visit,
  { decisions, heldOn }: { decisions: readonly SheetDecision[]; heldOn: LocalDate },
  now: Date,
): Promise<void> {
  if (decisions.length === 0) return
  if (!(await isCurator(tx, actor, visit.schoolId)))
    throw forbidden(
      'Вы больше не куратор этой школы: о рекомендациях прошлых посещений решает нынешний. Откройте лист заново: их в нём уже нет, а остальное можно сохранить.',
    )
  const stored = await tx
    .select()
    .from(recommendations)
    .where(
      and(
        eq(recommendations.schoolId, visit.schoolId),
        ne(recommendations.visitId, visit.id),
        recommendationsVisibleTo(actor),
        inArray(
          recommendations.id,
          decisions.map((one) => one.id),
        ),
      ),
    )
    .for('update')
  const days = await givenDays(tx, stored)
  for (const { id, decision, note } of decisions) {
    const found = stored.find((candidate) => candidate.id === id)
    if (!found) throw notFound('Рекомендация')
    const givenOn = days.get(found.visitId) ?? heldOn
    if (givenOn > heldOn)
      throw invalid(
        `Рекомендация «${beginning(found.text)}» дана ${shortDate(givenOn)}, позже этого посещения. Решите о ней на её странице или проверьте день.`,
        `decision-${id}`,
      )
    if (decision === 'not_done' && isBlank(note) && found.state !== 'not_done')
      throw invalid('Напишите, почему рекомендация не выполнена.', `note-${id}`)
    if (!OPEN_RECOMMENDATIONS.includes(found.state)) {
      // The sheet sent again says what it said before.
      if (found.state === decision && found.closedVisitId === visit.id) continue
      throw conflict(
        `Рекомендацию «${beginning(found.text)}» уже закрыли, пока лист был открыт. Откройте лист заново: её в нём уже нет.`,
      )
    }
    await closeOne(tx, actor, found, decision, note, visit.id, now)
  }
}

/** The days of the visits that gave these recommendations. */
async function givenDays(tx: Tx, given: readonly Stored[]): Promise<Map<string, LocalDate | null>> {
  const ids = given.map((one) => one.visitId)
  if (ids.length === 0) return new Map()
  const held = await tx.select({ id: visits.id, heldOn: visits.heldOn }).from(visits).where(inArray(visits.id, ids))
  return new Map(held.map((visit) => [visit.id, visit.heldOn]))
}

/** Ends a recommendation, or leaves it with the school with the curator's word; `visitId` is where he saw it, null: at no visit. */
export async function closeOne(
  tx: Tx,
  actor: Actor,
  found: Stored,
  decision: RecommendationDecision | 'withdrawn',
  note: string,
  visitId: string | null,
  now: Date,
): Promise<void> {
  const closed = { closedBy: personOf(actor), closedAt: now, closedVisitId: visitId }
  const stays = decision === 'stays'
  if (stays && found.state === 'open' && found.closingNote === note) return
  await tx
    .update(recommendations)
    .set({
      state: stays ? 'open' : decision,
      closingNote: note,
      ...(stays ? {} : closed),
      revision: found.revision + 1,
    })
    .where(eq(recommendations.id, found.id))
  const action = { done: 'close', not_done: 'close', stays: 'keep', withdrawn: 'withdraw' } as const
  await record(tx, actor, now, {
    action: `recommendation.${action[decision]}`,
    subject: 'recommendation',
    subjectId: found.id,
    before: { state: found.state, answer: found.answer },
    after: { decision, note, visitId },
  })
}
