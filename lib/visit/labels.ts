import type { ProfileMatch, RecommendationState, VisitForm, VisitKind, VisitState } from '@/lib/visit/rules'

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
