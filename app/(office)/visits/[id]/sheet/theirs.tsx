import { Notice } from '@/components/ui/notice'
import { SummaryList } from '@/components/ui/summary-list'
import { shortDate } from '@/lib/shared/dates'
import { PROFILE_MATCH_LABELS, RECOMMENDATION_STATE_LABELS, VISIT_FORM_LABELS } from '@/lib/visit/labels'
import type { ProfileMatch, RecommendationState, VisitForm } from '@/lib/visit/rules'
import type { Observation } from '@/lib/visit/sheet'

type Recommendation = { text: string; due: string | null; person: string; state: RecommendationState }

export type Theirs = {
  heldOn: string | null
  startsAt: string
  endsAt: string
  form: VisitForm
  aim: string
  participants: string
  agenda: string
  observations: Observation[]
  documentsSeen: string
  found: string
  profileMatch: ProfileMatch | null
  nextOn: string | null
  /** Absent in a form that was kept by an older program. */
  recommendations?: Recommendation[]
}

const sayRecommendation = ({ text, due, person, state }: Recommendation): string =>
  [text, due ? `до ${shortDate(due)}` : '', person, state === 'open' ? '' : RECOMMENDATION_STATE_LABELS[state]]
    .filter(Boolean)
    .join(', ')

/** What is stored now, beside what was typed here: shown after a conflict. */
export function TheirSheet({ theirs }: { theirs: Theirs }) {
  const rows = [
    [
      'День и время',
      [theirs.heldOn ? shortDate(theirs.heldOn) : '', theirs.startsAt, theirs.endsAt].filter(Boolean).join(' '),
    ],
    ['Как прошло', VISIT_FORM_LABELS[theirs.form]],
    ['С кем встречались', theirs.participants],
    ['Цель', theirs.aim],
    ['Программа', theirs.agenda],
    ['Наблюдения', theirs.observations.map((one) => `${one.schoolClass} ${one.subject}: ${one.text}`).join('\n')],
    ['Документы', theirs.documentsSeen],
    ['Что выявлено', theirs.found],
    ['Профиль', theirs.profileMatch ? PROFILE_MATCH_LABELS[theirs.profileMatch] : ''],
    ['Рекомендации', (theirs.recommendations ?? []).map(sayRecommendation).join('\n')],
    ['Следующее посещение', theirs.nextOn ? shortDate(theirs.nextOn) : ''],
  ] as const
  return (
    <Notice tone="amber" title="Сейчас сохранено">
      <SummaryList plain rows={rows.flatMap(([label, value]) => (value ? [{ label, value }] : []))} />
      <p>
        В форме ниже ваш текст. Если сохранить его, он заменит этот; прежний останется в журнале. Рекомендации, которых
        в вашем тексте не было, добавлены в форму.
      </p>
    </Notice>
  )
}
