import { drawForActor, logAccess, noSuchPaper } from '@/app/_papers/serve'
import { serveZip } from '@/app/_papers/serve-zip'
import { getExtracts } from '@/db/queries/extract'
import { uniquePaths, zipPath } from '@/lib/store/zip'
import { now } from '@/lib/system/clock'
import { extractBytes, extractName } from '../drawn'

/** The extracts of all schools that the actor sees, each a PDF. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params
  return drawForActor(id, async (actor) => {
    const { act, schools } = await getExtracts(actor, id)
    const { document } = act
    if (schools.length === 0 || !document) return noSuchPaper()
    const whole = { ...act, document }
    const parts = uniquePaths(
      schools.map((school) => ({
        path: zipPath(extractName(school, whole)),
        make: () => extractBytes(actor, whole, school),
      })),
    )
    logAccess(actor.userId, 'order.extract', id)
    return serveZip(parts, `Выписки ${document.number}.zip`, now())
  })
}
