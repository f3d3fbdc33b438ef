import { noSuchPaper } from '@/app/_papers/serve'
import { serveEvidence } from '@/app/_papers/serve-evidence'
import { currentSession } from '@/app/_session/actor'
import { findEvidence } from '@/db/queries/evidence'
import { idField } from '@/lib/shared/form-fields'

/** A file of evidence, for those who see its cell; for all others there is none. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params
  const session = await currentSession()
  if (!session || !idField.safeParse(id).success) return noSuchPaper()
  return serveEvidence(await findEvidence(session.actor, id), session.actor.userId)
}
