import { noSuchPaper, servePaper } from '@/app/_papers/serve'
import { currentSession } from '@/app/_session/actor'
import { findReportPaper } from '@/db/queries/report-version'
import { idField } from '@/lib/shared/form-fields'
import { readNumber, type VersionPage } from './version-page'

/** The stored bytes of a version, never drawn again; for whoever may not see the report there is no such file. */
export async function serveVersion(
  request: Request,
  { params }: VersionPage,
  want: 'report' | 'scan',
): Promise<Response> {
  const { id, number: text } = await params
  const number = readNumber(text)
  const session = await currentSession()
  if (!session || number === null || !idField.safeParse(id).success) return noSuchPaper()
  const paper = await findReportPaper(session.actor, id, number, want)
  return paper ? servePaper(request, paper, session.actor.userId) : noSuchPaper()
}
