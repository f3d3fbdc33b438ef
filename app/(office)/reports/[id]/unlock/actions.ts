'use server'

import { formAction } from '@/app/_forms/form-action'
import { openReport, unlockReport } from '@/db/commands/report-unlock'
import { openReportSchema, unlockReportSchema } from '@/lib/report/review-schema'

export const unlockReportAction = formAction(
  { form: 'report-unlock', schema: unlockReportSchema },
  async (actor, input, { now, pressId }) =>
    `/reports/${await unlockReport(actor, input, pressId, now)}/history?done=unlocked`,
)

export const openReportAction = formAction(
  { form: 'report-open', schema: openReportSchema },
  async (actor, input, { now, pressId }) =>
    `/reports/${await openReport(actor, input, pressId, now)}/history?done=opened`,
)
