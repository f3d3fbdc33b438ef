import { noSuchPaper, servePaper } from '@/app/_papers/serve'
import { currentSession } from '@/app/_session/actor'
import { findPaper } from '@/db/queries/paper'
import { idField } from '@/lib/shared/form-fields'

/** The signature that lies beside the act's file (order-standard C72); nothing where it lies inside. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params
  if (!idField.safeParse(id).success) return noSuchPaper()
  const session = await currentSession()
  const paper = await findPaper(session?.actor ?? null, id, 'signature')
  return paper ? servePaper(request, paper, session?.actor.userId ?? null) : noSuchPaper()
}
