import { type Change, changeOf, type Grade } from '@/lib/risk-profile/change'
import type { Significance, Verdict } from '@/lib/risk-profile/rules'
import type { LocalDate } from '@/lib/shared/dates'

/** Days of a profile by which it is told how far it has come; null: not done. */
export type ProfileDays = {
  questionnaireOn: LocalDate | null
  verifiedOn: LocalDate | null
  secondOn: LocalDate | null
}

export const PROFILE_STATES = ['none', 'questionnaire', 'verified', 'second'] as const
export type ProfileState = (typeof PROFILE_STATES)[number]

/** null: the school has no profile in the programme. */
export function profileState(profile: ProfileDays | null): ProfileState {
  if (!profile?.questionnaireOn) return 'none'
  if (profile.verifiedOn === null) return 'questionnaire'
  return profile.secondOn === null ? 'verified' : 'second'
}

export type Mark = {
  initial: Significance
  initialValue: number | null
  verdict: Verdict | null
  /** null until it is verified. */
  verified: Significance | null
  isActive: boolean
  second: Significance | null
  secondValue: number | null
}

/** What is held of a factor at the start of the year: as verified, else as the questionnaire gave it. */
export const startOf = (mark: Mark): Grade => ({
  significance: mark.verified ?? mark.initial,
  value: mark.initialValue,
})

export const changeOfMark = (mark: Mark): Change | null =>
  changeOf(startOf(mark), mark.second === null ? null : { significance: mark.second, value: mark.secondValue })

/** A school works on a factor that is there: «не выявлен» and «не оценён» cannot be activated. */
export const canBeActive = (significance: Significance): boolean =>
  significance !== 'absent' && significance !== 'unassessed'

/** A school belongs to a programme whose year it has at least one day of; days are inclusive. */
export const isOfYear = (
  { validFrom, validTo }: { validFrom: LocalDate | null; validTo: LocalDate | null },
  year: number,
): boolean => (validFrom === null || validFrom <= `${year}-12-31`) && (validTo === null || validTo >= `${year}-01-01`)

type FactorRow = { id: string; position: number; endedAt: Date | null }

/**
 * The factors that stand in a profile, by place. Rows of one place are wordings of one factor: the profile keeps the one that it was
 * filled with (`marked`), also after the dictionary has changed; a place that it has none of takes the wording in force.
 */
export function factorsOfProfile<F extends FactorRow>(dictionary: readonly F[], marked: ReadonlySet<string>): F[] {
  const places = new Map<number, F[]>()
  for (const factor of dictionary) {
    const own = places.get(factor.position)
    if (own) own.push(factor)
    else places.set(factor.position, [factor])
  }
  return [...places]
    .sort(([one], [other]) => one - other)
    .flatMap(([, wordings]) => {
      const own = wordings.filter((one) => marked.has(one.id))
      return own.length > 0 ? own : wordings.filter((one) => one.endedAt === null)
    })
}
