import { drawForActor, logAccess, noSuchPaper, serveDrawn } from '@/app/_papers/serve'
import { getCopies } from '@/db/queries/certified-copy'
import { paperName } from '@/lib/order/paper-name'
import { drawOrder2026 } from '@/lib/pdf/order-2026'
import { longDate } from '@/lib/shared/dates'
import { bytesStore } from '@/lib/store/folder'
import { originalNote } from '../../../certification'

type Route = { params: Promise<{ id: string; copyId: string }> }

/** A copy that was certified, as the journal names it. It bears no mark of a signature (order-standard C55). */
export async function GET(_request: Request, { params }: Route): Promise<Response> {
  const { id, copyId } = await params
  return drawForActor(id, async (actor) => {
    const { act, why, copies } = await getCopies(actor, id)
    const copy = copies.find((one) => one.copyId === copyId)
    const { document } = act
    if (why || !copy || !document) return noSuchPaper()
    const { bytes } = await drawOrder2026(
      { ...document, watermark: 'КОПИЯ' },
      {
        at: copy.at,
        paperId: act.publicId,
        certified: { post: copy.post, name: copy.name, date: longDate(copy.date), note: originalNote(act.signature) },
        ...(act.executor ? { executor: act.executor } : {}),
        ...(document.emblem ? { emblem: await bytesStore().get(document.emblem) } : {}),
      },
    )
    logAccess(actor.userId, 'order.copy', id)
    return serveDrawn(bytes, `Копия. ${paperName(document)}`)
  })
}
