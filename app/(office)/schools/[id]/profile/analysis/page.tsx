import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { one } from '@/app/_forms/query'
import { orNotFound } from '@/app/_session/or-not-found'
import { Grade } from '@/components/risk-profile/profile-status'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { DateField, TextArea } from '@/components/ui/field'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { getRiskProfile } from '@/db/queries/risk-profile'
import { may } from '@/lib/access/policy'
import { programmeTitle } from '@/lib/programme/current'
import { shortDate } from '@/lib/shared/dates'
import { openSchool, type SchoolPage, schoolCrumbs, schoolPage } from '../../../open-school'
import { markAnalysedAction } from '../actions'
import { revisionSent, StoredAnswers } from '../stored-answers'

export const metadata = { title: 'Анализ профиля риска' }

export default async function AnalysisPage(props: SchoolPage) {
  const { id, asked, actor, query } = await openSchool(props, '/profile/analysis')
  if (!may(actor, 'risk_profile.analyse')) notFound()
  const { school, programme, profile, factors } = await orNotFound(getRiskProfile(actor, id, asked))
  const back = schoolPage(id, '/profile', programme.id)
  const state = await openForm('profile-analysis', one(query, 'kept'), actor.userId)
  const stored = {
    analysedOn: profile?.analysedOn ? shortDate(profile.analysedOn) : '',
    analysis: profile?.analysis ?? '',
  }
  const grave = factors.filter((factor) => factor.isActive || factor.start.significance === 'high')
  return (
    <div className="col">
      <PageHead
        title="Анализ профиля риска"
        crumbs={schoolCrumbs(school, programme.id, true)}
        over={school.shortName}
        sub={programmeTitle(programme)}
      />
      {profile ? (
        <>
          <p className="soft mb-4">
            Анализ проводят координатор, куратор и администрация школы вместе. Здесь отмечают, когда он проведён и к
            чему пришли; по этой отметке считается показатель дорожной карты.
          </p>
          {grave.length > 0 ? (
            <ul className="mb-4 list-disc pl-5">
              {grave.map((factor) => (
                <li key={factor.id}>
                  {factor.name}: <Grade significance={factor.start.significance} value={factor.start.value} />
                  {factor.isActive ? ', активирован' : ''}
                </li>
              ))}
            </ul>
          ) : null}
          <StoredAnswers
            state={state}
            answers={[
              {
                label: 'День анализа',
                stored: stored.analysedOn,
                typed: typed(state, 'analysedOn', stored.analysedOn),
              },
              { label: 'Выводы', stored: stored.analysis, typed: typed(state, 'analysis', stored.analysis) },
            ]}
          />
          <Form action={markAnalysedAction} page={schoolPage(id, '/profile/analysis', programme.id)} state={state}>
            <input type="hidden" name="profileId" value={profile.id} />
            <input type="hidden" name="schoolId" value={id} />
            <input type="hidden" name="programmeId" value={programme.id} />
            <input type="hidden" name="revision" value={revisionSent(state, profile.revision)} />
            <DateField
              name="analysedOn"
              label="День анализа"
              defaultValue={typed(state, 'analysedOn', stored.analysedOn)}
              error={errorOf(state, 'analysedOn')}
              required
            />
            <TextArea
              name="analysis"
              label="К чему пришли"
              hint="Причины рисков, на чём школа сосредоточится. Без фамилий учителей."
              rows={8}
              defaultValue={typed(state, 'analysis', stored.analysis)}
              error={errorOf(state, 'analysis')}
              required={false}
            />
            <ActionBar>
              <SubmitButton sending="Сохраняем…">Отметить анализ</SubmitButton>
              <LinkButton href={back}>К профилю</LinkButton>
            </ActionBar>
          </Form>
        </>
      ) : (
        <Empty title="Анкеты школы пока нет" action={<LinkButton href={back}>К профилю</LinkButton>}>
          Анализировать нечего: сначала координатор или куратор вносит результат анкетирования.
        </Empty>
      )}
    </div>
  )
}
