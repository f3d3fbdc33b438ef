import { drawForActor, logAccess } from '@/app/_papers/serve'
import { takePrepared } from '@/db/commands/prepared-paper'
import { contentDisposition } from '@/lib/order/paper-name'
import { bytesStore } from '@/lib/store/folder'
import { now } from '@/lib/system/clock'

/** The numbered, unmarked file that goes to another program to be signed: for the signatory and the clerk (rulings B6). */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params
  return drawForActor(id, async (actor) => {
    const prepared = await takePrepared(actor, { orderId: id }, now())
    const bytes = await bytesStore().get(prepared.sha256)
    logAccess(actor.userId, 'paper.download', id)
    return new Response(new Uint8Array(bytes), {
      headers: {
        'Content-Type': 'application/pdf',
        'Content-Length': String(bytes.byteLength),
        'Content-Disposition': contentDisposition('attachment', prepared.fileName),
        'Cache-Control': 'private, no-store',
        'X-Content-Type-Options': 'nosniff',
        'Content-Security-Policy': "default-src 'none'; sandbox",
      },
    })
  })
}
