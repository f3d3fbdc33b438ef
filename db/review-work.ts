import 'server-only'
import { and, eq, gte, sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { readDistrictFacts } from '@/db/plan'
import { readReports, reportsOfStages } from '@/db/report-standing'
import { roleAssignments, users } from '@/db/schema/person'
import { programmes } from '@/db/schema/programme'
import { reports } from '@/db/schema/report'
import { ofHome, reportsVisibleTo } from '@/db/scope'
import { readStages } from '@/db/stage-rows'
import { type Actor, hasRole } from '@/lib/access/actor'
import { may } from '@/lib/access/policy'
import type { MyWork, Work } from '@/lib/my-work/rules'
import { countedCells, matrixOf, missingCells } from '@/lib/report/matrix'
import { cellName } from '@/lib/report/matrix-words'
import { isInForce, yearOf } from '@/lib/shared/dates'

/** Names said in a line before «и ещё N». */
const MOST_NAMES = 3

/**
 * Reports that wait for the actor's decision, and those that curators have not sent after the due day. A coordinator gets all but his
 * own; the head and who stands in for him only those that no coordinator may accept. A fixed number of statements.
 */
export async function reviewWork(handle: Database, actor: Actor): Promise<Partial<MyWork>> {
  if (!actor.municipalityId || !may(actor, 'report.review')) return {}
  return { decide: await toReview(handle, actor), wait: await notSent(handle, actor) }
}

async function toReview(handle: Database, actor: Actor): Promise<Work[]> {
  const found = await readReports(handle, and(eq(reports.state, 'sent'), reportsVisibleTo(actor)))
  if (found.length === 0) return []
  const isCoordinator = hasRole(actor, 'coordinator')
  const coordinators = isCoordinator ? [] : await coordinatorsToday(handle, actor)
  const own = found.filter(
    ({ curator }) =>
      curator.id !== actor.userId && (isCoordinator || coordinators.every((coordinator) => coordinator === curator.id)),
  )
  const stages = await namesOfStages(handle, actor)
  const principal = actor.roles.some((role) => role === 'coordinator' || role === 'signatory')
    ? undefined
    : actor.actsFor.find((one) => one.roles.some((role) => role === 'coordinator' || role === 'signatory'))
  return own.map((report) => ({
    kind: 'review',
    href: `/reports/${report.id}/review`,
    title: `Принять отчёт: ${report.school.name}`,
    note: [stages.get(report.stageId) ?? '', report.curator.name].filter(Boolean).join(' · '),
    due: null,
    since: report.sent?.lastAt ?? null,
    ...(principal ? { onBehalfOf: principal.name } : {}),
  }))
}

async function coordinatorsToday(handle: Database, actor: Actor): Promise<string[]> {
  const rows = await handle
    .select({ id: users.id, from: roleAssignments.validFrom, to: roleAssignments.validTo })
    .from(roleAssignments)
    .innerJoin(users, eq(users.id, roleAssignments.userId))
    .where(
      and(ofHome(actor, users.municipalityId), eq(roleAssignments.role, 'coordinator'), sql`${users.endedAt} is null`),
    )
  return rows.filter((row) => isInForce(actor.today, row.from, row.to)).map((row) => row.id)
}

const programmesOf = (handle: Database, actor: Actor, since = 0) =>
  handle
    .select({ id: programmes.id, name: programmes.name, year: programmes.year })
    .from(programmes)
    .where(and(ofHome(actor, programmes.municipalityId), gte(programmes.year, since)))

async function namesOfStages(handle: Database, actor: Actor): Promise<Map<string, string>> {
  const all = await programmesOf(handle, actor)
  const stages = await readStages(
    handle,
    all.map((one) => one.id),
  )
  return new Map(
    stages.map((stage) => {
      const programme = all.find((one) => one.id === stage.programmeId)
      return [stage.id, `${programme?.name}, ${programme?.year}, ${stage.name}`]
    }),
  )
}

/** One line a stage: the coordinator's alone. Programmes older than last year's are history. */
async function notSent(handle: Database, actor: Actor): Promise<Work[]> {
  if (!actor.municipalityId || !hasRole(actor, 'coordinator')) return []
  const recent = await programmesOf(handle, actor, yearOf(actor.today) - 1)
  const stages = (
    await readStages(
      handle,
      recent.map((one) => one.id),
    )
  ).filter((stage) => stage.dueDate !== null && stage.dueDate < actor.today)
  if (stages.length === 0) return []
  const sent = await reportsOfStages(
    handle,
    stages.map((stage) => stage.id),
    reportsVisibleTo(actor),
  )
  const district = await readDistrictFacts(handle, actor.municipalityId, actor.today)
  return stages.flatMap((stage) => {
    const [matrix] = matrixOf([stage], sent, district)
    const missing = missingCells(matrix?.cells ?? [])
    if (missing.length === 0) return []
    const programme = recent.find((one) => one.id === stage.programmeId)
    const names = missing.slice(0, MOST_NAMES).map(cellName).join(', ')
    const more = missing.length > MOST_NAMES ? ` и ещё ${missing.length - MOST_NAMES}` : ''
    return [
      {
        kind: 'other_report' as const,
        href: `/reports/matrix?programme=${stage.programmeId}&stage=${stage.id}`,
        title: `Отчёты кураторов: ${stage.name}`,
        note: `${programme?.name}, ${programme?.year} · не сдали ${missing.length} из ${countedCells(matrix?.cells ?? []).length}: ${names}${more}`,
        due: stage.dueDate,
        since: null,
      },
    ]
  })
}
