import type {
  ProfileMatch,
  RecommendationDecision,
  RecommendationState,
  VisitForm,
  VisitKind,
  VisitStanding,
  VisitState,
} from '@/lib/visit/rules'
import type { VisitFilter } from '@/lib/visit/schedule'

export const VISIT_KIND_LABELS: Record<VisitKind, string> = {
  first: 'первичное',
  planned: 'плановое',
  unplanned: 'внеплановое',
  landing: 'методический десант',
}

export const VISIT_FORM_LABELS: Record<VisitForm, string> = { onsite: 'очно', video: 'ВКС' }

export const VISIT_STATE_LABELS: Record<VisitState, string> = {
  planned: 'запланировано',
  held: 'состоялось',
  cancelled: 'отменено',
  refused: 'школа отказалась',
}

export const PROFILE_MATCH_LABELS: Record<ProfileMatch, string> = {
  confirmed: 'подтвердился',
  not_confirmed: 'не подтвердился',
  changed: 'изменена значимость',
}

export const RECOMMENDATION_STATE_LABELS: Record<RecommendationState, string> = {
  open: 'ждёт ответа школы',
  answered: 'школа ответила',
  done: 'выполнена',
  not_done: 'не выполнена',
  withdrawn: 'снята',
}

export const RECOMMENDATION_DECISION_LABELS: Record<RecommendationDecision, string> = {
  done: 'выполнена',
  not_done: 'не выполнена',
  stays: 'остаётся',
}

/** Of a visit on a day. */
export const VISIT_STANDING_LABELS: Record<VisitStanding, string> = {
  held: 'состоялось',
  missed: 'не состоялось в срок',
  soon: 'на этой неделе',
  ahead: 'запланировано',
  unfinished: 'лист не заполнен',
  cancelled: 'отменено',
  refused: 'школа отказалась',
}

/** What the list of visits can be narrowed to. */
export const VISIT_FILTER_LABELS: Record<VisitFilter, string> = {
  ...VISIT_STANDING_LABELS,
  scheduled: 'стоит в графике',
  due: 'срок наступил',
  not_held: 'не состоялось, всего',
}
