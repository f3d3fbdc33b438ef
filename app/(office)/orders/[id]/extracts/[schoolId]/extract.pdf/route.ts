import { drawForActor, logAccess, noSuchPaper, serveDrawn } from '@/app/_papers/serve'
import { getExtracts } from '@/db/queries/extract'
import { extractBytes, extractName } from '../../drawn'

type Route = { params: Promise<{ id: string; schoolId: string }> }

/** The extract of one school, for whoever sees the act and that school. */
export async function GET(_request: Request, { params }: Route): Promise<Response> {
  const { id, schoolId } = await params
  return drawForActor(id, async (actor) => {
    const { act, schools } = await getExtracts(actor, id)
    const school = schools.find((one) => one.id === schoolId)
    const { document } = act
    if (!school || !document) return noSuchPaper()
    const whole = { ...act, document }
    const bytes = await extractBytes(actor, whole, school)
    logAccess(actor.userId, 'order.extract', id)
    return serveDrawn(bytes, extractName(school, whole))
  })
}
