import { noSuchPaper, servePaper } from '@/app/_papers/serve'
import { findPublishedPaper } from '@/db/queries/paper'

/** The published bytes as they were signed. */
export async function GET(request: Request, { params }: { params: Promise<{ publicId: string }> }): Promise<Response> {
  const { publicId } = await params
  const paper = await findPublishedPaper(publicId)
  return paper ? servePaper(request, paper, null) : noSuchPaper()
}
