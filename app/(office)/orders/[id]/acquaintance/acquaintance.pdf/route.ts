import { drawForActor, logAccess, noSuchPaper, serveDrawn } from '@/app/_papers/serve'
import { getAcquaintance } from '@/db/queries/acquaintance'
import { safeFileName } from '@/lib/order/paper-name'
import { drawAcquaintance } from '@/lib/pdf/acquaintance-2026'
import { actInSheet } from '../sheet'

/** The лист ознакомления of a registered act, for whoever sees it; a head of school gets his own line. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params
  return drawForActor(id, async (actor) => {
    const { act, publicId, at, isKept, lines } = await getAcquaintance(actor, id)
    if (!act || lines.length === 0) return noSuchPaper()
    const { bytes } = await drawAcquaintance({ act: actInSheet(act), lines, isKept, at, paperId: publicId })
    logAccess(actor.userId, 'order.acquaintance', id)
    return serveDrawn(bytes, safeFileName(`Лист ознакомления ${act.number}.pdf`))
  })
}
