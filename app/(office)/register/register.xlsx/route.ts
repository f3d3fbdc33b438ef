import { logAccess, noSuchPaper, plainPage } from '@/app/_papers/serve'
import { currentSession } from '@/app/_session/actor'
import { may } from '@/lib/access/policy'
import { contentDisposition, safeFileName } from '@/lib/order/paper-name'
import { registerFiltersSchema } from '@/lib/register/schema'
import { markup } from '@/lib/shared/markup'
import { Refusal } from '@/lib/shared/refusal'
import { writeRegisterXlsx } from '@/lib/table-file/write-register-xlsx'
import { wholeRegister } from '../printed'

/** The register as the filters of the page leave it, all rows and all columns, for Excel. */
export async function GET(request: Request): Promise<Response> {
  const session = await currentSession()
  if (!session || !may(session.actor, 'register.read')) return noSuchPaper()
  const { actor } = session
  const filters = registerFiltersSchema.parse(Object.fromEntries(new URL(request.url).searchParams))
  try {
    const { rows, title, period, notes } = await wholeRegister(actor, filters)
    const heading = `${title} ${period}`.trim()
    const bytes = await writeRegisterXlsx({ title: heading, rows, notes }, actor.zone)
    logAccess(actor.userId, 'register.excel', actor.municipalityId ?? '')
    return new Response(new Uint8Array(bytes), {
      headers: {
        'Content-Type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        'Content-Disposition': contentDisposition('attachment', safeFileName(`${heading}.xlsx`)),
        'Cache-Control': 'private, no-store',
        'X-Content-Type-Options': 'nosniff',
      },
    })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return plainPage(409, 'Файл не сделан', markup`${error.message}`.toString())
  }
}
