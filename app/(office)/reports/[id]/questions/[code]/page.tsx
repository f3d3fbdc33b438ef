import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { BLANK, errorOf, type FormState, openForm, revisionOf, typed } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { KeepPage, keptFor } from '@/app/_offline/keep-page'
import { SessionWarning } from '@/app/_offline/session-warning'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { AnswerKeeper } from '@/components/offline/answer-keeper'
import { AnswerLeft } from '@/components/offline/answer-left'
import { EarlierAnswer } from '@/components/report/earlier-answer'
import { TwoTexts } from '@/components/report/two-texts'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { RadioGroup } from '@/components/ui/choice'
import { TextArea } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SubmitButton } from '@/components/ui/submit-button'
import { getReport, type ReportPage } from '@/db/queries/report'
import type { ReportQuestion } from '@/lib/report/form'
import { findQuestion, questionsOf } from '@/lib/report/progress'
import { MOST_ANSWER } from '@/lib/report/schema'
import { localDate, localTime, shortDate } from '@/lib/shared/dates'
import { answerAction, settleAction } from './actions'

export const metadata = { title: 'Вопрос отчёта' }

type Props = { params: Promise<{ id: string; code: string }>; searchParams: Promise<Query> }

export default async function QuestionPage({ params, searchParams }: Props) {
  const [{ id, code }, query] = await Promise.all([params, searchParams])
  const fromCheck = one(query, 'from') === 'check'
  const here = `/reports/${pageId(id)}/questions/${encodeURIComponent(code)}${fromCheck ? '?from=check' : ''}`
  const actor = await requireActor(here)
  const report = await orNotFound(getReport(actor, id))
  const found = findQuestion(report.form, code, report.stage.isFinal)
  const section = report.sections.find((one) => one.code === found?.section)
  if (!report.own || !found || !section) notFound()
  const { question } = found
  const stored = report.own.answers.find((answer) => answer.question === code)
  const rivals = report.own.rivals.filter((rival) => rival.question === code)
  const kept = one(query, 'kept')
  const state = await openForm('report-answer', kept, actor.userId)
  const settling = await openForm('report-rival', kept, actor.userId)
  const asked = questionsOf(report.form, section.code, report.stage.isFinal)
  const at = asked.findIndex((one) => one.code === code)
  const previous = report.previous
  const earlier = previous?.sections.flatMap((one) => one.answers).find((answer) => answer.question === code)
  const sectionPage = `/reports/${id}/sections/${section.code}`
  const following = asked[at + 1]
  const next = following && `/reports/${id}/questions/${following.code}`
  const place = {
    user: await keptFor(),
    reportId: id,
    question: code,
    label: `${report.school}, ${report.stage.name}: ${question.label}`,
    page: `/reports/${id}/questions/${encodeURIComponent(code)}`,
  }
  return (
    <>
      <KeepPage name={place.label} also={[sectionPage, `/reports/${id}`, '/reports', ...(next ? [next] : [])]} />
      <PageHead
        title={question.label}
        over={`${section.title}: вопрос ${at + 1} из ${asked.length}`}
        crumbs={[
          { label: 'Отчёты', href: '/reports' },
          { label: report.school, href: `/reports/${id}` },
          { label: section.title, href: sectionPage },
        ]}
        sub={report.stage.name}
      />
      {one(query, 'done') === 'settled' ? (
        <Notice tone="green" live>
          Выбор сохранён: ниже тот текст, который вы оставили.
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
      {rivals.map((rival, index) => (
        <Section key={rival.id} title="Два текста одного ответа" id={index === 0 ? 'two' : undefined} narrow>
          <TwoTexts stored={stored} rival={rival} zone={actor.zone} />
          {section.isOpen ? (
            <Settling
              id={rival.id}
              revision={stored?.revision ?? 0}
              page={here}
              both={[stored?.text, rival.text].filter(Boolean).join('\n')}
              state={typed(settling, 'rivalId') === rival.id ? settling : BLANK}
              isChoice={question.kind === 'choice'}
            />
          ) : null}
        </Section>
      ))}
      <div className={earlier ? 'two' : 'col'}>
        {section.isOpen ? (
          <Form action={answerAction} page={here} state={state} className="pt-4">
            <input type="hidden" name="reportId" value={id} />
            <input type="hidden" name="question" value={code} />
            <input type="hidden" name="revision" value={revisionOf(state, stored?.revision ?? 0)} />
            {fromCheck ? <input type="hidden" name="back" value="check" /> : null}
            <AnswerField question={question} state={state} stored={stored?.text ?? ''} />
            <SessionWarning />
            <AnswerKeeper
              {...place}
              next={fromCheck ? `/reports/${id}/check` : (next ?? sectionPage)}
              stored={state === BLANK ? undefined : { text: stored?.text ?? '', revision: stored?.revision ?? 0 }}
            />
            <ActionBar>
              <SubmitButton sending="Сохраняем…">Сохранить и продолжить</SubmitButton>
              <LinkButton href={fromCheck ? `/reports/${id}/check` : sectionPage}>
                {fromCheck ? 'К проверке' : 'К разделу'}
              </LinkButton>
            </ActionBar>
            {stored ? <p className="hint">Сохранено {savedAt(stored.savedAt, actor)}</p> : null}
          </Form>
        ) : (
          <>
            <Closed report={report} text={stored?.text ?? ''} lost={typed(state, 'text')} />
            <AnswerLeft {...place} />
          </>
        )}
        {earlier ? (
          <EarlierAnswer month={previous?.stageMonth ?? ''} earlier={earlier.text} now={stored?.text ?? ''} />
        ) : null}
      </div>
    </>
  )
}

function savedAt(at: Date, { zone, today }: { zone: string; today: string }): string {
  const day = localDate(at, zone)
  return `${day === today ? '' : `${shortDate(day)} `}в ${localTime(at, zone)}`
}

function AnswerField({ question, state, stored }: { question: ReportQuestion; state: FormState; stored: string }) {
  const value = typed(state, 'text', stored)
  const error = errorOf(state, 'text')
  const { hint, isRequired } = question
  if (question.kind === 'choice')
    return (
      <RadioGroup
        name="text"
        label="Ответ"
        hint={hint || undefined}
        error={error}
        required={isRequired}
        options={question.options.map((option) => ({ value: option, label: option }))}
        defaultValue={value}
      />
    )
  return (
    <TextArea
      name="text"
      label="Ответ"
      hint={[hint, `До ${MOST_ANSWER.toLocaleString('ru-RU')} знаков`].filter(Boolean).join('. ')}
      error={error}
      required={isRequired}
      rows={10}
      defaultValue={value}
    />
  )
}

function Closed({ report, text, lost }: { report: ReportPage; text: string; lost: string }) {
  return (
    <div className="pt-4">
      <Notice tone="amber" title="Раздел закрыт для правки">
        {report.closed ?? 'Замечаний к этому разделу нет. Исправьте разделы, которые открыты.'}
      </Notice>
      <p className="whitespace-pre-wrap mt-4">{text || 'Ответ не дан.'}</p>
      {lost && lost !== text ? (
        <>
          <h2 className="mt-6">Не сохранено</h2>
          <p className="soft">Этот текст вы набрали, когда раздел уже закрылся. Скопируйте его, если он нужен.</p>
          <p className="whitespace-pre-wrap mt-2">{lost}</p>
        </>
      ) : null}
    </div>
  )
}

function Settling({
  id,
  revision,
  page,
  both,
  state,
  isChoice,
}: {
  id: string
  revision: number
  page: string
  both: string
  state: FormState
  isChoice: boolean
}) {
  const joined = {
    value: 'joined',
    label: 'Соединить оба',
    more: (
      <TextArea
        id={`f-joined-${id}`}
        name="joined"
        label="Ваш текст из двух"
        rows={8}
        required={false}
        defaultValue={typed(state, 'joined', both)}
        error={errorOf(state, 'joined')}
      />
    ),
  }
  return (
    <Form action={settleAction} page={page} state={state} className="pt-4">
      <input type="hidden" name="rivalId" value={id} />
      <input type="hidden" name="revision" value={revision} />
      <RadioGroup
        id={`f-choice-${id}`}
        name="choice"
        label="Какой текст оставить?"
        error={errorOf(state, 'choice')}
        required
        options={[
          { value: 'theirs', label: 'Сохранённый ответ' },
          { value: 'mine', label: 'Второй текст' },
          ...(isChoice ? [] : [joined]),
        ]}
        defaultValue={typed(state, 'choice')}
      />
      <ActionBar>
        <SubmitButton>Оставить выбранный текст</SubmitButton>
      </ActionBar>
    </Form>
  )
}
