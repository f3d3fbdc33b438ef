import 'server-only'
import { and, eq } from 'drizzle-orm'
import { database, type Tx } from '@/db/client'
import { lockHome } from '@/db/home-lock'
import { record } from '@/db/journal'
import { calendarYears } from '@/db/schema/plan'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'
import type { CalendarYear } from '@/lib/calendar/production'
import { notFound } from '@/lib/shared/refusal'

/** Enters a year of the production calendar, or puts it in place of the one known. A second press changes nothing. */
export async function saveCalendarYear(actor: Actor, input: CalendarYear, now: Date): Promise<void> {
  demand(actor, 'municipality.manage')
  const { year, source } = input
  const values = {
    source,
    daysOff: [...new Set(input.daysOff)].sort(),
    workDays: [...new Set(input.workDays)].sort(),
  }
  await database().transaction(async (tx) => {
    const municipalityId = await lockHome(tx, actor)
    const before = await findYear(tx, municipalityId, year)
    if (JSON.stringify(before) === JSON.stringify(values)) return
    await tx
      .insert(calendarYears)
      .values({ municipalityId, year, ...values })
      .onConflictDoUpdate({ target: [calendarYears.municipalityId, calendarYears.year], set: values })
    await record(tx, actor, now, {
      action: before ? 'calendar.edit' : 'calendar.add',
      subject: 'calendar',
      subjectId: String(year),
      before: before ?? null,
      after: values,
    })
  })
}

/** Takes one's own year away: the built-in one, if there is one, holds again. */
export async function removeCalendarYear(actor: Actor, input: { year: number }, now: Date): Promise<void> {
  demand(actor, 'municipality.manage')
  await database().transaction(async (tx) => {
    const municipalityId = await lockHome(tx, actor)
    const before = await findYear(tx, municipalityId, input.year)
    if (!before) throw notFound('Год календаря')
    await tx.delete(calendarYears).where(ofYear(municipalityId, input.year))
    await record(tx, actor, now, {
      action: 'calendar.remove',
      subject: 'calendar',
      subjectId: String(input.year),
      before,
    })
  })
}

const ofYear = (municipalityId: string, year: number) =>
  and(eq(calendarYears.municipalityId, municipalityId), eq(calendarYears.year, year))

async function findYear(tx: Tx, municipalityId: string, year: number) {
  const [row] = await tx
    .select({ source: calendarYears.source, daysOff: calendarYears.daysOff, workDays: calendarYears.workDays })
    .from(calendarYears)
    .where(ofYear(municipalityId, year))
  return row
}
