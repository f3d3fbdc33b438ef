'use server'

import { z } from 'zod'
import { formAction } from '@/app/_forms/form-action'
import { saveAnswer, settleRival } from '@/db/commands/report-answer'
import { getReport } from '@/db/queries/report'
import type { Actor } from '@/lib/access/actor'
import { questionsOf, sectionsOf } from '@/lib/report/progress'
import { answerSchema, rivalSchema } from '@/lib/report/schema'

/** Where the person came from to change one thing, and goes back to (pages.md 6). */
const back = z.enum(['check']).optional().catch(undefined)

export const answerAction = formAction(
  { form: 'report-answer', schema: answerSchema.extend({ back }) },
  async (actor, { back, ...input }, { now }) => {
    const saved = await saveAnswer(actor, { ...input, typedAt: null }, now)
    const here = `/reports/${input.reportId}/questions/${input.question}`
    if (saved.state === 'conflict') return `${here}?two=1${back ? '&from=check' : ''}#two`
    return back ? `/reports/${input.reportId}/check` : nextAfter(actor, input.reportId, input.question)
  },
)

/** The next question of the section; after the last one the section itself. */
async function nextAfter(actor: Actor, reportId: string, question: string): Promise<string> {
  const { form, stage } = await getReport(actor, reportId)
  for (const { code: section } of sectionsOf(form)) {
    const asked = questionsOf(form, section, stage.isFinal)
    const at = asked.findIndex((one) => one.code === question)
    if (at < 0) continue
    const next = asked[at + 1]
    return next ? `/reports/${reportId}/questions/${next.code}` : `/reports/${reportId}/sections/${section}?saved=1`
  }
  return `/reports/${reportId}`
}

export const settleAction = formAction({ form: 'report-rival', schema: rivalSchema }, async (actor, input, { now }) => {
  const { reportId, question } = await settleRival(actor, input, now)
  return `/reports/${reportId}/questions/${question}?done=settled`
})
