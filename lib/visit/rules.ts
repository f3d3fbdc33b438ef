import { SOON_DAYS } from '@/lib/execution/rules'
import { addDays, type LocalDate } from '@/lib/shared/dates'
import { conflict } from '@/lib/shared/refusal'

/** Первичное, плановое, внеплановое, «методический десант» (domain §4). */
export const VISIT_KINDS = ['first', 'planned', 'unplanned', 'landing'] as const
export type VisitKind = (typeof VISIT_KINDS)[number]

/** Kinds that stand in the schedule: what is planned is not «внеплановое». */
export const SCHEDULED_KINDS = ['planned', 'first', 'landing'] as const satisfies readonly VisitKind[]

/** The kind of a cancelled visit is nobody's matter: planned anew, it can be corrected again. */
export const isKindOpen = (state: VisitState): boolean => state !== 'cancelled'

/** Kinds that a visit may be corrected to; its present one is among them, also where it came from a table. */
export const kindsOpenTo = (visit: { kind: VisitKind; plannedOn: LocalDate | null }): VisitKind[] =>
  VISIT_KINDS.filter(
    (kind) =>
      visit.plannedOn === null || kind === visit.kind || (SCHEDULED_KINDS as readonly VisitKind[]).includes(kind),
  )

/** Очно or by ВКС. */
export const VISIT_FORMS = ['onsite', 'video'] as const
export type VisitForm = (typeof VISIT_FORMS)[number]

export const VISIT_STATES = ['planned', 'held', 'cancelled', 'refused'] as const
export type VisitState = (typeof VISIT_STATES)[number]

/** Whether the risk profile was found as the questionnaire gave it. */
export const PROFILE_MATCHES = ['confirmed', 'not_confirmed', 'changed'] as const
export type ProfileMatch = (typeof PROFILE_MATCHES)[number]

/**
 * The life of a visit: a held one may be written again (`hold`), a cancelled or refused one may be planned again (`move`). A
 * «состоялось» by mistake is taken back: to the plan (`reopen`), or out of the count where it never stood in the plan (`annul`).
 */
export const VISIT_STEPS = {
  move: { from: ['planned', 'cancelled', 'refused'], to: 'planned' },
  hold: { from: ['planned', 'held'], to: 'held' },
  cancel: { from: ['planned'], to: 'cancelled' },
  refuse: { from: ['planned'], to: 'refused' },
  reopen: { from: ['held'], to: 'planned' },
  annul: { from: ['held'], to: 'cancelled' },
} as const satisfies Record<string, { from: readonly VisitState[]; to: VisitState }>
export type VisitStep = keyof typeof VISIT_STEPS

export const isVisitStepOpen = (step: VisitStep, state: VisitState): boolean =>
  (VISIT_STEPS[step].from as readonly VisitState[]).includes(state)

/** Throws `conflict` where the step is not open in this state. */
export function demandVisitStep(step: VisitStep, state: VisitState): void {
  if (!isVisitStepOpen(step, state))
    throw conflict('Пока страница была открыта, посещение изменилось: это действие уже не открыто. Обновите страницу.')
}

/** How the «состоялось» of this visit is taken back. */
export const takeBackStep = (visit: { plannedOn: LocalDate | null }): 'reopen' | 'annul' =>
  visit.plannedOn === null ? 'annul' : 'reopen'

/** What stands on a held visit: recommendations that it gave and did not take back, earlier ones closed at it, the profile verified at it. */
export type VisitGround = { given: number; closed: number; isVerified: boolean }

/** Why a «состоялось» cannot be taken back, with the way out where there is one; null where nothing stands on it. */
export function groundHeld({ given, closed, isVerified }: VisitGround): string | null {
  if (given > 0)
    return `По этому посещению школе даны рекомендации: ${given}. Если они даны по ошибке, сначала снимите их; выполненные и невыполненные не снимают.`
  if (closed > 0)
    return `При этом посещении закрыты рекомендации прежних посещений: ${closed}. Отменить его нельзя: у их закрытия не осталось бы основания.`
  if (isVerified)
    return 'При этом посещении верифицирован профиль риска. Сначала сохраните верификацию с другим посещением или без посещения.'
  return null
}

/** Refuses another kind for the first visit at which the profile was verified. */
export function demandKindFree(visit: { kind: VisitKind }, isVerified: boolean): void {
  if (visit.kind === 'first' && isVerified)
    throw conflict(
      'При этом первичном посещении верифицирован профиль риска: вид изменить нельзя. Сначала сохраните верификацию с другим посещением или без посещения.',
    )
}

/** A recommendation is a task of the school: open → answered by the school → closed by the curator as done or not done; or withdrawn. */
export const RECOMMENDATION_STATES = ['open', 'answered', 'done', 'not_done', 'withdrawn'] as const
export type RecommendationState = (typeof RECOMMENDATION_STATES)[number]

/** Those that stand at the top of the next visit's sheet. */
export const OPEN_RECOMMENDATIONS: readonly RecommendationState[] = ['open', 'answered']

/** What a closing says of a recommendation; `stays`: it waits for the school again, with the curator's word. */
export const RECOMMENDATION_DECISIONS = ['done', 'not_done', 'stays'] as const
export type RecommendationDecision = (typeof RECOMMENDATION_DECISIONS)[number]

/** Living photos of one visit. */
export const MOST_PHOTOS = 10

/** Where a visit stands on a day; `unfinished`: begun without a plan, its sheet is not saved yet. */
export const VISIT_STANDINGS = ['held', 'missed', 'soon', 'ahead', 'unfinished', 'cancelled', 'refused'] as const
export type VisitStanding = (typeof VISIT_STANDINGS)[number]

/** The day of a visit is all of it open: a visit of today is `soon`, and `missed` from tomorrow on. */
export function visitStanding(
  visit: { state: VisitState; plannedOn: LocalDate | null },
  today: LocalDate,
): VisitStanding {
  switch (visit.state) {
    case 'held':
    case 'cancelled':
    case 'refused':
      return visit.state
    case 'planned':
      if (visit.plannedOn === null) return 'unfinished'
      if (visit.plannedOn < today) return 'missed'
      return visit.plannedOn <= addDays(today, SOON_DAYS) ? 'soon' : 'ahead'
  }
}

/**
 * Whether a visit is counted in «посещено по графику» on `today`: it was planned and its day, the new one where it was moved, has
 * come. A held one counts also before its day; one that the school refused counts as not visited; a cancelled one does not count.
 */
export const isVisitDue = (visit: { state: VisitState; plannedOn: LocalDate | null }, today: LocalDate): boolean =>
  visit.plannedOn !== null && visit.state !== 'cancelled' && (visit.state === 'held' || visit.plannedOn <= today)

/** Whether it is counted as «не состоялось»: the school refused it, or its day has passed without a sheet. */
export const isVisitMissed = (visit: { state: VisitState; plannedOn: LocalDate | null }, today: LocalDate): boolean =>
  isVisitDue(visit, today) && (visit.state === 'refused' || visitStanding(visit, today) === 'missed')
