import type { StatusKind } from '@/components/ui/status'
import type { Standing } from '@/lib/execution/rules'
import { type Markup, markup } from '@/lib/shared/markup'

/** The light of a standing as a sign: the form differs, the words stand beside it. */
export const STANDING_KINDS: Record<Standing, StatusKind> = {
  overdue: 'late',
  not_done: 'late',
  before_approval: 'soon',
  soon: 'soon',
  running: 'idle',
  ahead: 'idle',
  no_date: 'idle',
  done: 'done',
  not_required: 'idle',
}

/** `Status` of a MarkupTable. */
export const stateMark = (standing: Standing, said: string): Markup =>
  markup`<span class="st ${STANDING_KINDS[standing]}">${said}</span>`
