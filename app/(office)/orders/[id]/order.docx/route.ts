import { drawForActor, logAccess } from '@/app/_papers/serve'
import { getDraftPaper } from '@/db/queries/order'
import { previewNumber } from '@/db/queries/register'
import { finish } from '@/lib/order/compose'
import { contentDisposition } from '@/lib/order/paper-name'
import { writeOrderDocx } from '@/lib/table-file/write-order-docx'

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** The draft as it stands now, for editing in Word: number and date are those that the register would give today. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params
  return drawForActor(id, async (actor) => {
    const draft = await getDraftPaper(actor, id)
    const next = await previewNumber(actor, { kind: draft.kind, date: actor.today })
    const given = { date: actor.today, number: next.printed, mark: null, watermark: 'ПРОЕКТ' as const }
    const bytes = await writeOrderDocx(finish(draft.document, given))
    logAccess(actor.userId, 'order.docx', id)
    return new Response(new Uint8Array(bytes), {
      headers: {
        'Content-Type': DOCX,
        'Content-Disposition': contentDisposition('attachment', 'Проект распоряжения.docx'),
        'Cache-Control': 'private, no-store',
        'X-Content-Type-Options': 'nosniff',
      },
    })
  })
}
