import { drawForActor, logAccess, noSuchPaper, serveDrawn } from '@/app/_papers/serve'
import { getApprovalSheet } from '@/db/queries/approval-sheet'
import { approvalSheet } from '@/lib/approval/sheet'
import { safeFileName } from '@/lib/order/paper-name'
import { drawApprovalSheet } from '@/lib/pdf/approval-sheet-2026'

/** The лист согласования of the last round, or of all with `?rounds=all`. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params
  const which = new URL(request.url).searchParams.get('rounds') === 'all' ? 'all' : 'last'
  return drawForActor(id, async (actor) => {
    const facts = await getApprovalSheet(actor, id)
    const sheet = approvalSheet(facts, actor.zone, which)
    if (!sheet) return noSuchPaper()
    const { bytes } = await drawApprovalSheet({ sheet, at: facts.at, paperId: facts.publicId })
    logAccess(actor.userId, 'order.approval_sheet', id)
    return serveDrawn(bytes, safeFileName(`Лист согласования. ${sheet.act}.pdf`))
  })
}
