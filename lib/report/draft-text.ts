import { SECTION_COLUMNS } from '@/lib/report/columns'
import type { ReportForm } from '@/lib/report/form'
import { questionsOf, sectionsOf } from '@/lib/report/progress'
import type { ReportSectionCode } from '@/lib/report/rules'
import { isBlank } from '@/lib/shared/text'

type Draft = {
  form: ReportForm
  isFinal: boolean
  /** «МОУ СОШ № 1, май 2026» and the like, a line each. */
  head: string[]
  answers: readonly { question: string; text: string }[]
  /** Typed rows of the sections that have no records, in their order. */
  rows: readonly { section: ReportSectionCode; cells: readonly string[] }[]
  /** Second texts that wait for their author's choice. */
  rivals: readonly { question: string; text: string }[]
}

/** What has been typed into a report, as plain text to go on with elsewhere: each question with its answer and each row, as typed. */
export function draftText({ form, isFinal, head, answers, rows, rivals }: Draft): string {
  const lines = [...head, '']
  for (const section of sectionsOf(form)) {
    lines.push('', section.title.toUpperCase(), '')
    for (const { cells } of rows.filter((row) => row.section === section.code)) {
      const told = cells.map((cell, at) => (isBlank(cell) ? '' : `${SECTION_COLUMNS[section.code][at]}: ${cell}`))
      lines.push(...told.filter(Boolean), '')
    }
    for (const { code, label } of questionsOf(form, section.code, isFinal)) {
      const text = answers.find((one) => one.question === code)?.text ?? ''
      lines.push(`${label}:`, isBlank(text) ? '(ответа пока нет)' : text, '')
      for (const rival of rivals) if (rival.question === code) lines.push('Второй текст этого ответа:', rival.text, '')
    }
  }
  return lines.join('\n')
}
