'use server'

import { formAction } from '@/app/_forms/form-action'
import { answerRecommendation, closeRecommendation } from '@/db/commands/recommendation'
import { answerRecommendationSchema, closeRecommendationSchema } from '@/lib/visit/schema'

export const answerRecommendationAction = formAction(
  { form: 'recommendation-answer', schema: answerRecommendationSchema },
  async (actor, input, { now, pressId }) => {
    await answerRecommendation(actor, input, pressId, now)
    return `/recommendations/${input.id}?done=answered`
  },
)

export const closeRecommendationAction = formAction(
  { form: 'recommendation-close', schema: closeRecommendationSchema },
  async (actor, input, { now, pressId }) => {
    await closeRecommendation(actor, input, pressId, now)
    return `/recommendations/${input.id}?done=${input.decision === 'stays' ? 'kept' : 'closed'}`
  },
)
