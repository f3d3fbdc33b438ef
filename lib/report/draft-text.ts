import type { ReportForm } from '@/lib/report/form'
import { questionsOf, sectionsOf } from '@/lib/report/progress'
import { isBlank } from '@/lib/shared/text'

type Draft = {
  form: ReportForm
  isFinal: boolean
  /** «МОУ СОШ № 1, май 2026» and the like, a line each. */
  head: string[]
  answers: readonly { question: string; text: string }[]
  /** Second texts that wait for their author's choice. */
  rivals: readonly { question: string; text: string }[]
}

/** What has been typed into a report, as plain text to go on with elsewhere: each question with its answer, as typed. */
export function draftText({ form, isFinal, head, answers, rivals }: Draft): string {
  const lines = [...head, '']
  for (const section of sectionsOf(form)) {
    lines.push('', section.title.toUpperCase(), '')
    for (const { code, label } of questionsOf(form, section.code, isFinal)) {
      const text = answers.find((one) => one.question === code)?.text ?? ''
      lines.push(`${label}:`, isBlank(text) ? '(ответа пока нет)' : text, '')
      for (const rival of rivals) if (rival.question === code) lines.push('Второй текст этого ответа:', rival.text, '')
    }
  }
  return lines.join('\n')
}
