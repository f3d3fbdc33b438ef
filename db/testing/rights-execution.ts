import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { acknowledge } from '@/db/commands/acknowledgement'
import { addComment, resolveComment } from '@/db/commands/comment'
import { removeEvidence } from '@/db/commands/evidence'
import { setExecution, setExecutions } from '@/db/commands/execution'
import * as schedule from '@/db/commands/schedule'
import { decideTermRequest, requestTermMove, withdrawTermRequest } from '@/db/commands/term-request'
import { getAcknowledgement } from '@/db/queries/acknowledgement'
import { listComments } from '@/db/queries/comment'
import { findEvidence } from '@/db/queries/evidence'
import { getExecutionCell, getMeasureExecution, getTermRequest } from '@/db/queries/execution'
import { getSchedule, listSchedules } from '@/db/queries/schedule'
import { evidence, scheduleDates } from '@/db/schema/plan'
import { keysOf } from '@/db/testing/living-act'
import { type Act, type District, NOW } from '@/db/testing/story'
import type { Actor } from '@/lib/access/actor'

/** The working side of a map in force whose one measure is the coordinator's own. */
const role = { kind: 'role', id: 'coordinator' } as const
const done = { state: 'done', note: '', isBeforeApproval: false, doneOn: null } as const
const press = () => randomUUID()
const text = [{ kind: 'text' as const, text: 'Протокол' }]

export async function executionRows(place: District, { roadMapId, measureId }: Act) {
  const coordinator = await place.actor('coordinator')
  const [measureKey = ''] = await keysOf([measureId])
  const cell = { roadMapId, measureKey, point: '1' }
  const said = { ...cell, ...done, executorKind: role.kind, executorId: role.id, revision: 0, evidence: text }
  const executionId = await setExecution(coordinator, { ...said, state: 'in_progress' }, press(), NOW)
  const [kept] = await database().select().from(evidence).where(eq(evidence.executionId, executionId))
  const asked = { ...cell, executor: role, newDue: '2026-06-01', reason: 'болезнь' }
  const requestId = await requestTermMove(coordinator, asked, press(), NOW)
  const commented = { roadMapId, measureKey, field: '' as const, text: 'Уточнить', mentions: [] }
  const commentId = await addComment(coordinator, commented, press(), NOW)
  const scheduleId = await schedule.addSchedule(coordinator, { roadMapId, name: 'Выезды' }, press(), NOW)
  const dates = { scheduleId, lines: '12.05.2026', repeat: null, repeatFrom: null, repeatTo: null, schoolId: null }
  await schedule.addScheduleDates(coordinator, dates, press(), NOW)
  const [date] = await database().select().from(scheduleDates).where(eq(scheduleDates.scheduleId, scheduleId))
  return {
    roadMapId,
    measureKey,
    executionId,
    evidenceId: kept?.id ?? '',
    requestId,
    commentId,
    scheduleId,
    dateId: date?.id ?? '',
  }
}

type Rows = { living: Awaited<ReturnType<typeof executionRows>> }
type Call = (actor: Actor, rows: Rows) => unknown

export const EXECUTION_CALLS: Record<string, Call> = {
  'execution.setExecution': (actor, { living }) =>
    setExecution(
      actor,
      { ...living, point: '1', ...done, executorKind: role.kind, executorId: role.id, revision: 1 },
      press(),
      NOW,
    ),
  'execution.setExecutions': (actor, { living }) =>
    setExecutions(actor, { ...living, point: '1', ...done, executors: [{ ...role, revision: 1 }] }, press(), NOW),
  'evidence.removeEvidence': (actor, { living }) =>
    removeEvidence(actor, { id: living.evidenceId, reason: 'ошибка' }, NOW),
  'term-request.requestTermMove': (actor, { living: { roadMapId, measureKey } }) =>
    requestTermMove(
      actor,
      { roadMapId, measureKey, point: '1', executor: null, newDue: '2026-06-02', reason: 'болезнь' },
      press(),
      NOW,
    ),
  'term-request.decideTermRequest': (actor, { living }) =>
    decideTermRequest(actor, { id: living.requestId, decision: 'granted', decisionReason: '' }, NOW),
  'term-request.withdrawTermRequest': (actor, { living }) => withdrawTermRequest(actor, { id: living.requestId }, NOW),
  'comment.addComment': (actor, { living: { roadMapId, measureKey } }) =>
    addComment(actor, { roadMapId, measureKey, field: 'term', text: 'Когда?', mentions: [] }, press(), NOW),
  'comment.resolveComment': (actor, { living }) => resolveComment(actor, { id: living.commentId, act: 'resolve' }, NOW),
  'acknowledgement.acknowledge': (actor, { living }) => acknowledge(actor, { roadMapId: living.roadMapId }, NOW),
  'schedule.addSchedule': (actor, { living }) =>
    schedule.addSchedule(actor, { roadMapId: living.roadMapId, name: 'Курсы' }, press(), NOW),
  'schedule.renameSchedule': (actor, { living }) =>
    schedule.renameSchedule(actor, { id: living.scheduleId, name: 'Поездки' }, NOW),
  'schedule.addScheduleDates': (actor, { living: { scheduleId } }) =>
    schedule.addScheduleDates(
      actor,
      { scheduleId, lines: '13.05', repeat: null, repeatFrom: null, repeatTo: null, schoolId: null },
      press(),
      NOW,
    ),
  'schedule.removeScheduleDate': (actor, { living }) => schedule.removeScheduleDate(actor, { id: living.dateId }, NOW),
  'schedule.joinSchedule': (actor, { living: { roadMapId, measureKey, scheduleId } }) =>
    schedule.joinSchedule(actor, { roadMapId, measureKey, scheduleId, revision: 0 }, NOW),

  'queries/execution.getMeasureExecution': (actor, { living }) =>
    getMeasureExecution(actor, living.roadMapId, living.measureKey),
  'queries/execution.getExecutionCell': (actor, { living }) =>
    getExecutionCell(actor, living.roadMapId, living.measureKey, '1', role),
  'queries/execution.getTermRequest': (actor, { living }) => getTermRequest(actor, living.requestId),
  'queries/evidence.findEvidence': (actor, { living }) => findEvidence(actor, living.evidenceId),
  'queries/comment.listComments': (actor, { living }) => listComments(actor, living.roadMapId, living.measureKey),
  'queries/acknowledgement.getAcknowledgement': (actor, { living }) => getAcknowledgement(actor, living.roadMapId),
  'queries/schedule.listSchedules': (actor, { living }) => listSchedules(actor, living.roadMapId),
  'queries/schedule.getSchedule': (actor, { living }) => getSchedule(actor, living.scheduleId),
}
