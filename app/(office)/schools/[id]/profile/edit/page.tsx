import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { one } from '@/app/_forms/query'
import { orNotFound } from '@/app/_session/or-not-found'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { DateField, Select, TextField } from '@/components/ui/field'
import { fieldId } from '@/components/ui/field-frame'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { getRiskProfile } from '@/db/queries/risk-profile'
import { may } from '@/lib/access/policy'
import { programmeTitle } from '@/lib/programme/current'
import { factorField } from '@/lib/risk-profile/schema'
import { shortDate } from '@/lib/shared/dates'
import { openSchool, type SchoolPage, schoolCrumbs, schoolPage } from '../../../open-school'
import { saveQuestionnaireAction } from '../actions'
import { numberedErrors } from '../numbered-errors'
import { SIGNIFICANCE_OPTIONS, significanceText } from '../significance-options'
import { revisionSent, StoredAnswers } from '../stored-answers'

export const metadata = { title: 'Анкета школы' }

export default async function QuestionnairePage(props: SchoolPage) {
  const { id, asked, actor, query } = await openSchool(props, '/profile/edit')
  if (!may(actor, 'risk_profile.edit')) notFound()
  const { school, programme, profile, factors } = await orNotFound(getRiskProfile(actor, id, asked))
  const page = schoolPage(id, '/profile/edit', programme.id)
  const state = numberedErrors(await openForm('questionnaire', one(query, 'kept'), actor.userId), factors)
  const storedDay = profile?.questionnaireOn ? shortDate(profile.questionnaireOn) : ''
  const value = (field: 'initial' | 'initialValue', factor: (typeof factors)[number]) => {
    const stored = field === 'initial' ? factor.initial : String(factor.initialValue ?? '')
    return { stored, typed: typed(state, factorField(field, factor.id), stored) }
  }
  return (
    <div className="col">
      <PageHead
        title="Анкета школы"
        crumbs={schoolCrumbs(school, programme.id, true)}
        over={school.shortName}
        sub={programmeTitle(programme)}
      />
      <p className="soft mb-4">
        Значимость факторов риска по результату анкетирования. Её вносит координатор или куратор; по ней куратор
        проводит верификацию, а школа планирует мероприятия. Документов от учителей это не требует.
      </p>
      {profile?.verifiedOn ? (
        <Notice tone="amber" title={`Профиль верифицирован ${shortDate(profile.verifiedOn)}`}>
          Если изменить значимость фактора, его верификация снимается и куратор проведёт её заново.
        </Notice>
      ) : null}
      <StoredAnswers
        state={state}
        answers={[
          { label: 'День анкетирования', stored: storedDay, typed: typed(state, 'questionnaireOn', storedDay) },
          ...factors.flatMap((factor) => {
            const [grade, number] = [value('initial', factor), value('initialValue', factor)]
            return [
              { label: factor.name, stored: significanceText(grade.stored), typed: significanceText(grade.typed) },
              { label: `${factor.name}, значение`, ...number },
            ]
          }),
        ]}
      />
      <Form action={saveQuestionnaireAction} page={page} state={state}>
        <input type="hidden" name="schoolId" value={id} />
        <input type="hidden" name="programmeId" value={programme.id} />
        <input type="hidden" name="revision" value={revisionSent(state, profile?.revision ?? 0)} />
        <DateField
          name="questionnaireOn"
          label="День анкетирования"
          defaultValue={typed(state, 'questionnaireOn', storedDay)}
          error={errorOf(state, 'questionnaireOn')}
          required
        />
        {factors.map((factor) => (
          <fieldset className="field" key={factor.id}>
            <legend>
              {factor.order}. {factor.name}
            </legend>
            {factor.isEnded ? <p className="hint">Исключён из словаря, в профиле сохраняется.</p> : null}
            <input type="hidden" name="factor[]" value={factor.id} />
            <Select
              name={factorField('initial', factor.id)}
              id={fieldId(factorField('initial', factor.id))}
              label="Значимость"
              options={SIGNIFICANCE_OPTIONS}
              defaultValue={value('initial', factor).typed}
              error={errorOf(state, factorField('initial', factor.id))}
            />
            <TextField
              name={factorField('initialValue', factor.id)}
              label="Значение от 0 до 100"
              width="short"
              inputMode="numeric"
              autoComplete="off"
              defaultValue={value('initialValue', factor).typed}
              error={errorOf(state, factorField('initialValue', factor.id))}
              required={false}
            />
          </fieldset>
        ))}
        <ActionBar>
          <SubmitButton sending="Сохраняем…">Сохранить анкету</SubmitButton>
          <LinkButton href={schoolPage(id, '/profile', programme.id)}>К профилю</LinkButton>
        </ActionBar>
      </Form>
    </div>
  )
}
