import { sayGrade } from '@/lib/risk-profile/labels'
import { factorsOfProfile } from '@/lib/risk-profile/profile'
import type { FileRow } from '@/lib/risk-profile/questionnaire-file'
import type { Significance } from '@/lib/risk-profile/rules'
import type { QuestionnaireMark } from '@/lib/risk-profile/schema'
import type { LocalDate } from '@/lib/shared/dates'

export type StoredMark = {
  factorId: string
  initial: Significance
  initialValue: number | null
  /** Somebody has verified it. */
  isVerified: boolean
}
export type StoredProfile = { questionnaireOn: LocalDate | null; marks: readonly StoredMark[] }
export type PlanFactor = { id: string; name: string; position: number; endedAt: Date | null }

/** What a file would change in one school. `changes` are in words for the preview; empty: all is so already. */
export type SchoolPlan = {
  schoolId: string
  school: string
  questionnaireOn: LocalDate
  marks: QuestionnaireMark[]
  isNew: boolean
  isDayNew: boolean
  changes: { factor: string; was: string | null; becomes: string; verifyAgain: boolean }[]
}

/**
 * A file's answers against what is stored. A cell that says only the value leaves the significance, and the other way round; a row
 * without a day takes the stored one, else `day`.
 */
export function planQuestionnaires(
  rows: readonly FileRow[],
  known: {
    schools: readonly { id: string; shortName: string }[]
    factors: readonly PlanFactor[]
    profiles: ReadonlyMap<string, StoredProfile>
  },
  day: LocalDate,
): { plans: SchoolPlan[]; problems: string[] } {
  const problems: string[] = []
  const plans = rows.flatMap((row) => {
    const school = known.schools.find((one) => one.id === row.schoolId)
    if (!school) return []
    const stored = known.profiles.get(row.schoolId)
    const ofProfile = factorsOfProfile(known.factors, new Set(stored?.marks.map((mark) => mark.factorId)))
    const marks: QuestionnaireMark[] = []
    const changes: SchoolPlan['changes'] = []
    for (const { position, significance, value } of row.marks) {
      const factor = ofProfile.find((one) => one.position === position)
      if (!factor) {
        const name = known.factors.find((one) => one.position === position)?.name ?? ''
        problems.push(`${school.shortName}: фактор «${name}» исключён из словаря, в профиле школы его нет. Не взят.`)
        continue
      }
      const before = stored?.marks.find((one) => one.factorId === factor.id)
      const mark = {
        factorId: factor.id,
        initial: significance ?? before?.initial ?? 'unassessed',
        initialValue: value ?? (significance === undefined ? null : (before?.initialValue ?? null)),
      }
      marks.push(mark)
      if (before && before.initial === mark.initial && before.initialValue === mark.initialValue) continue
      changes.push({
        factor: factor.name,
        was: before ? sayGrade(before.initial, before.initialValue) : null,
        becomes: sayGrade(mark.initial, mark.initialValue),
        verifyAgain: Boolean(before?.isVerified) && before?.initial !== mark.initial,
      })
    }
    if (marks.length === 0) return []
    const questionnaireOn = row.questionnaireOn ?? stored?.questionnaireOn ?? day
    return [
      {
        schoolId: school.id,
        school: school.shortName,
        questionnaireOn,
        marks,
        isNew: !stored,
        isDayNew: questionnaireOn !== stored?.questionnaireOn,
        changes,
      },
    ]
  })
  return { plans, problems }
}

export const isUnchangedPlan = (plan: SchoolPlan): boolean => plan.changes.length === 0 && !plan.isDayNew
