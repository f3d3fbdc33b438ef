import ical, { ICalCalendarMethod, ICalEventTransparency } from 'ical-generator'
import type { CalendarDay } from '@/lib/road-map/exported-days'
import { addDays } from '@/lib/shared/dates'

export type Calendar = { name: string; days: readonly CalendarDay[]; now: Date }

/** Calendars show some hundred letters of a title; the rest stands in the notes. */
const LONGEST_TITLE = 200
const LONGEST_NAME = 100
/** A cell may hold a megabyte, and a weekly measure repeats it fifty times; the program's page has the whole. */
const LONGEST_NOTE = 5_000
/** How often a subscribed calendar asks again. */
const ASK_AGAIN_SECONDS = 6 * 3_600

/** iCalendar with one all-day event for each control point: dates without clock or zone, so the day is right everywhere. */
export function writeIcs({ name, days, now }: Calendar): string {
  const calendar = ical({
    name: shortened(plain(name), LONGEST_NAME),
    prodId: { company: 'Маршрут', product: 'Дорожные карты', language: 'RU' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: ASK_AGAIN_SECONDS,
  })
  for (const day of days) {
    const title = plain(day.title)
    const summary = shortened(title, LONGEST_TITLE)
    const event = calendar.createEvent({
      id: `${day.uid}@marshrut`,
      // Without a zone the library takes the day in UTC, which is what a bare date is.
      start: new Date(`${day.due}T00:00:00Z`),
      // Exclusive in the format.
      end: new Date(`${addDays(day.due, 1)}T00:00:00Z`),
      allDay: true,
      stamp: now,
      summary,
      transparency: ICalEventTransparency.TRANSPARENT,
      description: [...(summary === title ? [] : [title]), ...day.notes]
        .map((note) => shortened(legible(note), LONGEST_NOTE))
        .join('\n'),
    })
    if (day.url) event.url(day.url)
  }
  return calendar.toString()
}

/** Control characters are no text in the format; line ends are escaped by the library. */
const legible = (text: string): string => text.replace(/[\u2028\u2029]|\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '')
const plain = (text: string): string => legible(text).replace(/\s+/g, ' ').trim()

function shortened(text: string, most: number): string {
  if (text.length <= most) return text
  const letters = [...text.slice(0, most * 2 + 2)]
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : text
}
