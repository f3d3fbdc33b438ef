import type { ReportForm, ReportQuestion } from '@/lib/report/form'
import { REPORT_SECTIONS, type ReportSectionCode } from '@/lib/report/rules'
import { isBlank } from '@/lib/shared/text'

/** How a section stands in the task list (pages.md 5). */
export const SECTION_STANDINGS = ['not_begun', 'in_work', 'done', 'remarks'] as const
export type SectionStanding = (typeof SECTION_STANDINGS)[number]

/** `text` by the question's code. */
export type Answers = ReadonlyMap<string, string>

/** Questions of a section that are asked at this stage: those of November only at the last one. */
export const questionsOf = (form: ReportForm, section: ReportSectionCode, isFinal: boolean): ReportQuestion[] =>
  (form.sections.find((one) => one.code === section)?.questions ?? []).filter((one) => isFinal || !one.isFinal)

/** The section and the question of a code; undefined where the form does not ask it at this stage. */
export function findQuestion(
  form: ReportForm,
  code: string,
  isFinal: boolean,
): { section: ReportSectionCode; question: ReportQuestion } | undefined {
  for (const { code: section } of form.sections) {
    const question = questionsOf(form, section, isFinal).find((one) => one.code === code)
    if (question) return { section, question }
  }
  return undefined
}

/** The form's sections in the order of the report; a form may leave some out. */
export const sectionsOf = (form: ReportForm) =>
  REPORT_SECTIONS.flatMap((code) => form.sections.filter((section) => section.code === code))

/** Required questions without an answer, with their sections. */
export function missingAnswers(
  form: ReportForm,
  isFinal: boolean,
  answers: Answers,
): { section: ReportSectionCode; question: ReportQuestion }[] {
  return sectionsOf(form).flatMap(({ code }) =>
    questionsOf(form, code, isFinal)
      .filter((question) => question.isRequired && isBlank(answers.get(question.code) ?? ''))
      .map((question) => ({ section: code, question })),
  )
}

/** `hasRemarks`: the report was returned with remarks on this section. A person says himself that it is filled in. */
export function sectionStanding(section: { isDone: boolean; hasRemarks: boolean; hasTyped: boolean }): SectionStanding {
  if (section.isDone) return 'done'
  if (section.hasRemarks) return 'remarks'
  return section.hasTyped ? 'in_work' : 'not_begun'
}
