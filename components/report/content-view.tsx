import type { ReactNode } from 'react'
import { FactsTable } from '@/components/report/facts-table'
import { Section } from '@/components/ui/section'
import { SummaryList } from '@/components/ui/summary-list'
import type { ReportContent, ReportContentSection } from '@/lib/report/content'
import { sayCurator, sayPeriod } from '@/lib/report/document'
import { isBlank } from '@/lib/shared/text'

/** A report as it is sent, made of its content alone; `aside` and `change` are of the check page, where it can still be changed. */
export function ContentView({
  content,
  aside,
  links = false,
}: {
  content: ReportContent
  aside?: (section: ReportContentSection) => ReactNode
  links?: boolean
}) {
  return (
    <>
      <SummaryList
        rows={[
          { label: 'Программа', value: `${content.programme}, ${content.year} год` },
          { label: 'Этап', value: content.stage },
          { label: 'Муниципалитет', value: content.municipality },
          { label: 'Школа', value: content.school },
          { label: 'Куратор', value: sayCurator(content) },
          { label: 'Период', value: sayPeriod(content) },
          ...(content.basis ? [{ label: 'Основание', value: content.basis }] : []),
        ]}
      />
      {content.sections.map((section, index) => (
        <Section key={section.code} title={`${index + 1}. ${section.title}`} aside={aside?.(section)} id={section.code}>
          {section.facts.length > 0 ? (
            <FactsTable caption={section.title} columns={section.columns} facts={section.facts} links={links} />
          ) : section.columns.length > 0 ? (
            <p className="soft">Записей за период нет.</p>
          ) : null}
          <Answers section={section} />
        </Section>
      ))}
    </>
  )
}

function Answers({ section }: { section: ReportContentSection }) {
  const given = section.answers.filter((answer) => !isBlank(answer.text))
  if (given.length === 0) return null
  return (
    <SummaryList
      rows={given.map(({ label, text }) => ({
        label,
        value: <span className="whitespace-pre-wrap">{text}</span>,
      }))}
    />
  )
}
