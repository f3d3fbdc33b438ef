import { Status, type StatusKind } from '@/components/ui/status'
import { CHANGE_LABELS, CHANGE_SIGNS, type Change } from '@/lib/risk-profile/change'
import { PROFILE_STATE_LABELS, SIGNIFICANCE_LABELS } from '@/lib/risk-profile/labels'
import type { ProfileState } from '@/lib/risk-profile/profile'
import type { Significance } from '@/lib/risk-profile/rules'
import { capitalised } from '@/lib/shared/text'

const KINDS: Record<ProfileState, StatusKind> = {
  none: 'idle',
  questionnaire: 'soon',
  verified: 'done',
  second: 'done',
}

/** How far the profile has come, a sign and words. */
export function ProfileStatus({ state }: { state: ProfileState }) {
  return <Status kind={KINDS[state]}>{capitalised(PROFILE_STATE_LABELS[state])}</Status>
}

/** «▼ значимость снизилась (−12)»: the sign tells it without colour. */
export function ChangeMark({ change, value = '' }: { change: Change; value?: string }) {
  return (
    <span>
      <span aria-hidden="true">{CHANGE_SIGNS[change]} </span>
      {CHANGE_LABELS[change]}
      {value && value !== '0' ? ` (${value})` : ''}
    </span>
  )
}

/** The significance in words, the grave one in bold. */
export function Grade({ significance, value }: { significance: Significance; value?: number | null }) {
  const said = SIGNIFICANCE_LABELS[significance]
  return (
    <>
      {significance === 'high' ? <b>{said}</b> : said}
      {value === null || value === undefined ? '' : ` (${value})`}
    </>
  )
}
