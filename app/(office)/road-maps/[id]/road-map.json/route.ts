import { type ExportRoute, serveExport } from '@/app/_papers/serve-export'
import { roadMapJson } from '@/lib/road-map/exported-json'

/** The map as data (docs/road-map-json.md). */
export const GET = (request: Request, route: ExportRoute): Promise<Response> =>
  serveExport(request, route, 'json', async (map) => JSON.stringify(roadMapJson(map)))
