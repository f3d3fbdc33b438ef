import { createHash } from 'node:crypto'
import { type ExportRoute, serveExport } from '@/app/_papers/serve-export'
import { ORDER_KIND_WORDS } from '@/lib/order/labels'
import { drawRoadMap } from '@/lib/pdf/road-map-2026'
import type { ExportedRoadMap } from '@/lib/road-map/exported'
import { annexTable } from '@/lib/road-map/table'
import { shortDate } from '@/lib/shared/dates'
import { now } from '@/lib/system/clock'

/** The map for printing on turned A4 sheets; the act itself is another file. */
export const GET = (request: Request, route: ExportRoute): Promise<Response> =>
  serveExport(request, route, 'pdf', async (map) => {
    const at = now()
    const measures = map.sections.flatMap((section) =>
      section.measures.map((measure) => ({ ...measure, sectionKey: section.key })),
    )
    const table = annexTable(map.columns, map.sections, measures)
    // The print is no act and bears no act's id; it only must not look like one.
    const paperId = createHash('sha256')
      .update(JSON.stringify([map.roadMapId, map.version, at]))
      .digest('hex')
      .slice(0, 32)
    return (await drawRoadMap({ title: map.title, note: noteOf(map), table, at, paperId })).bytes
  })

const noteOf = ({ order, place, today }: ExportedRoadMap): string =>
  order
    ? `${place}. Утверждена: ${ORDER_KIND_WORDS[order.kind].nominative} от ${shortDate(order.date)} ${order.number}. Печатная копия.`
    : `${place}. Проект на ${shortDate(today)}: дорожная карта не утверждена.`
