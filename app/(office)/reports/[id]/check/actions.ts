'use server'

import { formAction } from '@/app/_forms/form-action'
import { sendReport } from '@/db/send-report'
import { sendReportSchema } from '@/lib/report/schema'

export const sendReportAction = formAction(
  { form: 'report-send', schema: sendReportSchema },
  async (actor, input, { now, pressId }) => {
    const { reportId, number } = await sendReport(actor, input, pressId, now)
    return `/reports/${reportId}/receipt/${number}`
  },
)
