'use server'

import { formAction } from '@/app/_forms/form-action'
import { storeScan } from '@/app/_papers/store-scan'
import { attachReportScan } from '@/db/commands/report-sending'
import { getReportVersion } from '@/db/queries/report-version'
import { finishReportSignature } from '@/db/send-report'
import { demand } from '@/lib/access/policy'
import { finishSigningSchema, versionSchema } from '@/lib/report/schema'

export const attachScanAction = formAction(
  { form: 'report-scan', schema: versionSchema },
  async (actor, input, { now, files }) => {
    // Nobody else's upload is read to the end.
    demand(actor, 'report.write')
    await getReportVersion(actor, input.reportId, input.number)
    await attachReportScan(actor, { ...input, scan: await storeScan(files.scan) }, now)
    return `/reports/${input.reportId}?done=scan`
  },
)

export const finishSigningAction = formAction(
  { form: 'report-finish', schema: finishSigningSchema },
  async (actor, input, { now }) => {
    await finishReportSignature(actor, input, now)
    return `/reports/${input.reportId}/receipt/${input.number}`
  },
)
