import 'server-only'
import { eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { record } from '@/db/journal'
import { once } from '@/db/press'
import { recommendations } from '@/db/schema/visit'
import { isAdministration, isCurator } from '@/db/school-link'
import { closeOne } from '@/db/visit-recommendations'
import { lockRecommendation } from '@/db/visit-rows'
import type { Actor } from '@/lib/access/actor'
import { demand, personOf } from '@/lib/access/policy'
import { conflict, forbidden, invalid } from '@/lib/shared/refusal'
import { isBlank } from '@/lib/shared/text'
import { OPEN_RECOMMENDATIONS, type RecommendationDecision } from '@/lib/visit/rules'

const CLOSED = 'Рекомендация уже закрыта: ответ к ней больше не нужен. Обновите страницу.'

/** The school says what it did; until the curator closes the recommendation, the answer can be changed. */
export async function answerRecommendation(
  actor: Actor,
  input: { id: string; revision: number; answer: string },
  press: string,
  now: Date,
): Promise<void> {
  demand(actor, 'recommendation.answer')
  if (isBlank(input.answer)) throw invalid('Напишите, что сделано по рекомендации.', 'answer')
  await database().transaction((tx) =>
    once(tx, actor, press, { answerRecommendation: input }, now, async () => {
      const found = await lockRecommendation(tx, actor, input.id)
      if (!(await isAdministration(tx, actor, found.schoolId)))
        throw forbidden('На рекомендацию отвечает администрация школы.')
      if (!OPEN_RECOMMENDATIONS.includes(found.state)) throw conflict(CLOSED)
      if (found.revision !== input.revision) {
        throw conflict('Пока страница была открыта, рекомендация изменилась. Ниже её нынешний вид и ваш ответ.', {
          current: { answer: found.answer, text: found.text },
          revision: found.revision,
        })
      }
      await tx
        .update(recommendations)
        .set({
          state: 'answered',
          answer: input.answer,
          answeredBy: personOf(actor),
          answeredAt: now,
          revision: found.revision + 1,
        })
        .where(eq(recommendations.id, found.id))
      await record(tx, actor, now, {
        action: 'recommendation.answer',
        subject: 'recommendation',
        subjectId: found.id,
        before: { state: found.state, answer: found.answer },
        after: { answer: input.answer },
      })
      return true
    }),
  )
}

/**
 * The curator's word outside of a visit: done, not done, left with the school, or taken back. It is today's curator's: who gave it and has
 * left the school reads what became of it and decides nothing.
 */
export async function closeRecommendation(
  actor: Actor,
  input: { id: string; revision: number; decision: RecommendationDecision | 'withdrawn'; note: string },
  press: string,
  now: Date,
): Promise<void> {
  demand(actor, 'visit.write')
  if (input.decision !== 'done' && isBlank(input.note))
    throw invalid('Напишите, почему: школа прочтёт эти слова.', 'note')
  await database().transaction((tx) =>
    once(tx, actor, press, { closeRecommendation: input }, now, async () => {
      const found = await lockRecommendation(tx, actor, input.id)
      if (!(await isCurator(tx, actor, found.schoolId)))
        throw forbidden('Рекомендацию закрывает нынешний куратор школы.')
      if (!OPEN_RECOMMENDATIONS.includes(found.state)) throw conflict('Рекомендация уже закрыта. Обновите страницу.')
      if (found.revision !== input.revision) {
        throw conflict('Пока страница была открыта, рекомендация изменилась. Прочтите её ниже и решите снова.', {
          revision: found.revision,
        })
      }
      await closeOne(tx, actor, found, input.decision, input.note, null, now)
      return true
    }),
  )
}
