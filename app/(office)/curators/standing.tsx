import { Status, type StatusKind } from '@/components/ui/status'
import { STANDING_LABELS } from '@/lib/curator/labels'
import type { AssignmentStanding } from '@/lib/curator/rules'

const KINDS: Record<AssignmentStanding, StatusKind | null> = {
  ahead: 'wait',
  in_force: 'done',
  over: null,
  called_off: null,
}

/** Where an assignment stands, in one word for all pages; what has ended is past and bears no sign. */
export function Standing({ standing }: { standing: AssignmentStanding }) {
  const kind = KINDS[standing]
  return kind ? <Status kind={kind}>{STANDING_LABELS[standing]}</Status> : STANDING_LABELS[standing]
}
