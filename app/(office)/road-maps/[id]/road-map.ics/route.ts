import { type ExportRoute, serveExport } from '@/app/_papers/serve-export'
import { calendarDays, calendarMap } from '@/lib/road-map/exported-days'
import { now } from '@/lib/system/clock'
import { environment } from '@/lib/system/env'
import { writeIcs } from '@/lib/table-file/write-ics'

/** The map's control points as days of a calendar. */
export const GET = (request: Request, route: ExportRoute): Promise<Response> =>
  serveExport(request, route, 'ics', async (map) =>
    writeIcs({ name: map.title, days: calendarDays([calendarMap(map)], environment().appUrl), now: now() }),
  )
