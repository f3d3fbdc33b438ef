import { Status, type StatusKind } from '@/components/ui/status'
import { VISIT_STANDING_LABELS } from '@/lib/visit/labels'
import type { VisitStanding } from '@/lib/visit/rules'

const KINDS: Record<VisitStanding, StatusKind> = {
  held: 'done',
  missed: 'late',
  soon: 'soon',
  ahead: 'idle',
  unfinished: 'soon',
  cancelled: 'idle',
  refused: 'late',
}

export const VisitStandingMark = ({ standing }: { standing: VisitStanding }) => (
  <Status kind={KINDS[standing]}>{VISIT_STANDING_LABELS[standing]}</Status>
)
