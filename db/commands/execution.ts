import 'server-only'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { database, type Tx } from '@/db/client'
import { insertEvidence, type NewEvidence } from '@/db/evidence-rows'
import { type CellAddress, openCells } from '@/db/execution-cells'
import { record } from '@/db/journal'
import { once } from '@/db/press'
import { users } from '@/db/schema/person'
import { executions } from '@/db/schema/plan'
import type { Actor } from '@/lib/access/actor'
import { demand, personOf } from '@/lib/access/policy'
import type { ExecutorRef } from '@/lib/execution/rules'
import { demandStatement, executorText, isSameStatement, type Statement } from '@/lib/execution/statement'
import type { PlannedCell } from '@/lib/road-map/plan'
import type { ExecutionRow } from '@/lib/road-map/plan-facts'
import { conflict } from '@/lib/shared/refusal'
import { surnameFirst } from '@/lib/shared/text'

export type ExecutionInput = CellAddress &
  Statement & {
    executorKind: ExecutorRef['kind']
    executorId: string
    /** The one that the form was opened at; 0 where nothing had been said yet. */
    revision: number
    /** Added with the word itself: one form, one press. Files are in the store already. */
    evidence?: NewEvidence[]
  }

/**
 * One executor's word about one control point, with its evidence. The first makes the row (rulings F6); a later one is refused as
 * a conflict when somebody spoke since the form was opened: `details.current` is what he said. Answers with the execution's id.
 */
export async function setExecution(actor: Actor, input: ExecutionInput, press: string, now: Date): Promise<string> {
  demand(actor, 'execution.report')
  const { executorKind, executorId, revision, evidence = [], ...said } = input
  const executor = { kind: executorKind, id: executorId }
  return database().transaction((tx) =>
    once(tx, actor, press, { setExecution: input }, now, async () => {
      const { map, row, plan, cells } = await openCells(tx, actor, input, [executor])
      const [cell] = cells as [PlannedCell]
      const statement = demandStatement(statementOf(said), plan.facts)
      const before = cell.execution
      const isSaid = before !== undefined && isSameStatement(before, statement)
      if (!isSaid) await demandRevision(tx, before, revision)
      const id = isSaid
        ? before.id
        : await saveOne(
            tx,
            actor,
            { municipalityId: map.municipalityId, ...addressOf(input) },
            executor,
            statement,
            before,
            now,
          )
      if (!isSaid) {
        await record(tx, actor, now, {
          action: 'execution.set',
          subject: 'measure',
          subjectId: row.key,
          before: before ? toldStatement(before) : null,
          after: {
            roadMapId: input.roadMapId,
            point: input.point,
            pointLabel: cell.point.label,
            executor: executorText(executor),
            executorName: cell.executor.name,
            ...toldStatement(statement),
          },
        })
      }
      if (evidence.length > 0) {
        const target = { ...addressOf(input), id, municipalityId: map.municipalityId, executor }
        await insertEvidence(tx, actor, target, evidence, now)
      }
      return id
    }),
  )
}

/**
 * «Отметить выбранные»: the same word for several executors of one point, all or none. Whoever spoke for one of them since the
 * page was opened refuses the whole; the message names him. Answers how many were changed.
 */
export async function setExecutions(
  actor: Actor,
  input: CellAddress & Statement & { executors: (ExecutorRef & { revision: number })[] },
  press: string,
  now: Date,
): Promise<number> {
  demand(actor, 'execution.report')
  return database().transaction((tx) =>
    once(tx, actor, press, { setExecutions: input }, now, async () => {
      const asked = [...new Map(input.executors.map((one) => [executorText(one), one])).values()]
      const { map, row, plan, cells } = await openCells(tx, actor, input, asked)
      const statement = demandStatement(statementOf(input), plan.facts)
      const moved = cells.filter((cell, index) => (cell.execution?.revision ?? 0) !== asked[index]?.revision)
      if (moved.length > 0) {
        throw conflict(
          `Пока страница была открыта, отметки изменились: ${moved.map((cell) => cell.executor.name).join(', ')}. Ничего не сохранено. Проверьте их в таблице и отметьте ещё раз.`,
        )
      }
      const changed = cells.filter((cell) => !(cell.execution && isSameStatement(cell.execution, statement)))
      if (changed.length === 0) return 0
      const savedBy = personOf(actor)
      const said = changed.flatMap((cell) => cell.execution?.id ?? [])
      if (said.length > 0) {
        await tx
          .update(executions)
          .set({ ...statement, savedBy, savedAt: now, revision: sql`revision + 1` })
          .where(inArray(executions.id, said))
      }
      const first = changed.filter((cell) => !cell.execution)
      if (first.length > 0) {
        const common = { municipalityId: map.municipalityId, ...addressOf(input), ...statement, savedBy, savedAt: now }
        await tx
          .insert(executions)
          .values(first.map(({ executor }) => ({ ...common, executorKind: executor.kind, executorId: executor.id })))
      }
      await record(tx, actor, now, {
        action: 'execution.set_many',
        subject: 'measure',
        subjectId: row.key,
        before: changed.flatMap(({ executor, execution }) =>
          execution ? [{ executor: executorText(executor), ...toldStatement(execution) }] : [],
        ),
        after: {
          roadMapId: input.roadMapId,
          point: input.point,
          pointLabel: cells[0]?.point.label ?? '',
          executors: changed.map((cell) => executorText(cell.executor)),
          executorNames: changed.map((cell) => cell.executor.name),
          ...toldStatement(statement),
        },
      })
      return changed.length
    }),
  )
}

const addressOf = ({ roadMapId, measureKey, point }: CellAddress): CellAddress => ({ roadMapId, measureKey, point })
const statementOf = ({ state, note, isBeforeApproval, doneOn }: Statement): Statement => ({
  state,
  note,
  isBeforeApproval,
  doneOn,
})
const toldStatement = statementOf

async function demandRevision(tx: Tx, before: ExecutionRow | undefined, revision: number): Promise<void> {
  if ((before?.revision ?? 0) === revision) return
  if (!before) throw conflict('Откройте страницу заново: прежней отметки уже нет.')
  const [by] = await tx
    .select({ surname: users.surname, givenName: users.givenName, patronymic: users.patronymic })
    .from(executions)
    .innerJoin(users, eq(users.id, executions.savedBy))
    .where(eq(executions.id, before.id))
  throw conflict(
    'Пока вы заполняли, отметку изменил другой сотрудник. Ниже его отметка и ваша: проверьте и сохраните ещё раз.',
    {
      current: { ...toldStatement(before), by: by ? surnameFirst(by.surname, by.givenName, by.patronymic) : '' },
      revision: before.revision,
    },
  )
}

async function saveOne(
  tx: Tx,
  actor: Actor,
  place: CellAddress & { municipalityId: string },
  executor: ExecutorRef,
  statement: Statement,
  before: ExecutionRow | undefined,
  now: Date,
): Promise<string> {
  const saved = { ...statement, savedBy: personOf(actor), savedAt: now }
  if (before) {
    await tx
      .update(executions)
      .set({ ...saved, revision: before.revision + 1 })
      .where(and(eq(executions.id, before.id), eq(executions.revision, before.revision)))
    return before.id
  }
  const [added] = await tx
    .insert(executions)
    .values({ ...place, ...saved, executorKind: executor.kind, executorId: executor.id })
    .returning({ id: executions.id })
  if (!added) throw new Error('No execution was inserted.')
  return added.id
}
