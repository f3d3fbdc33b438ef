import { createHash } from 'node:crypto'
import { logAccess, noSuchPaper, plainPage, serveDrawn } from '@/app/_papers/serve'
import { currentSession } from '@/app/_session/actor'
import { may } from '@/lib/access/policy'
import { drawRegister } from '@/lib/pdf/register-2026'
import { REGISTER_COLUMNS, registerCells } from '@/lib/register/row'
import { registerFiltersSchema } from '@/lib/register/schema'
import { markup } from '@/lib/shared/markup'
import { Refusal } from '@/lib/shared/refusal'
import { capitalised } from '@/lib/shared/text'
import { now } from '@/lib/system/clock'
import { wholeRegister } from '../printed'

/** The register as the filters of the page leave it, for printing. */
export async function GET(request: Request): Promise<Response> {
  const session = await currentSession()
  if (!session || !may(session.actor, 'register.read')) return noSuchPaper()
  const { actor } = session
  const at = now()
  const filters = registerFiltersSchema.parse(Object.fromEntries(new URL(request.url).searchParams))
  try {
    const { rows, title, period, notes } = await wholeRegister(actor, filters)
    // Columns that would say the same in every row are left out: paper is narrow.
    const shown = REGISTER_COLUMNS.map((column) => !(column === 'Вид' && filters.kind) && column !== 'Что делает')
    const narrowed = (cells: readonly string[]) => cells.filter((_, index) => shown[index])
    // The print is no act and bears no act's id; it only must not look like one.
    const paperId = createHash('sha256')
      .update(JSON.stringify([actor.municipalityId, at]))
      .digest('hex')
      .slice(0, 32)
    const { bytes } = await drawRegister({
      title,
      period,
      columns: narrowed(REGISTER_COLUMNS),
      rows: rows.map((row) => narrowed(registerCells(row, actor.zone))),
      notes,
      at,
      paperId,
    })
    logAccess(actor.userId, 'register.print', actor.municipalityId ?? '')
    return serveDrawn(bytes, `${capitalised(title)} ${period}`.trim().concat('.pdf'))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return plainPage(409, 'Файл не сделан', markup`${error.message}`.toString())
  }
}
