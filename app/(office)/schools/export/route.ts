import { logAccess, noSuchPaper, plainPage } from '@/app/_papers/serve'
import { currentSession } from '@/app/_session/actor'
import { getQuestionnaireTarget } from '@/db/queries/questionnaire-import'
import { may } from '@/lib/access/policy'
import { contentDisposition, safeFileName } from '@/lib/order/paper-name'
import { questionnaireList, questionnaireMatrix } from '@/lib/risk-profile/questionnaire-export'
import { idField } from '@/lib/shared/form-fields'
import { markup } from '@/lib/shared/markup'
import { Refusal } from '@/lib/shared/refusal'
import { writeTableXlsx } from '@/lib/table-file/write-table-xlsx'

/** The questionnaires of the actor's schools for Excel, as the import reads them: a table, or with `form=list` a list. */
export async function GET(request: Request): Promise<Response> {
  const session = await currentSession()
  const asked = new URL(request.url).searchParams
  const programmeId = asked.get('programme') ?? ''
  if (!session || !may(session.actor, 'risk_profile.edit') || !idField.safeParse(programmeId).success)
    return noSuchPaper()
  const { actor } = session
  try {
    const target = await getQuestionnaireTarget(actor, programmeId)
    const table = asked.get('form') === 'list' ? questionnaireList(target) : questionnaireMatrix(target)
    const title = `Анкеты школ. ${target.programme.name}, ${target.programme.year}`
    const bytes = await writeTableXlsx({ title, sheet: 'Анкеты', ...table })
    logAccess(actor.userId, 'questionnaires.excel', programmeId)
    return new Response(new Uint8Array(bytes), {
      headers: {
        'Content-Type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        'Content-Disposition': contentDisposition('attachment', safeFileName(`${title}.xlsx`)),
        'Cache-Control': 'private, no-store',
        'X-Content-Type-Options': 'nosniff',
      },
    })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return error.code === 'not_found'
      ? noSuchPaper()
      : plainPage(409, 'Файл не сделан', markup`${error.message}`.toString())
  }
}
