'use server'

import { formAction } from '@/app/_forms/form-action'
import { acknowledgeReport } from '@/db/commands/report-acknowledgement'
import { versionSchema } from '@/lib/report/schema'

export const acknowledgeReportAction = formAction(
  { form: 'report-acknowledge', schema: versionSchema },
  async (actor, input, { now }) => {
    await acknowledgeReport(actor, input, now)
    return `/reports/${input.reportId}?done=acknowledged`
  },
)
