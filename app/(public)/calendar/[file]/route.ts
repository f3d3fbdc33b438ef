import { noSuchPaper } from '@/app/_papers/serve'
import { findFeedActor, listOwnCalendar } from '@/db/queries/feed'
import type { Actor } from '@/lib/access/actor'
import { contentDisposition } from '@/lib/order/paper-name'
import { calendarDays } from '@/lib/road-map/exported-days'
import { now } from '@/lib/system/clock'
import { environment } from '@/lib/system/env'
import { writeIcs } from '@/lib/table-file/write-ics'
import { keptCalendars } from './kept-calendars'

const FILE = /^([A-Za-z0-9_-]{43})\.ics$/
const kept = keptCalendars({ freshMs: 5 * 60_000, mostSigns: 32_000_000 })

/**
 * A person's own terms as iCalendar, by his secret address and without a session. Whether the address still lives is asked each
 * time; the text is made anew every few minutes.
 */
export async function GET(_request: Request, { params }: { params: Promise<{ file: string }> }): Promise<Response> {
  const token = FILE.exec((await params).file)?.[1]
  const at = now()
  const actor = token && (await findFeedActor(token, at))
  if (!actor) return noSuchPaper()
  const key = `${actor.userId} ${actor.today} ${actor.roles.join()}`
  let ics = kept.find(key, at.getTime())
  if (ics === undefined) kept.keep(key, (ics = await make(actor, at)), at.getTime())
  return new Response(ics, {
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': contentDisposition('inline', 'Мои сроки.ics'),
      'Cache-Control': 'private, max-age=300',
      'X-Content-Type-Options': 'nosniff',
      'X-Robots-Tag': 'noindex',
      'Referrer-Policy': 'no-referrer',
    },
  })
}

async function make(actor: Actor, at: Date): Promise<string> {
  const days = calendarDays(await listOwnCalendar(actor), environment().appUrl)
  return writeIcs({ name: 'Маршрут: мои сроки', days, now: at })
}
