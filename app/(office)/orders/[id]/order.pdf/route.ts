import { noSuchPaper, servePaper } from '@/app/_papers/serve'
import { currentSession } from '@/app/_session/actor'
import { findPaper } from '@/db/queries/paper'
import { idField } from '@/lib/shared/form-fields'

/** The act's file; `?kind=scan` its scan. Nothing until it is registered (rulings F13); a published one is anybody's. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params
  if (!idField.safeParse(id).success) return noSuchPaper()
  const session = await currentSession()
  const want = new URL(request.url).searchParams.get('kind') === 'scan' ? 'scan' : 'order'
  const paper = await findPaper(session?.actor ?? null, id, want)
  return paper ? servePaper(request, paper, session?.actor.userId ?? null) : noSuchPaper()
}
