import { type ExportRoute, serveExport } from '@/app/_papers/serve-export'
import { writeXlsx } from '@/lib/table-file/write-xlsx'

/** The map as an Excel workbook that can be loaded again. */
export const GET = (request: Request, route: ExportRoute): Promise<Response> =>
  serveExport(request, route, 'xlsx', writeXlsx)
