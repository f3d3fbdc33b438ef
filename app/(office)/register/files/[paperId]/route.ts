import { noSuchPaper, servePaper } from '@/app/_papers/serve'
import { currentSession } from '@/app/_session/actor'
import { findFile } from '@/db/queries/paper'
import { idField } from '@/lib/shared/form-fields'

/** One file of an act by the clerk's card, replaced scans as well. */
export async function GET(request: Request, { params }: { params: Promise<{ paperId: string }> }): Promise<Response> {
  const { paperId } = await params
  const session = await currentSession()
  if (!session || !idField.safeParse(paperId).success) return noSuchPaper()
  const paper = await findFile(session.actor, paperId)
  return paper ? servePaper(request, paper, session.actor.userId) : noSuchPaper()
}
