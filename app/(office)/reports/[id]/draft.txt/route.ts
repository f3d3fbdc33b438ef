import { logAccess, noSuchPaper } from '@/app/_papers/serve'
import { currentSession } from '@/app/_session/actor'
import { getReport } from '@/db/queries/report'
import { contentDisposition, safeFileName } from '@/lib/order/paper-name'
import { draftText } from '@/lib/report/draft-text'
import { idField } from '@/lib/shared/form-fields'
import { Refusal } from '@/lib/shared/refusal'

/**
 * «Скачать набранное»: what the curator has typed into his report so far, as plain text, to go on with elsewhere (pages.md 14). For
 * its author alone; for all others there is no such file.
 */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const session = await currentSession()
  const { id } = await params
  if (!session || session.person.mustChangePassword || !idField.safeParse(id).success) return noSuchPaper()
  try {
    const report = await getReport(session.actor, id)
    if (!report.own) return noSuchPaper()
    logAccess(session.actor.userId, 'report.draft', id)
    const head = [report.form.title, report.stage.name, report.school, `Куратор: ${report.curator}`]
    const { answers, rows, rivals } = report.own
    const text = draftText({ form: report.form, isFinal: report.stage.isFinal, head, answers, rows, rivals })
    // Old editors of Windows know UTF-8 by the mark alone, and a line's end by two signs.
    return new Response(`\uFEFF${text.replaceAll('\n', '\r\n')}`, {
      headers: {
        'Content-Type': 'text/plain; charset=utf-8',
        'Content-Disposition': contentDisposition(
          'attachment',
          safeFileName(`Черновик отчёта ${report.school} ${report.stage.name}.txt`),
        ),
        'Cache-Control': 'private, no-store',
        'X-Content-Type-Options': 'nosniff',
      },
    })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return noSuchPaper()
  }
}
