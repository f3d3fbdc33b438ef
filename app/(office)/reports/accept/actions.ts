'use server'

import { formAction, keepValues } from '@/app/_forms/form-action'
import { acceptReports } from '@/db/commands/report-review'
import { listToAccept } from '@/db/queries/report-review'
import { acceptReportsSchema } from '@/lib/report/review-schema'

/** The answer names each report, so it is kept for its reader and shown on a page of its own. */
export const acceptReportsAction = formAction(
  { form: 'reports-accept', schema: acceptReportsSchema },
  async (actor, input, { now, pressId }) => {
    const { accepted, refused } = await acceptReports(actor, input, pressId, now)
    const reports = await listToAccept(
      actor,
      input.picked.map((one) => one.reportId),
    )
    const nameOf = (id: string) => {
      const report = reports.find((one) => one.id === id)
      return report ? `${report.school.name}, ${report.curator.name}` : 'Отчёт'
    }
    const values = {
      accepted: accepted.map(nameOf),
      refused: refused.map((one) => `${nameOf(one.reportId)}: ${one.reason}`),
      programme: [reports[0]?.programmeId ?? ''],
    }
    return `/reports/accept/done?kept=${await keepValues(actor.userId, 'reports-accepted', values, now)}`
  },
)
