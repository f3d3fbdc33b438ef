import { drawForActor, noSuchPaper, serveDrawn } from '@/app/_papers/serve'
import { getOrder } from '@/db/queries/order'
import { DECISION_MADE } from '@/lib/approval/labels'
import { ORDER_KIND_WORDS } from '@/lib/order/labels'
import { drawApprovalSheet } from '@/lib/pdf/approval-sheet-2026'
import { printedNumber } from '@/lib/register/rules'
import { localDate, localDateTime, longDate, shortDate } from '@/lib/shared/dates'
import { capitalised } from '@/lib/shared/text'

/** The лист согласования of the last round: who consented, when, with which remarks; a deputy beside the one he stood in for. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params
  return drawForActor(id, async (actor) => {
    const order = await getOrder(actor, id)
    const round = order.rounds.at(-1)
    if (!round) return noSuchPaper()
    const kind = capitalised(ORDER_KIND_WORDS[order.kind].nominative)
    const rows = round.stages
      .flatMap((stage) => stage.tasks)
      .map((task) => ({
        post: task.title || 'согласующий',
        name: task.decidedBy ? `${task.decidedBy}\n(за: ${task.name})` : task.name,
        decision: task.decision ? DECISION_MADE[task.decision] : 'Решение не принято',
        date: task.decidedAt ? shortDate(localDate(task.decidedAt, actor.zone)) : '',
        remarks: [
          task.reason,
          ...round.remarks
            .filter((remark) => remark.author === task.name && remark.text !== task.reason)
            .map((remark) => (remark.measure ? `К ${remark.measure}: ${remark.text}` : remark.text)),
        ]
          .filter(Boolean)
          .join('\n'),
      }))
    const { bytes } = await drawApprovalSheet({
      act: order.entry
        ? `${kind} ${printedNumber(order.entry.number, order.entry.suffix)} от ${longDate(order.entry.date)}`
        : `Проект: ${kind.toLowerCase()}, круг ${round.number} от ${localDateTime(round.sentAt, actor.zone)}`,
      actTitle: order.title,
      rows,
      at: round.endedAt ?? round.sentAt,
      paperId: order.publicId,
    })
    return serveDrawn(bytes, 'Лист согласования.pdf')
  })
}
