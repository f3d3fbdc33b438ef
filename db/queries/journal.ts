import 'server-only'
import { and, asc, count, desc, eq, gte, inArray, lt, type SQL, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { journal } from '@/db/schema/journal'
import { ofHome } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'
import { OPEN_SUBJECTS } from '@/lib/journal/labels'
import { addDays, type LocalDate } from '@/lib/shared/dates'

export const JOURNAL_PAGE = 50

export type JournalFilter = {
  action?: string | undefined
  /** The name as the journal wrote it. */
  person?: string | undefined
  /** Local days, both inclusive. */
  from?: LocalDate | null | undefined
  to?: LocalDate | null | undefined
  /** From 1. */
  page: number
}

/** Midnight at the beginning of a local day. PostgreSQL knows every zone's changes of the clock. */
const startOf = (date: LocalDate, zone: string): SQL => sql`(${date}::timestamp at time zone ${zone})`

/** The journal of the actor's municipality, newest first; content of maps, orders and reports is left out (rulings E). */
export async function listJournal(actor: Actor, filter: JournalFilter) {
  demand(actor, 'journal.read')
  const conditions = and(
    ofHome(actor, journal.municipalityId),
    filter.action ? eq(journal.action, filter.action) : undefined,
    filter.person ? eq(journal.actorName, filter.person) : undefined,
    filter.from ? gte(journal.at, startOf(filter.from, actor.zone)) : undefined,
    filter.to ? lt(journal.at, startOf(addDays(filter.to, 1), actor.zone)) : undefined,
  )
  const [counted] = await database().select({ total: count() }).from(journal).where(conditions)
  const open = inArray(journal.subject, [...OPEN_SUBJECTS])
  const rows = await database()
    .select({
      id: journal.id,
      at: journal.at,
      actorName: journal.actorName,
      onBehalfOf: journal.onBehalfOf,
      action: journal.action,
      subject: journal.subject,
      subjectId: journal.subjectId,
      before: sql<Record<string, unknown> | null>`case when ${open} then ${journal.before} end`,
      after: sql<Record<string, unknown> | null>`case when ${open} then ${journal.after} end`,
    })
    .from(journal)
    .where(conditions)
    .orderBy(desc(journal.id))
    .limit(JOURNAL_PAGE)
    .offset((Math.max(1, filter.page) - 1) * JOURNAL_PAGE)
  return { rows, total: counted?.total ?? 0 }
}

/** What the filter offers: actions and people that occur in the journal. */
export async function listJournalChoices(actor: Actor): Promise<{ actions: string[]; people: string[] }> {
  demand(actor, 'journal.read')
  const home = ofHome(actor, journal.municipalityId)
  const actions = await database()
    .selectDistinct({ action: journal.action })
    .from(journal)
    .where(home)
    .orderBy(asc(journal.action))
  const people = await database()
    .selectDistinct({ name: journal.actorName })
    .from(journal)
    .where(home)
    .orderBy(asc(journal.actorName))
  return { actions: actions.map((row) => row.action), people: people.map((row) => row.name) }
}
