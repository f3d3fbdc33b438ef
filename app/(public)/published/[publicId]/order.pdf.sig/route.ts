import { noSuchPaper, servePaper } from '@/app/_papers/serve'
import { findPublishedSignature } from '@/db/queries/paper'

/** The signature that lies beside the published bytes. */
export async function GET(request: Request, { params }: { params: Promise<{ publicId: string }> }): Promise<Response> {
  const { publicId } = await params
  const paper = await findPublishedSignature(publicId)
  return paper ? servePaper(request, paper, null) : noSuchPaper()
}
