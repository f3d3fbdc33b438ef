import { BLANK, openForm } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { LinkButton } from '@/components/ui/button'
import { RadioGroup } from '@/components/ui/choice'
import { TextArea } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { getReportForm } from '@/db/queries/report-form'
import type { ReportForm, ReportQuestion } from '@/lib/report/form'
import { editedForm } from '@/lib/report/form-edit'
import { Refusal } from '@/lib/shared/refusal'
import { parsedEdit } from '../typed-form'

export const metadata = { title: 'Форма отчёта: как увидит куратор' }

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> }

/** The questions as curators would see them: of the stored version, or of one that was typed and is not saved yet (`?kept=`). */
export default async function PreviewPage({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const edit = `/programmes/${pageId(id)}/report-form`
  const actor = await requireActor(`${edit}/preview`)
  const { programme, present } = await orNotFound(getReportForm(actor, id))
  const kept = one(query, 'kept')
  const state = await openForm('report-form', kept, actor.userId)
  const typed = state === BLANK ? { form: present.form } : read(present.form, parsedEdit(state, id))
  const form = 'form' in typed ? typed.form : present.form
  return (
    <div className="col">
      <PageHead
        title="Как увидит куратор"
        crumbs={[{ label: 'Форма отчёта', href: edit }]}
        over={`${programme.name}, ${programme.year}`}
        sub={form.title}
        actions={
          <LinkButton href={state === BLANK ? edit : `${edit}?kept=${kept}`}>
            {state === BLANK ? 'Изменить форму' : 'Вернуться к правке'}
          </LinkButton>
        }
      />
      {state === BLANK ? null : 'form' in typed ? (
        <Notice tone="amber" title="Ещё не сохранено">
          Вернитесь к правке и нажмите «Сохранить новую версию».
        </Notice>
      ) : (
        <Notice tone="red" title="Так сохранить нельзя">
          {typed.why} Ниже сохранённая форма.
        </Notice>
      )}
      <fieldset disabled>
        <legend className="vh">Вопросы отчёта, только для просмотра</legend>
        {form.sections.map((section, index) => (
          <Section key={section.code} title={`${index + 1}. ${section.title}`}>
            {section.hint ? <p className="soft">{section.hint}</p> : null}
            {section.questions.map((question) => (
              <Question key={question.code} question={question} />
            ))}
          </Section>
        ))}
      </fieldset>
    </div>
  )
}

function read(stored: ReportForm, edit: ReturnType<typeof parsedEdit>): { form: ReportForm } | { why: string } {
  if (!edit) return { why: 'Одно из полей не читается.' }
  try {
    return {
      form: editedForm(stored, edit, new Set(stored.sections.flatMap((one) => one.questions.map((q) => q.code)))),
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { why: error.message }
  }
}

function Question({ question }: { question: ReportQuestion }) {
  const field = {
    name: question.code,
    label: question.label,
    hint: [question.hint, question.isFinal ? 'Только на последнем этапе.' : ''].filter(Boolean).join(' ') || undefined,
    required: question.isRequired ? undefined : false,
  }
  return question.kind === 'choice' ? (
    <RadioGroup {...field} options={question.options.map((option) => ({ value: option, label: option }))} />
  ) : (
    <TextArea {...field} rows={3} />
  )
}
