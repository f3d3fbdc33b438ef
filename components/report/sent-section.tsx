import type { ReactNode } from 'react'
import { Section } from '@/components/ui/section'
import type { ReportContentSection, ReportFact } from '@/lib/report/content'
import { isBlank } from '@/lib/shared/text'

/** One section of a sent version, from its frozen content alone; read in a narrow column and on a phone alike. */
export function SentSection({
  section,
  number,
  beside,
  children,
}: {
  section: ReportContentSection
  number: number
  /** What stands beside the section on a laptop and under it on a phone: the field of a remark. */
  beside?: ReactNode
  /** What is said of the section before its text: earlier remarks, changes. */
  children?: ReactNode
}) {
  const body = (
    <div>
      {children}
      <SectionText section={section} />
    </div>
  )
  return (
    <Section title={`${number}. ${section.title}`} id={section.code}>
      {beside ? (
        <div className="two">
          {body}
          <div>{beside}</div>
        </div>
      ) : (
        body
      )}
    </Section>
  )
}

function SectionText({ section }: { section: ReportContentSection }) {
  const answers = section.answers.filter((answer) => !isBlank(answer.text) || section.code === 'conclusions')
  if (section.facts.length === 0 && answers.length === 0) return <p className="soft">Раздел пуст: сведений нет.</p>
  return (
    <>
      {section.facts.length > 0 ? (
        <ol className="next">
          {section.facts.map((fact) => (
            <li key={`${fact.origin.kind} ${fact.origin.id}`}>
              <Fact columns={section.columns} fact={fact} />
            </li>
          ))}
        </ol>
      ) : null}
      {answers.length > 0 ? (
        <dl className="sum">
          {answers.map((answer) => (
            <div key={answer.question}>
              <dt>{answer.label}</dt>
              <dd>{isBlank(answer.text) ? <span className="soft">Ответ не дан.</span> : answer.text}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </>
  )
}

/** The first cell names the fact, the others follow under their columns. */
function Fact({ columns, fact }: { columns: string[]; fact: ReportFact }) {
  const [first = '', ...rest] = fact.cells
  const told = rest
    .map((cell, index) => ({ label: columns[index + 1] ?? '', cell }))
    .filter(({ cell }) => !isBlank(cell))
  return (
    <>
      <b>{isBlank(first) ? (columns[0] ?? 'Сведения') : first}</b>
      {told.map(({ label, cell }) => (
        <span className="block whitespace-pre-line" key={label}>
          <span className="soft">{label}:</span> {cell}
        </span>
      ))}
      <span className="under">
        Откуда: {fact.origin.kind === 'typed' ? fact.origin.label : <a href={fact.origin.href}>{fact.origin.label}</a>}
      </span>
    </>
  )
}
