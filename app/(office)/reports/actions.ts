'use server'

import { formAction } from '@/app/_forms/form-action'
import { beginReport } from '@/db/commands/report'
import { beginReportSchema } from '@/lib/report/schema'

export const beginReportAction = formAction(
  { form: 'report-begin', schema: beginReportSchema },
  async (actor, input, { now, pressId }) => `/reports/${await beginReport(actor, input, pressId, now)}`,
)
