import { createHash } from 'node:crypto'
import { logAccess, noSuchPaper } from '@/app/_papers/serve'
import { currentSession } from '@/app/_session/actor'
import { listRegister } from '@/db/queries/register'
import { may } from '@/lib/access/policy'
import { ORDER_KIND_WORDS } from '@/lib/order/labels'
import { contentDisposition } from '@/lib/order/paper-name'
import { drawRegister } from '@/lib/pdf/register-2026'
import { SHOWN_STATE_LABELS } from '@/lib/register/labels'
import { registerFiltersSchema } from '@/lib/register/schema'
import { shortDate } from '@/lib/shared/dates'
import { capitalised } from '@/lib/shared/text'
import { now } from '@/lib/system/clock'

const MOST = 20_000
const COLUMNS = ['№', 'Дата', 'Вид', 'Заголовок', 'Кто подписал', 'Листов', 'Состояние', 'Срок хранения']

/** The register as the filters of the page leave it, in the order of a журнал: the earliest first. */
export async function GET(request: Request): Promise<Response> {
  const session = await currentSession()
  if (!session || !may(session.actor, 'register.read')) return noSuchPaper()
  const at = now()
  const filters = registerFiltersSchema.parse(Object.fromEntries(new URL(request.url).searchParams))
  const { rows } = await listRegister(session.actor, { ...filters, page: 1 }, MOST)
  const printed = rows
    .toReversed()
    .map((row) => [
      row.printed,
      shortDate(row.date),
      ORDER_KIND_WORDS[row.kind].nominative,
      [row.title || 'Номер без акта', row.reason ? `Причина: ${row.reason}` : ''].filter(Boolean).join('\n'),
      row.signer,
      row.sheets === null ? '' : String(row.sheets),
      SHOWN_STATE_LABELS[row.state],
      row.storage,
    ])
  const title = filters.kind
    ? `Журнал регистрации ${ORDER_KIND_WORDS[filters.kind].genitivePlural}`
    : 'Журнал регистрации актов'
  const period = [filters.year ? `за ${filters.year} год` : '', filters.q || filters.state ? '(по отбору)' : '']
    .filter(Boolean)
    .join(' ')
  // The print is no act and bears no act's id; it only must not look like one.
  const paperId = createHash('sha256')
    .update(JSON.stringify([session.actor.municipalityId, at]))
    .digest('hex')
    .slice(0, 32)
  const { bytes } = await drawRegister({ title, period, columns: COLUMNS, rows: printed, at, paperId })
  logAccess(session.actor.userId, 'register.print', session.actor.municipalityId ?? '')
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Disposition': contentDisposition('inline', `${capitalised(title)} ${period}`.trim().concat('.pdf')),
      'Cache-Control': 'no-store',
    },
  })
}
