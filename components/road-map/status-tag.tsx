import { Status, type StatusKind } from '@/components/ui/status'
import { ROAD_MAP_STATUS_LABELS } from '@/lib/road-map/labels'
import type { RoadMapStatus } from '@/lib/road-map/rules'

const KINDS: Record<RoadMapStatus, StatusKind> = {
  draft: 'idle',
  in_approval: 'wait',
  returned: 'soon',
  awaiting_signature: 'wait',
  approved: 'done',
  superseded: 'idle',
  repealed: 'idle',
}

export function RoadMapStatusTag({ status }: { status: RoadMapStatus }) {
  return <Status kind={KINDS[status]}>{ROAD_MAP_STATUS_LABELS[status]}</Status>
}
