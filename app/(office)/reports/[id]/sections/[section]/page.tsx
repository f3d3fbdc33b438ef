import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { BLANK, errorOf, openForm, typed } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { KeepPage } from '@/app/_offline/keep-page'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { FactsTable } from '@/components/report/facts-table'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { RadioGroup } from '@/components/ui/choice'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SubmitButton } from '@/components/ui/submit-button'
import { SummaryList } from '@/components/ui/summary-list'
import { getReportFacts } from '@/db/queries/report-check'
import { isTypedSection, SECTION_COLUMNS } from '@/lib/report/columns'
import { sayPeriod } from '@/lib/report/document'
import { changedFacts } from '@/lib/report/facts'
import { questionsOf } from '@/lib/report/progress'
import { counted, isBlank } from '@/lib/shared/text'
import { repeatRowsAction, sectionDoneAction } from './actions'

export const metadata = { title: 'Раздел отчёта' }

type Props = { params: Promise<{ id: string; section: string }>; searchParams: Promise<Query> }
type Found = Awaited<ReturnType<typeof getReportFacts>>

const DONE: Record<string, string> = {
  saved: 'Строка сохранена.',
  removed: 'Строка убрана.',
  repeated: 'Строки прошлого этапа повторены. Проверьте их и исправьте то, что изменилось.',
}

export default async function SectionPage({ params, searchParams }: Props) {
  const [{ id, section: code }, query] = await Promise.all([params, searchParams])
  const fromCheck = one(query, 'from') === 'check'
  const path = `/reports/${pageId(id)}/sections/${encodeURIComponent(code)}`
  const here = `${path}${fromCheck ? '?from=check' : ''}`
  const actor = await requireActor(here)
  const report = await orNotFound(getReportFacts(actor, id))
  const section = report.sections.find((one) => one.code === code)
  if (!section) notFound()
  const place = report.sections.indexOf(section) + 1
  const state = await openForm('report-section', one(query, 'kept'), actor.userId)
  const filled = report.sections.find((one) => one.code === query.done)
  const said = DONE[one(query, 'row') ?? '']
  return (
    <>
      {report.isOwn ? <KeepPage name={`${report.school}, ${report.stage.name}: ${section.title}`} /> : null}
      <PageHead
        title={section.title}
        over={`Раздел ${place} из ${report.sections.length}`}
        crumbs={[
          { label: 'Отчёты', href: '/reports' },
          { label: report.school, href: `/reports/${id}` },
        ]}
        sub={report.stage.name}
      />
      {filled ? (
        <Notice tone="green" live>
          Раздел «{filled.title}» заполнен. Следующий — этот.
        </Notice>
      ) : null}
      {one(query, 'saved') ? (
        <Notice tone="green" live>
          Ответ сохранён.
        </Notice>
      ) : null}
      {said ? (
        <Notice tone="green" live>
          {said}
        </Notice>
      ) : null}
      {section.remarks.length > 0 ? (
        <Notice tone="amber" title="Замечания к разделу">
          {section.remarks.map((remark) => (
            <p key={remark} className="whitespace-pre-wrap">
              {remark}
            </p>
          ))}
        </Notice>
      ) : null}
      {section.isOpen ? null : (
        <Notice tone="amber" title="Раздел закрыт для правки">
          {report.closed ?? 'Замечаний к этому разделу нет. Исправьте разделы, которые открыты.'}
        </Notice>
      )}
      {section.hint ? <p className="mb-4">{section.hint}</p> : null}
      <FactsOfSection report={report} code={section.code} path={path} isOpen={section.isOpen} />
      <Questions report={report} code={section.code} isOpen={section.isOpen} fromCheck={fromCheck} />
      {section.isOpen ? (
        <Section title="Раздел заполнен?" id="done" narrow>
          <Form action={sectionDoneAction} page={here} state={state}>
            <input type="hidden" name="reportId" value={id} />
            <input type="hidden" name="section" value={code} />
            {fromCheck ? <input type="hidden" name="back" value="check" /> : null}
            <RadioGroup
              name="isDone"
              label={<span className="vh">Раздел заполнен?</span>}
              error={errorOf(state, 'isDone')}
              required
              options={[
                { value: 'yes', label: 'Да' },
                { value: 'no', label: 'Ещё нет, вернусь к нему' },
              ]}
              defaultValue={typed(state, 'isDone', section.isDone ? 'yes' : '')}
            />
            <ActionBar>
              <SubmitButton>Сохранить и продолжить</SubmitButton>
              <LinkButton href={`/reports/${id}${fromCheck ? '/check' : ''}`}>
                {fromCheck ? 'К проверке' : 'К разделам'}
              </LinkButton>
            </ActionBar>
          </Form>
        </Section>
      ) : null}
    </>
  )
}

type Code = Found['sections'][number]['code']

function FactsOfSection({ report, code, path, isOpen }: { report: Found; code: Code; path: string; isOpen: boolean }) {
  const columns = SECTION_COLUMNS[code]
  if (columns.length === 0) return null
  if (!report.facts)
    return <Notice>Сведения школы вам больше не видны: вы не её куратор. Отправленные версии отчёта остались.</Notice>
  const facts = report.facts.sections[code]
  const earlier = report.previous?.sections.find((one) => one.code === code)?.facts ?? []
  const isTyped = isTypedSection(code)
  const known = new Set(facts.map((fact) => fact.cells.join('\n')))
  const toRepeat = earlier.filter((fact) => fact.origin.kind === 'typed' && !known.has(fact.cells.join('\n')))
  return (
    <Section title={isTyped ? 'Сведения' : 'Проверьте сведения'}>
      {code === 'visits' ? <p className="soft mb-3">Посещения за период {sayPeriod(report.facts)}.</p> : null}
      {facts.length > 0 ? (
        <FactsTable
          caption="Сведения раздела"
          columns={columns}
          facts={facts}
          {...(isOpen && isTyped ? { hrefOf: (id: string) => `${path}/rows/${id}` } : {})}
          // Typed rows of another stage are other rows: only records keep their names.
          {...(report.previous && !isTyped
            ? { changes: changedFacts(earlier, facts), since: report.previous.stageMonth }
            : {})}
        />
      ) : (
        <p className="soft">{EMPTY[code] ?? 'Строк пока нет.'}</p>
      )}
      {isOpen && isTyped ? (
        <ActionBar>
          <LinkButton href={`${path}/rows/new`}>Добавить строку</LinkButton>
          {toRepeat.length > 0 ? (
            <Form action={repeatRowsAction} page={path} state={BLANK}>
              <input type="hidden" name="reportId" value={report.id} />
              <input type="hidden" name="section" value={code} />
              <SubmitButton kind="plain">
                Повторить из прошлого отчёта: {counted(toRepeat.length, 'строку', 'строки', 'строк')}
              </SubmitButton>
            </Form>
          ) : null}
        </ActionBar>
      ) : null}
    </Section>
  )
}

const EMPTY: Partial<Record<Code, string>> = {
  visits: 'За период посещений нет. Состоявшееся посещение отмечают в разделе «Посещения»: оно появится здесь само.',
  factors: 'Профиль риска школы ещё не внесён. Он появится здесь сам, когда его внесут на странице школы.',
  measures: 'Школа пока не приняла мер по активированным факторам.',
}

function Questions({
  report,
  code,
  isOpen,
  fromCheck,
}: {
  report: Found
  code: Code
  isOpen: boolean
  fromCheck: boolean
}) {
  const asked = questionsOf(report.form, code, report.stage.isFinal)
  if (asked.length === 0) return null
  const textOf = (question: string) => report.own?.answers.find((answer) => answer.question === question)?.text ?? ''
  const hasRival = (question: string) => report.own?.rivals.some((rival) => rival.question === question)
  return (
    <Section title="Ответы">
      <SummaryList
        rows={asked.map((question) => {
          const text = textOf(question.code)
          const isEmpty = isBlank(text)
          const page = `/reports/${report.id}/questions/${question.code}${fromCheck ? '?from=check' : ''}`
          return {
            label: question.label,
            value: (
              <>
                {isEmpty ? (
                  <span className="soft">{question.isRequired ? 'Ответа ещё нет' : 'Не обязательно'}</span>
                ) : (
                  <span className="whitespace-pre-wrap">{text}</span>
                )}
                {hasRival(question.code) ? <span className="under">Есть второй текст: выберите один.</span> : null}
              </>
            ),
            change:
              isOpen || !isEmpty
                ? { href: page, label: isOpen ? (isEmpty ? 'Ответить' : 'Изменить') : 'Открыть' }
                : undefined,
          }
        })}
      />
    </Section>
  )
}
