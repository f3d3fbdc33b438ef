import { drawForActor, serveDrawn } from '@/app/_papers/serve'
import { getDraftPaper } from '@/db/queries/order'
import { previewNumber } from '@/db/queries/register'
import { finish } from '@/lib/order/compose'
import { drawOrder2026 } from '@/lib/pdf/order-2026'
import { bytesStore } from '@/lib/store/folder'

/** The paper as it stands now, «ПРОЕКТ» across each page: number and date are those that the register would give today, no mark. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params
  return drawForActor(id, async (actor) => {
    const draft = await getDraftPaper(actor, id)
    const next = await previewNumber(actor, { kind: draft.kind, date: actor.today })
    const document = finish(draft.document, {
      date: actor.today,
      number: next.printed,
      mark: null,
      watermark: 'ПРОЕКТ',
    })
    const emblem = document.emblem ? { emblem: await bytesStore().get(document.emblem) } : {}
    const { bytes } = await drawOrder2026(document, { at: draft.at, paperId: draft.publicId, ...emblem })
    return serveDrawn(bytes, 'Проект распоряжения.pdf')
  })
}
