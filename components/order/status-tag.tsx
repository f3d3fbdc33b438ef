import { Status, type StatusKind } from '@/components/ui/status'
import { ORDER_STATUS_LABELS } from '@/lib/order/labels'
import type { OrderStatus } from '@/lib/order/rules'

const KINDS: Record<OrderStatus, StatusKind> = {
  draft: 'idle',
  in_approval: 'wait',
  returned: 'soon',
  awaiting_signature: 'wait',
  awaiting_scan: 'soon',
  registered: 'done',
  published: 'done',
  annulled: 'late',
  repealed: 'idle',
  withdrawn: 'idle',
}

export function OrderStatusTag({ status }: { status: OrderStatus }) {
  return <Status kind={KINDS[status]}>{ORDER_STATUS_LABELS[status]}</Status>
}
