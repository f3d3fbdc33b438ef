'use server'

import { formAction } from '@/app/_forms/form-action'
import { reviewReport } from '@/db/commands/report-review'
import { reviewReportSchema } from '@/lib/report/review-schema'

export const reviewReportAction = formAction(
  { form: 'report-review', schema: reviewReportSchema },
  async (actor, input, { now, pressId }) =>
    `/reports/${await reviewReport(actor, input, pressId, now)}/history?done=${input.decision}`,
)
