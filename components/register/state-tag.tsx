import { Status, type StatusKind } from '@/components/ui/status'
import { SHOWN_STATE_LABELS } from '@/lib/register/labels'
import type { ShownState } from '@/lib/register/schema'

const KINDS: Record<ShownState, StatusKind> = {
  reserved: 'idle',
  signing: 'soon',
  awaiting_scan: 'soon',
  registered: 'done',
  published: 'done',
  annulled: 'late',
  repealed: 'idle',
}

/** The state of a row of the register, in words and with a sign. */
export const EntryStateTag = ({ state }: { state: ShownState }) => (
  <Status kind={KINDS[state]}>{SHOWN_STATE_LABELS[state]}</Status>
)
