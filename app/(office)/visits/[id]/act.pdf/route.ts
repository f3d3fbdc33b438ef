import { drawForActor, logAccess, serveDrawn } from '@/app/_papers/serve'
import { getVisitAct } from '@/db/queries/visit-act'
import { drawReport2026 } from '@/lib/pdf/report-2026'

/** Справка по итогам посещения, for whoever sees the visit. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params
  return drawForActor(id, async (actor) => {
    const { document, at, fileName } = await getVisitAct(actor, id)
    const { bytes } = await drawReport2026(document, { at, paperId: id.replaceAll('-', '') })
    logAccess(actor.userId, 'paper.download', id)
    return serveDrawn(bytes, fileName)
  })
}
