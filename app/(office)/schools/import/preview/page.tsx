import { notFound, redirect } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { openForm } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { Steps } from '@/components/ui/steps'
import { SubmitButton } from '@/components/ui/submit-button'
import { Table } from '@/components/ui/table'
import { getQuestionnaireTarget } from '@/db/queries/questionnaire-import'
import { may } from '@/lib/access/policy'
import { programmeTitle } from '@/lib/programme/current'
import { readQuestionnaireFile } from '@/lib/risk-profile/questionnaire-file'
import { isUnchangedPlan, planQuestionnaires, type SchoolPlan } from '@/lib/risk-profile/questionnaire-plan'
import { shortDate } from '@/lib/shared/dates'
import { counted } from '@/lib/shared/text'
import { saveQuestionnairesAction } from '../actions'
import { findSource } from '../source'

export const metadata = { title: 'Проверьте анкеты' }

/** Schools shown with all their changes; the rest are counted. */
const SHOWN = 100

export default async function PreviewPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams
  const name = one(query, 'source') ?? ''
  const page = `/schools/import/preview?source=${encodeURIComponent(name)}`
  const actor = await requireActor(page)
  if (!may(actor, 'risk_profile.edit')) notFound()
  const source = await findSource(actor, name)
  if (!source) redirect('/schools/import')
  const target = await orNotFound(getQuestionnaireTarget(actor, source.programmeId))
  const state = await openForm('questionnaire-import', one(query, 'kept'), actor.userId)
  const read = readQuestionnaireFile(source.tables, target, actor.today)
  const planned = planQuestionnaires(read.rows, target, source.day)
  const changed = planned.plans.filter((plan) => !isUnchangedPlan(plan))
  const problems = [...source.doubts, ...read.problems, ...planned.problems]
  const again = `/schools/import?programme=${source.programmeId}`
  return (
    <>
      <PageHead
        title="Проверьте анкеты"
        crumbs={[
          { label: 'Школы', href: `/schools?programme=${source.programmeId}` },
          { label: 'Анкеты из файла', href: again },
        ]}
        sub={[source.fileName, programmeTitle(target.programme)].filter(Boolean).join(' · ')}
      />
      <Steps current={2} total={2} title="проверить и сохранить" />
      {problems.length > 0 ? (
        <Notice
          tone="amber"
          wide
          title={`${counted(problems.length, 'место не взято или сомнительно', 'места не взяты или сомнительны', 'мест не взяты или сомнительны')}`}
        >
          <ul className="list-disc pl-5 break-words">
            {problems.map((problem, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two cells may raise the same problem
              <li key={index}>{problem}</li>
            ))}
          </ul>
          <p>Остальное можно сохранить; или исправьте файл и загрузите снова.</p>
        </Notice>
      ) : null}
      {changed.length === 0 ? (
        <>
          <Notice
            tone={planned.plans.length > 0 ? 'green' : 'red'}
            wide
            title={planned.plans.length > 0 ? 'Изменений нет' : 'Сохранять нечего'}
          >
            {planned.plans.length > 0
              ? `Анкеты ${counted(planned.plans.length, 'школы', 'школ', 'школ')} из файла уже внесены слово в слово.`
              : 'В файле не нашлось ни одной понятной анкеты ваших школ.'}
          </Notice>
          <ActionBar>
            <LinkButton kind="main" href={again}>
              Загрузить другой файл
            </LinkButton>
          </ActionBar>
        </>
      ) : (
        <Form action={saveQuestionnairesAction} page={page} state={state}>
          <input type="hidden" name="source" value={name} />
          <input type="hidden" name="state" value={target.state} />
          <p>
            Новых профилей: {changed.filter((plan) => plan.isNew).length}, изменится:{' '}
            {changed.filter((plan) => !plan.isNew).length}, без изменений: {planned.plans.length - changed.length}.
          </p>
          {changed.slice(0, SHOWN).map((plan) => (
            <Changes key={plan.schoolId} plan={plan} />
          ))}
          {changed.length > SHOWN ? <p>И ещё {counted(changed.length - SHOWN, 'школа', 'школы', 'школ')}.</p> : null}
          <ActionBar note="До этого нажатия ничего не сохранено.">
            <SubmitButton sending="Сохраняем…">Сохранить анкеты</SubmitButton>
            <LinkButton href={again}>Загрузить другой файл</LinkButton>
          </ActionBar>
        </Form>
      )}
    </>
  )
}

function Changes({ plan }: { plan: SchoolPlan }) {
  return (
    <Section
      title={plan.school}
      aside={`анкета ${shortDate(plan.questionnaireOn)}${plan.isNew ? ', новый профиль' : ''}`}
    >
      {plan.changes.length === 0 ? (
        <p>Меняется только день анкетирования.</p>
      ) : (
        <Table caption={`Что изменится: ${plan.school}`} head={['Фактор', 'Сейчас', 'Станет']}>
          <tbody>
            {plan.changes.map((change) => (
              <tr className="row" key={change.factor}>
                <td className="title">{change.factor}</td>
                <td data-l="Сейчас">{change.was ?? 'нет'}</td>
                <td data-l="Станет">
                  {change.becomes}
                  {change.verifyAgain ? <span className="under">верификация этого фактора снимется</span> : null}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  )
}
