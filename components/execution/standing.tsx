import { Status, type StatusKind } from '@/components/ui/status'
import { EXECUTION_STATE_LABELS, STANDING_LABELS } from '@/lib/execution/labels'
import { LIGHTS, type Light, type Standing } from '@/lib/execution/rules'
import type { PlannedCell } from '@/lib/road-map/plan'
import { type Markup, markup } from '@/lib/shared/markup'

const KINDS: Record<Light, StatusKind> = { red: 'late', amber: 'soon', green: 'done', grey: 'idle' }

/** How a control point stands, by a sign and a word. */
export function StandingMark({ standing }: { standing: Standing }) {
  return <Status kind={KINDS[LIGHTS[standing]]}>{STANDING_LABELS[standing]}</Status>
}

/** The same inside a MarkupTable. */
export const standingMarkup = (standing: Standing): Markup =>
  markup`<span class="st ${KINDS[LIGHTS[standing]]}">${STANDING_LABELS[standing]}</span>`

/** «В работе» beside «просрочено»: the state as said, where the standing does not say it already. */
export const saidState = ({ state, standing, execution }: PlannedCell): string =>
  standing === state || state === 'not_started'
    ? execution?.isBeforeApproval
      ? 'до утверждения'
      : ''
    : EXECUTION_STATE_LABELS[state].toLowerCase()
