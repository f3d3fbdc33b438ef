import { SIGNIFICANCE_LABELS, sayGrade } from '@/lib/risk-profile/labels'
import { factorsOfProfile } from '@/lib/risk-profile/profile'
import type { PlanFactor, StoredProfile } from '@/lib/risk-profile/questionnaire-plan'
import type { LocalDate } from '@/lib/shared/dates'

type Known = {
  schools: readonly { id: string; name: string; shortName: string }[]
  factors: readonly PlanFactor[]
  profiles: ReadonlyMap<string, StoredProfile>
}
export type ExportCell = string | number | { date: LocalDate } | null
export type ExportTable = { columns: { header: string; width: number }[]; rows: ExportCell[][] }

/** Schools whose short name another has too go out under their full one, so that the file can be read back. */
function nameOf(school: Known['schools'][number], schools: Known['schools']): string {
  const isShared = schools.some((other) => other.id !== school.id && other.shortName === school.shortName)
  return isShared ? school.name : school.shortName
}

/** The places of the dictionary in order: each in the wording in force, one that only profiles have in theirs. */
function placesOf({ factors, profiles }: Known): PlanFactor[] {
  const used = new Set([...profiles.values()].flatMap((profile) => profile.marks.map((mark) => mark.factorId)))
  const places = new Map<number, PlanFactor>()
  for (const factor of factors) {
    if (factor.endedAt !== null && !used.has(factor.id)) continue
    if (!places.has(factor.position) || factor.endedAt === null) places.set(factor.position, factor)
  }
  return [...places.values()].sort((one, other) => one.position - other.position)
}

const markAt = (known: Known, schoolId: string, position: number) => {
  const marks = known.profiles.get(schoolId)?.marks ?? []
  const factor = factorsOfProfile(known.factors, new Set(marks.map((mark) => mark.factorId))).find(
    (one) => one.position === position,
  )
  return marks.find((mark) => mark.factorId === factor?.id)
}

/** A row a school, a column a factor: what `readQuestionnaireFile` reads back without a change. */
export function questionnaireMatrix(known: Known): ExportTable {
  const places = placesOf(known)
  return {
    columns: [
      { header: 'Школа', width: 34 },
      { header: 'Дата', width: 12 },
      ...places.map((factor) => ({ header: factor.name, width: 18 })),
    ],
    rows: known.schools.map((school) => {
      const day = known.profiles.get(school.id)?.questionnaireOn
      return [
        nameOf(school, known.schools),
        day ? { date: day } : null,
        ...places.map(({ position }) => {
          const mark = markAt(known, school.id, position)
          return mark ? sayGrade(mark.initial, mark.initialValue) : ''
        }),
      ]
    }),
  }
}

/** A row a school and factor. */
export function questionnaireList(known: Known): ExportTable {
  const places = placesOf(known)
  return {
    columns: [
      { header: 'Школа', width: 34 },
      { header: 'Дата', width: 12 },
      { header: 'Фактор', width: 60 },
      { header: 'Значимость', width: 16 },
      { header: 'Значение', width: 12 },
    ],
    rows: known.schools.flatMap((school) => {
      const day = known.profiles.get(school.id)?.questionnaireOn
      return places.map(({ position, name }): ExportCell[] => {
        const mark = markAt(known, school.id, position)
        return [
          nameOf(school, known.schools),
          day ? { date: day } : null,
          name,
          mark ? SIGNIFICANCE_LABELS[mark.initial] : '',
          mark?.initialValue ?? null,
        ]
      })
    }),
  }
}
