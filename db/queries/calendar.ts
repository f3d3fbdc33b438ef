import 'server-only'
import { eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { calendarYears } from '@/db/schema/plan'
import type { Actor } from '@/lib/access/actor'
import { demand, homeOf } from '@/lib/access/policy'
import type { CalendarYear } from '@/lib/calendar/production'
import { builtInCalendar } from '@/lib/calendar/years'

/** A known year: with the program, or entered by the municipality (then in place of the built-in one, if there is one). */
export type KnownYear = CalendarYear & { isOwn: boolean; isBuiltIn: boolean }

/** The production calendar in force, newest year first. A year that is not here is unknown. */
export async function listCalendarYears(actor: Actor): Promise<KnownYear[]> {
  demand(actor, 'municipality.manage')
  const own = await database()
    .select({
      year: calendarYears.year,
      source: calendarYears.source,
      daysOff: calendarYears.daysOff,
      workDays: calendarYears.workDays,
    })
    .from(calendarYears)
    .where(eq(calendarYears.municipalityId, homeOf(actor)))
  const taken = new Set(own.map((one) => one.year))
  return [
    ...own.map((one) => ({ ...one, isOwn: true, isBuiltIn: builtInCalendar.has(one.year) })),
    ...[...builtInCalendar.values()]
      .filter((one) => !taken.has(one.year))
      .map((one) => ({ ...one, isOwn: false, isBuiltIn: true })),
  ].sort((a, b) => b.year - a.year)
}
