'use server'

import { z } from 'zod'
import { formAction } from '@/app/_forms/form-action'
import { addComment, resolveComment } from '@/db/commands/comment'
import { removeEvidence } from '@/db/commands/evidence'
import { setExecution, setExecutions } from '@/db/commands/execution'
import { decideTermRequest, requestTermMove, withdrawTermRequest } from '@/db/commands/term-request'
import { storeEvidence } from '@/db/evidence-store'
import { may } from '@/lib/access/policy'
import {
  askTermSchema,
  commentSchema,
  decideTermSchema,
  markSchema,
  removeEvidenceSchema,
  reportSchema,
  requestIdSchema,
  resolveCommentSchema,
} from '@/lib/execution/schema'
import { localPath } from '@/lib/shared/local-path'

const pageOf = (place: { roadMapId: string; measureKey: string }): string =>
  `/road-maps/${place.roadMapId}/execution/${place.measureKey}`
/** Where the form stood, with what was done said there. */
const backTo = (page: string, done: string): string => {
  const back = new URL(localPath(page), 'http://here.invalid')
  back.searchParams.delete('kept')
  back.searchParams.set('done', done)
  return back.pathname + back.search
}
const stood = { _page: z.string().default('/') }

export const reportAction = formAction(
  { form: 'execution-report', schema: reportSchema },
  async (actor, input, { now, pressId, files }) => {
    const { executor, evidenceText, evidenceLink, ...said } = input
    const evidence = await storeEvidence(actor, input, { evidenceText, evidenceLink }, files.file)
    await setExecution(actor, { ...said, executorKind: executor.kind, executorId: executor.id, evidence }, pressId, now)
    return `${pageOf(input)}?done=reported&point=${encodeURIComponent(input.point)}`
  },
)

export const markAction = formAction(
  { form: 'execution-mark', schema: markSchema },
  async (actor, input, { now, pressId }) => {
    await setExecutions(actor, input, pressId, now)
    return `${pageOf(input)}?done=marked&point=${encodeURIComponent(input.point)}`
  },
)

export const removeEvidenceAction = formAction(
  { form: 'evidence-remove', schema: removeEvidenceSchema.extend({ back: z.string().default('/') }) },
  async (actor, { back, ...input }, { now }) => {
    await removeEvidence(actor, input, now)
    return backTo(back, 'evidence-removed')
  },
)

export const askTermAction = formAction(
  { form: 'term-ask', schema: askTermSchema },
  async (actor, input, { now, pressId }) => {
    const requestId = await requestTermMove(actor, input, pressId, now)
    // Whoever decides such requests goes on to decide his own, instead of looking for it.
    if (may(actor, 'execution.decide')) return `${pageOf(input)}/requests/${requestId}`
    return `${pageOf(input)}?done=asked&point=${encodeURIComponent(input.point)}`
  },
)

export const decideTermAction = formAction(
  { form: 'term-decide', schema: decideTermSchema },
  async (actor, input, { now }) => {
    const measure = await decideTermRequest(actor, input, now)
    return `${pageOf(measure)}?done=${input.decision === 'granted' ? 'granted' : 'refused'}`
  },
)

export const withdrawTermAction = formAction(
  { form: 'term-withdraw', schema: requestIdSchema },
  async (actor, input, { now }) => `${pageOf(await withdrawTermRequest(actor, input, now))}?done=withdrawn`,
)

export const addCommentAction = formAction(
  { form: 'comment-add', schema: commentSchema.extend(stood) },
  async (actor, { _page, ...input }, { now, pressId }) => {
    await addComment(actor, input, pressId, now)
    return `${backTo(_page, 'commented')}#comments`
  },
)

export const resolveCommentAction = formAction(
  { form: 'comment-resolve', schema: resolveCommentSchema.extend(stood) },
  async (actor, { _page, ...input }, { now }) => {
    await resolveComment(actor, input, now)
    return `${backTo(_page, input.act === 'resolve' ? 'resolved' : 'reopened')}#comments`
  },
)
