import { conflict } from '@/lib/shared/refusal'

/** Первичное, плановое, внеплановое, «методический десант» (domain §4). */
export const VISIT_KINDS = ['first', 'planned', 'unplanned', 'landing'] as const
export type VisitKind = (typeof VISIT_KINDS)[number]

/** Очно or by ВКС. */
export const VISIT_FORMS = ['onsite', 'video'] as const
export type VisitForm = (typeof VISIT_FORMS)[number]

export const VISIT_STATES = ['planned', 'held', 'cancelled', 'refused'] as const
export type VisitState = (typeof VISIT_STATES)[number]

/** Whether the risk profile was found as the questionnaire gave it. */
export const PROFILE_MATCHES = ['confirmed', 'not_confirmed', 'changed'] as const
export type ProfileMatch = (typeof PROFILE_MATCHES)[number]

/** The life of a visit: a held one may be written again (`hold`), a cancelled or refused one may be planned again (`move`). */
export const VISIT_STEPS = {
  move: { from: ['planned', 'cancelled', 'refused'], to: 'planned' },
  hold: { from: ['planned', 'held'], to: 'held' },
  cancel: { from: ['planned'], to: 'cancelled' },
  refuse: { from: ['planned'], to: 'refused' },
} as const satisfies Record<string, { from: readonly VisitState[]; to: VisitState }>
export type VisitStep = keyof typeof VISIT_STEPS

export const isVisitStepOpen = (step: VisitStep, state: VisitState): boolean =>
  (VISIT_STEPS[step].from as readonly VisitState[]).includes(state)

/** Throws `conflict` where the step is not open in this state. */
export function demandVisitStep(step: VisitStep, state: VisitState): void {
  if (!isVisitStepOpen(step, state))
    throw conflict('Пока страница была открыта, посещение изменилось: это действие уже не открыто. Обновите страницу.')
}

/** A recommendation is a task of the school: open → answered by the school → closed by the curator as done or not done; or withdrawn. */
export const RECOMMENDATION_STATES = ['open', 'answered', 'done', 'not_done', 'withdrawn'] as const
export type RecommendationState = (typeof RECOMMENDATION_STATES)[number]

/** Those that stand at the top of the next visit's sheet. */
export const OPEN_RECOMMENDATIONS: readonly RecommendationState[] = ['open', 'answered']
