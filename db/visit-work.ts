import 'server-only'
import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { programmes } from '@/db/schema/programme'
import { schools } from '@/db/schema/school'
import { recommendations, visits } from '@/db/schema/visit'
import { recommendationsVisibleTo, visitsVisibleTo } from '@/db/scope'
import { type Actor, hasRole } from '@/lib/access/actor'
import { SOON_DAYS } from '@/lib/execution/rules'
import { type MyWork, together, type Work } from '@/lib/my-work/rules'
import { programmeTitle } from '@/lib/programme/current'
import type { SchoolRelation } from '@/lib/school/rules'
import { addDays, shortDate, yearOf } from '@/lib/shared/dates'
import { counted } from '@/lib/shared/text'
import { VISIT_KIND_LABELS } from '@/lib/visit/labels'

const beginning = (text: string): string => (text.length > 120 ? `${text.slice(0, 120).trimEnd()}…` : text)

/** What visits and their recommendations ask of the actor. Three statements at most. */
export async function workOfVisits(handle: Database, actor: Actor): Promise<MyWork> {
  return together([await visitsToMake(handle, actor), await recommendationsToMind(handle, actor)])
}

/** A curator's own visits that are late or due this week; the coordinator waits for those that are late. */
async function visitsToMake(handle: Database, actor: Actor): Promise<Partial<MyWork>> {
  const isCoordinator = hasRole(actor, 'coordinator')
  if (!isCoordinator && !hasRole(actor, 'curator')) return {}
  const found = await handle
    .select({
      id: visits.id,
      school: schools.shortName,
      kind: visits.kind,
      curatorId: visits.curatorId,
      plannedOn: visits.plannedOn,
      heldOn: visits.heldOn,
      programme: { id: programmes.id, name: programmes.name, year: programmes.year },
    })
    .from(visits)
    .innerJoin(schools, eq(schools.id, visits.schoolId))
    .innerJoin(programmes, eq(programmes.id, visits.programmeId))
    .where(
      and(
        visitsVisibleTo(actor),
        eq(visits.state, 'planned'),
        sql`${programmes.year} >= ${yearOf(actor.today) - 1}`,
        lte(sql`coalesce(${visits.plannedOn}, ${visits.heldOn})`, addDays(actor.today, SOON_DAYS)),
      ),
    )
    .orderBy(asc(visits.plannedOn), asc(visits.id))
  const own = found.filter((row) => row.curatorId === actor.userId && hasRole(actor, 'curator'))
  const line = (row: (typeof found)[number]): Work => ({
    kind: 'visit',
    href: `/visits/${row.id}${row.plannedOn !== null && row.plannedOn > actor.today ? '' : '/sheet'}`,
    title: `${row.plannedOn === null ? 'Закончить лист посещения' : 'Посетить школу'}: ${row.school}`,
    note: `${VISIT_KIND_LABELS[row.kind]} посещение`,
    due: row.plannedOn ?? row.heldOn,
    since: null,
  })
  const late = (row: (typeof found)[number]) => (row.plannedOn ?? row.heldOn ?? '') < actor.today
  // A line says as many as its page shows: the coordinator's own late visits stand there too.
  const missed = isCoordinator ? found.filter((row) => row.plannedOn !== null && late(row)) : []
  const followed = new Map(missed.filter((row) => !own.includes(row)).map(({ programme }) => [programme.id, programme]))
  return {
    overdue: own.filter(late).map(line),
    week: own.filter((row) => !late(row)).map(line),
    wait: [...followed.values()].map((programme): Work => {
      const rows = missed.filter((row) => row.programme.id === programme.id)
      return {
        kind: 'other_visit',
        href: `/visits?programme=${programme.id}&state=missed`,
        title: 'Посещения школ кураторами',
        note: `${programmeTitle(programme)}, не состоялось в срок: ${counted(rows.length, 'посещение', 'посещения', 'посещений')}`,
        due: rows[0]?.plannedOn ?? null,
        since: null,
      }
    }),
  }
}

/** A school answers what waits for it; a curator closes what was answered. */
async function recommendationsToMind(handle: Database, actor: Actor): Promise<Partial<MyWork>> {
  const [answers, closes] = [hasRole(actor, 'school'), hasRole(actor, 'curator')]
  if (!answers && !closes) return {}
  const linkedAs = (relation: SchoolRelation) =>
    sql<boolean>`exists (select 1 from school_people link where link.school_id = ${recommendations.schoolId}
    and link.user_id = ${actor.userId} and link.relation = ${relation}
    and (link.valid_from is null or link.valid_from <= ${actor.today}) and (link.valid_to is null or link.valid_to >= ${actor.today}))`
  const found = await handle
    .select({
      id: recommendations.id,
      school: schools.shortName,
      text: recommendations.text,
      due: recommendations.due,
      state: recommendations.state,
      answeredAt: recommendations.answeredAt,
      savedAt: visits.savedAt,
      heldOn: visits.heldOn,
      administered: linkedAs('administration'),
      curated: linkedAs('curator'),
    })
    .from(recommendations)
    .innerJoin(schools, eq(schools.id, recommendations.schoolId))
    .innerJoin(visits, eq(visits.id, recommendations.visitId))
    .where(and(recommendationsVisibleTo(actor), inArray(recommendations.state, ['open', 'answered'])))
    .orderBy(asc(recommendations.due), asc(recommendations.id))
  const asked = found.filter((row) => answers && row.administered && row.state === 'open')
  const isLate = (row: (typeof found)[number]) => row.due !== null && row.due < actor.today
  const isSoon = (row: (typeof found)[number]) => row.due !== null && row.due <= addDays(actor.today, SOON_DAYS)
  const answer = (row: (typeof found)[number]): Work => ({
    kind: 'recommendation',
    href: `/recommendations/${row.id}`,
    title: `Ответить на рекомендацию: ${beginning(row.text)}`,
    note: `${row.school}, посещение ${row.heldOn ? shortDate(row.heldOn) : ''}`,
    due: row.due,
    since: row.due === null ? row.savedAt : null,
  })
  const answered = found.filter((row) => closes && row.curated && row.state === 'answered')
  return {
    overdue: asked.filter(isLate).map(answer),
    week: asked.filter((row) => !isLate(row) && isSoon(row)).map(answer),
    decide: [
      ...asked.filter((row) => !isLate(row) && !isSoon(row)).map(answer),
      ...answered.map(
        (row): Work => ({
          kind: 'answered_recommendation',
          href: `/recommendations/${row.id}`,
          title: `Школа ответила: ${beginning(row.text)}`,
          note: row.school,
          due: null,
          since: row.answeredAt,
        }),
      ),
    ],
  }
}
