import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { one } from '@/app/_forms/query'
import { orNotFound } from '@/app/_session/or-not-found'
import { Grade } from '@/components/risk-profile/profile-status'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { DateField, Select, TextArea, TextField } from '@/components/ui/field'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { getRiskProfile, type ShownFactor } from '@/db/queries/risk-profile'
import { may } from '@/lib/access/policy'
import { programmeTitle } from '@/lib/programme/current'
import { factorField } from '@/lib/risk-profile/schema'
import { shortDate } from '@/lib/shared/dates'
import { notFound as noSuch } from '@/lib/shared/refusal'
import { openSchool, type SchoolPage, schoolCrumbs, schoolPage } from '../../../open-school'
import { saveSecondAction } from '../actions'
import { numberedErrors } from '../numbered-errors'
import { SIGNIFICANCE_OPTIONS, significanceText } from '../significance-options'
import { revisionSent, StoredAnswers } from '../stored-answers'

export const metadata = { title: 'Повторная диагностика' }

const FIELDS = ['second', 'secondValue', 'result'] as const
const FIELD_NAMES = { second: 'значимость', secondValue: 'значение', result: 'что изменилось' }

export default async function SecondPage(props: SchoolPage) {
  const { id, asked, actor, query } = await openSchool(props, '/profile/second')
  if (!may(actor, 'risk_profile.edit')) notFound()
  const { school, programme, profile, factors } = await orNotFound(getRiskProfile(actor, id, asked))
  if (!profile) return orNotFound(Promise.reject(noSuch('Рисковый профиль')))
  const state = numberedErrors(await openForm('profile-second', one(query, 'kept'), actor.userId), factors)
  const marked = factors.filter((factor) => factor.hasMark)
  const storedDay = profile.secondOn ? shortDate(profile.secondOn) : ''
  const stored = (field: (typeof FIELDS)[number], factor: ShownFactor) => String(factor[field] ?? '')
  const value = (field: (typeof FIELDS)[number], factor: ShownFactor) =>
    typed(state, factorField(field, factor.id), stored(field, factor))
  return (
    <div className="col">
      <PageHead
        title="Повторная диагностика"
        crumbs={schoolCrumbs(school, programme.id, true)}
        over={school.shortName}
        sub={programmeTitle(programme)}
      />
      <p className="soft mb-4">
        Значимость факторов в конце года. Первая диагностика сохраняется: рядом будет видно изменение по каждому
        фактору. Фактор, который повторно не оценивали, оставьте пустым.
      </p>
      <StoredAnswers
        state={state}
        answers={marked.flatMap((factor) =>
          FIELDS.map((field) => ({
            label: `${factor.name}: ${FIELD_NAMES[field]}`,
            stored: significanceText(stored(field, factor)),
            typed: significanceText(value(field, factor)),
          })),
        )}
      />
      <Form action={saveSecondAction} page={schoolPage(id, '/profile/second', programme.id)} state={state}>
        <input type="hidden" name="profileId" value={profile.id} />
        <input type="hidden" name="schoolId" value={id} />
        <input type="hidden" name="programmeId" value={programme.id} />
        <input type="hidden" name="revision" value={revisionSent(state, profile.revision)} />
        <DateField
          name="secondOn"
          label="День повторной диагностики"
          defaultValue={typed(state, 'secondOn', storedDay)}
          error={errorOf(state, 'secondOn')}
          required
        />
        {marked.map((factor) => (
          <fieldset className="field" key={factor.id}>
            <legend>
              {factor.order}. {factor.name}
            </legend>
            <p className="hint">
              В начале года: <Grade significance={factor.start.significance} value={factor.start.value} />
              {factor.isActive ? '. Активирован' : ''}
            </p>
            <input type="hidden" name="factor[]" value={factor.id} />
            <Select
              name={factorField('second', factor.id)}
              label="Значимость сейчас"
              empty="не оценивали повторно"
              options={SIGNIFICANCE_OPTIONS}
              defaultValue={value('second', factor)}
              error={errorOf(state, factorField('second', factor.id))}
            />
            <TextField
              name={factorField('secondValue', factor.id)}
              label="Значение от 0 до 100"
              width="short"
              inputMode="numeric"
              autoComplete="off"
              defaultValue={value('secondValue', factor)}
              error={errorOf(state, factorField('secondValue', factor.id))}
              required={false}
            />
            {factor.isActive || factor.result ? (
              <TextArea
                name={factorField('result', factor.id)}
                label="Что изменилось"
                rows={2}
                defaultValue={value('result', factor)}
                error={errorOf(state, factorField('result', factor.id))}
                required={false}
              />
            ) : null}
          </fieldset>
        ))}
        <ActionBar>
          <SubmitButton sending="Сохраняем…">Сохранить повторную диагностику</SubmitButton>
          <LinkButton href={schoolPage(id, '/profile', programme.id)}>К профилю</LinkButton>
        </ActionBar>
      </Form>
    </div>
  )
}
