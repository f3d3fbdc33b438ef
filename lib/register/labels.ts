import { ENTRY_STATE_LABELS } from '@/lib/register/rules'
import type { ShownState } from '@/lib/register/schema'

export const SHOWN_STATE_LABELS: Record<ShownState, string> = {
  ...ENTRY_STATE_LABELS,
  published: 'Опубликовано',
  repealed: 'Утратило силу',
}

/** Of rows that hold a number and bear no finished act yet. */
export const PENDING_LABEL = 'Ждёт завершения'
