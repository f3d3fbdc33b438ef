import 'server-only'
import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { type Asked, type CountContext, type Counter, forEachAsked, sameForAll } from '@/db/counter'
import { countSentReports } from '@/db/report-counters'
import { PROFILE_COUNTERS } from '@/db/risk-profile-counters'
import { dispatches, orders } from '@/db/schema/order'
import { acknowledgements, evidence, executions } from '@/db/schema/plan'
import { roadMapVersions } from '@/db/schema/road-map'
import { VISIT_COUNTERS } from '@/db/visit-counters'
import { baseDay, schoolUnits, unitsOf } from '@/lib/indicator/count'
import type { Counted } from '@/lib/indicator/rules'
import { overlaps } from '@/lib/person/rules'
import type { PlannedCell } from '@/lib/road-map/plan'
import { shortDate } from '@/lib/shared/dates'

const byCells = (
  { roadMapId, plan }: CountContext,
  asked: readonly Asked[],
  isDone: (cell: PlannedCell) => boolean,
): Map<string, Counted> =>
  forEachAsked(asked, ({ planned, indicator }) =>
    unitsOf(plan, planned, indicator.base, isDone, `/road-maps/${roadMapId}/execution/${planned.key}`),
  )

/**
 * Where figures of indicators come from: the one place. A counter answers for many measures at once, in a number of statements that
 * does not depend on how many they are. A new kind of record that can count something is one entry more here (CONTRIBUTING.md).
 */
export const COUNTERS: Record<string, Counter> = {
  execution: {
    label: 'Отметки об исполнении',
    counts: 'Считаются отметки «исполнено» по контрольным точкам, срок которых наступил; «не требуется» не считается.',
    bases: ['schools', 'curators', 'points'],
    count: async (_, context, asked) => byCells(context, asked, (cell) => cell.state === 'done'),
  },
  evidence_present: {
    label: 'Приложенные подтверждения',
    counts: 'Считаются отметки об исполнении, к которым приложено подтверждение.',
    bases: ['points', 'schools', 'curators'],
    count: async (handle, context, asked) => {
      const rows = await handle
        .selectDistinct({ id: executions.id })
        .from(evidence)
        .innerJoin(executions, eq(executions.id, evidence.executionId))
        .where(
          and(
            eq(executions.roadMapId, context.roadMapId),
            inArray(
              executions.measureKey,
              asked.map(({ planned }) => planned.key),
            ),
            isNull(evidence.removedAt),
          ),
        )
      const proven = new Set(rows.map((row) => row.id))
      return byCells(context, asked, (cell) => cell.execution !== undefined && proven.has(cell.execution.id))
    },
  },
  acknowledged: {
    label: 'Ознакомление школ с дорожной картой',
    counts: 'Считаются школы, руководители которых нажали «Ознакомлен» на утверждённой дорожной карте.',
    bases: ['schools'],
    count: async (handle, { roadMapId, plan }, asked) => {
      const rows = await handle
        .select({ schoolId: acknowledgements.schoolId })
        .from(acknowledgements)
        .where(eq(acknowledgements.roadMapId, roadMapId))
      const read = new Set(rows.map((row) => row.schoolId))
      return forEachAsked(asked, ({ planned }) =>
        schoolUnits(plan, planned, `/road-maps/${roadMapId}/schools`, (id) => read.has(id)),
      )
    },
  },
  curators_assigned: {
    label: 'Закрепление кураторов за школами',
    counts:
      'Считаются школы, за которыми закреплён куратор: сегодня, а когда срок мероприятия прошёл — в его последний день или позже.',
    bases: ['schools'],
    count: async (_, { roadMapId, plan }, asked) => {
      return forEachAsked(asked, ({ planned }) => {
        // What was done after the term is done, as with every other record.
        const since = { validFrom: baseDay(plan, planned), validTo: plan.facts.today }
        const able = plan.facts.curators.filter((one) => overlaps(one, since))
        const held = new Set(
          plan.facts.links
            .filter(
              (link) =>
                link.relation === 'curator' &&
                overlaps(link, since) &&
                able.some((one) => one.id === link.userId && overlaps(one, link)),
            )
            .map((link) => link.schoolId),
        )
        return schoolUnits(plan, planned, `/road-maps/${roadMapId}/schools`, (id) => held.has(id))
      })
    },
  },
  ...PROFILE_COUNTERS,
  map_sent_and_published: {
    label: 'Рассылка и публикация распоряжения',
    counts: 'Считаются запись о рассылке и публикация распоряжения, которым утверждена дорожная карта.',
    bases: ['none'],
    count: async (handle, { roadMapId }, asked) => {
      const rows = await handle
        .select({
          orderId: orders.id,
          status: orders.status,
          recipient: dispatches.recipient,
          sentOn: dispatches.sentOn,
        })
        .from(orders)
        .innerJoin(roadMapVersions, eq(roadMapVersions.id, orders.versionId))
        .leftJoin(dispatches, eq(dispatches.orderId, orders.id))
        .where(and(eq(roadMapVersions.roadMapId, roadMapId), eq(roadMapVersions.status, 'approved')))
        .orderBy(dispatches.sentOn)
      return sameForAll(asked, sentAndPublished(rows))
    },
  },
  ...VISIT_COUNTERS,
  reports_sent: {
    label: 'Отчёты кураторов',
    counts:
      'Считаются отчёты этапов, которые уже открыты: по одному от каждого куратора о каждой его школе. Сдан — отправлен.',
    bases: ['points'],
    count: async (handle, { roadMapId, plan }, asked) =>
      sameForAll(asked, await countSentReports(handle, roadMapId, plan)),
  },
  manual: {
    label: 'Вводится вручную',
    counts: 'Значение вводится вручную; рядом указано, откуда оно взято.',
    bases: ['none', 'schools', 'curators', 'points'],
    count: async () => new Map(),
  },
}

/** By code; undefined for a word that names none, such as «constructor». */
export const counterOf = (code: string): Counter | undefined =>
  Object.hasOwn(COUNTERS, code) ? COUNTERS[code] : undefined

type SentRow = { orderId: string; status: string; recipient: string | null; sentOn: string | null }

function sentAndPublished(rows: SentRow[]): Counted {
  const [order] = rows
  if (!order) return { done: [], missing: [], reason: 'Распоряжение ещё не подписано' }
  const href = `/orders/${order.orderId}`
  const sent = rows.find((row) => row.recipient !== null)
  const sentUnit = {
    id: 'sent',
    name: 'запись о рассылке',
    href,
    ...(sent?.sentOn ? { note: `${sent.recipient}, ${shortDate(sent.sentOn)}` } : {}),
  }
  const publishedUnit = { id: 'published', name: 'публикация', href }
  const isPublished = order.status === 'published'
  return {
    done: [...(sent ? [sentUnit] : []), ...(isPublished ? [publishedUnit] : [])],
    missing: [...(sent ? [] : [sentUnit]), ...(isPublished ? [] : [publishedUnit])],
  }
}

/** Counts for many measures of one map; a measure that no counter counts (typed, uncountable) is not in the answer. */
export async function countAll(
  handle: Database,
  context: CountContext,
  asked: readonly Asked[],
): Promise<Map<string, Counted>> {
  const found = new Map<string, Counted>()
  for (const [code, counter] of Object.entries(COUNTERS)) {
    const own = asked.filter(({ indicator }) => indicator.kind !== 'uncountable' && indicator.counter === code)
    if (own.length === 0) continue
    for (const [key, counted] of await counter.count(handle, context, own)) found.set(key, counted)
  }
  return found
}
