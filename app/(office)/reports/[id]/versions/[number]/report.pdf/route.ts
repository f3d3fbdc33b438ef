import { serveVersion } from '../serve-version'
import type { VersionPage } from '../version-page'

export const GET = (request: Request, context: VersionPage): Promise<Response> =>
  serveVersion(request, context, 'report')
