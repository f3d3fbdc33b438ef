import { Status, type StatusKind } from '@/components/ui/status'
import { REPORT_STATE_LABELS } from '@/lib/report/labels'
import type { ReportState } from '@/lib/report/rules'
import { capitalised } from '@/lib/shared/text'

const KINDS: Record<ReportState, StatusKind> = {
  draft: 'idle',
  sent: 'wait',
  returned: 'late',
  accepted: 'done',
  accepted_with_remarks: 'done',
}

export function ReportStateTag({ state }: { state: ReportState }) {
  return <Status kind={KINDS[state]}>{capitalised(REPORT_STATE_LABELS[state])}</Status>
}
