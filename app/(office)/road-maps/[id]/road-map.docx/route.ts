import { type ExportRoute, serveExport } from '@/app/_papers/serve-export'
import { writeDocx } from '@/lib/table-file/write-docx'

/** The map as a Word document in the look of the annex, that can be loaded again. */
export const GET = (request: Request, route: ExportRoute): Promise<Response> =>
  serveExport(request, route, 'docx', writeDocx)
