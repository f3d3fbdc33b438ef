import { drawForActor, logAccess, noSuchPaper, serveDrawn } from '@/app/_papers/serve'
import { drawPaper } from '@/db/draw-paper'
import { findMarkedCopy } from '@/db/queries/signing'
import { paperName } from '@/lib/order/paper-name'

/** «Копия с отметкой» of an act signed in another program: drawn anew each time, «КОПИЯ» on each sheet (rulings B6). */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params
  return drawForActor(id, async (actor) => {
    const copy = await findMarkedCopy(actor, id)
    if (!copy) return noSuchPaper()
    const { bytes } = await drawPaper(copy, null)
    logAccess(actor.userId, 'paper.download', id)
    return serveDrawn(bytes, `Копия с отметкой. ${paperName(copy.document)}`)
  })
}
