import { noSuchPaper } from '@/app/_papers/serve'
import { findFeedActor, listOwnCalendar } from '@/db/queries/feed'
import { contentDisposition } from '@/lib/order/paper-name'
import { calendarDays } from '@/lib/road-map/exported-days'
import { now } from '@/lib/system/clock'
import { environment } from '@/lib/system/env'
import { writeIcs } from '@/lib/table-file/write-ics'

const FILE = /^([A-Za-z0-9_-]{43})\.ics$/
/** Calendars ask when they like, some every minute; within this time they get the answer made before. */
const FRESH_MS = 5 * 60_000
const MOST_KEPT = 200
const kept = new Map<string, { at: number; ics: string }>()

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
  const known = kept.get(key)
  const age = known ? at.getTime() - known.at : -1
  const isFresh = age >= 0 && age < FRESH_MS
  const ics = known && isFresh ? known.ics : await make()
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

  async function make(): Promise<string> {
    if (!actor) return ''
    const days = calendarDays(await listOwnCalendar(actor), environment().appUrl)
    const made = writeIcs({ name: 'Маршрут: мои сроки', days, now: at })
    kept.delete(key)
    kept.set(key, { at: at.getTime(), ics: made })
    for (const oldest of kept.keys()) {
      if (kept.size <= MOST_KEPT) break
      kept.delete(oldest)
    }
    return made
  }
}
