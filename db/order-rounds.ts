import 'server-only'
import { asc, eq, inArray, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { remarks, rounds, stages, tasks } from '@/db/schema/approval'
import { users } from '@/db/schema/person'
import { placesOf } from '@/lib/road-map/row-place'
import { surnameFirst } from '@/lib/shared/text'

/** All rounds of an act in order, with stages, decisions, remarks and names: a fixed number of statements. */
export async function roundsOf(orderId: string) {
  const db = database()
  const found = await db.select().from(rounds).where(eq(rounds.orderId, orderId)).orderBy(asc(rounds.number))
  const roundIds = found.map((round) => round.id)
  const [allStages, allRemarks] =
    roundIds.length === 0
      ? [[], []]
      : [
          await db.select().from(stages).where(inArray(stages.roundId, roundIds)).orderBy(asc(stages.position)),
          await db.select().from(remarks).where(inArray(remarks.roundId, roundIds)).orderBy(asc(remarks.madeAt)),
        ]
  const allTasks =
    allStages.length === 0
      ? []
      : await db
          .select()
          .from(tasks)
          .where(
            inArray(
              tasks.stageId,
              allStages.map((stage) => stage.id),
            ),
          )
  const names = await namesOf([
    ...found.flatMap((round) => [round.sentBy, round.endedBy]),
    ...allTasks.flatMap((task) => [task.userId, task.decidedBy]),
    ...allRemarks.map((remark) => remark.authorId),
  ])
  const nameOf = (id: string | null) => (id ? names.get(id) : undefined)
  return found.map((round) => {
    const places = placesOf(round.package.sections, round.package.measures)
    return {
      id: round.id,
      number: round.number,
      state: round.state,
      package: round.package,
      fingerprint: round.fingerprint,
      note: round.note,
      sentBy: nameOf(round.sentBy)?.name ?? '',
      sentAt: round.sentAt,
      endedAt: round.endedAt,
      endReason: round.endReason,
      endedBy: nameOf(round.endedBy)?.name ?? '',
      stages: allStages
        .filter((stage) => stage.roundId === round.id)
        .map((stage) => ({
          id: stage.id,
          position: stage.position,
          name: stage.name,
          need: stage.need,
          openedAt: stage.openedAt,
          tasks: allTasks
            .filter((task) => task.stageId === stage.id)
            .map((task) => ({
              id: task.id,
              userId: task.userId,
              decision: task.decision,
              reason: task.reason,
              decidedAt: task.decidedAt,
              name: nameOf(task.userId)?.name ?? '',
              title: nameOf(task.userId)?.title ?? '',
              decidedById: task.decidedBy,
              decidedBy: task.decidedBy && task.decidedBy !== task.userId ? (nameOf(task.decidedBy)?.name ?? '') : '',
            })),
        })),
      remarks: allRemarks
        .filter((remark) => remark.roundId === round.id)
        .map((remark) => ({
          id: remark.id,
          measureKey: remark.measureKey,
          /** «3.2», as the row was called in that round. */
          measure: remark.measureKey ? places.get(remark.measureKey) : undefined,
          text: remark.text,
          madeAt: remark.madeAt,
          answer: remark.answer,
          answeredAt: remark.answeredAt,
          authorId: remark.authorId,
          author: nameOf(remark.authorId)?.name ?? '',
          authorTitle: nameOf(remark.authorId)?.title ?? '',
        })),
    }
  })
}

export type Round = Awaited<ReturnType<typeof roundsOf>>[number]

async function namesOf(ids: (string | null)[]): Promise<Map<string, { name: string; title: string }>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  if (wanted.length === 0) return new Map()
  const found = await database()
    .select({
      id: users.id,
      surname: users.surname,
      givenName: users.givenName,
      patronymic: users.patronymic,
      title: sql<string>`coalesce((select ra.title from role_assignments ra where ra.user_id = users.id and ra.title <> '' limit 1), '')`,
    })
    .from(users)
    .where(inArray(users.id, wanted))
  return new Map(
    found.map((user) => [
      user.id,
      { name: surnameFirst(user.surname, user.givenName, user.patronymic), title: user.title },
    ]),
  )
}
