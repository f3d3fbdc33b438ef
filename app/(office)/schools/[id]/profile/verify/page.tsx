import { Form } from '@/app/_forms/form'
import { errorOf, type FormState, isTicked, openForm, typed } from '@/app/_forms/form-state'
import { one } from '@/app/_forms/query'
import { orNotFound } from '@/app/_session/or-not-found'
import { Grade } from '@/components/risk-profile/profile-status'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { Checkbox, RadioGroup } from '@/components/ui/choice'
import { Empty } from '@/components/ui/empty'
import { DateField, Select, TextArea } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { getRiskProfile, listFirstVisits, type ShownFactor } from '@/db/queries/risk-profile'
import { programmeTitle } from '@/lib/programme/current'
import { VERDICT_LABELS } from '@/lib/risk-profile/labels'
import { canBeActive } from '@/lib/risk-profile/profile'
import { factorField } from '@/lib/risk-profile/schema'
import { shortDate } from '@/lib/shared/dates'
import { openSchool, type SchoolPage, schoolCrumbs, schoolPage } from '../../../open-school'
import { verifyProfileAction } from '../actions'
import { numberedErrors } from '../numbered-errors'
import { SIGNIFICANCE_OPTIONS, significanceText } from '../significance-options'
import { revisionSent, StoredAnswers } from '../stored-answers'

export const metadata = { title: 'Верификация профиля' }

/** One column for a phone; every factor is answered on its own. */
export default async function VerifyPage(props: SchoolPage) {
  const { id, asked, actor, query } = await openSchool(props, '/profile/verify')
  const { school, programme, profile, factors, mayVerify } = await orNotFound(getRiskProfile(actor, id, asked))
  const back = schoolPage(id, '/profile', programme.id)
  const head = (
    <PageHead
      title="Верификация профиля риска"
      crumbs={schoolCrumbs(school, programme.id, true)}
      over={school.shortName}
      sub={[
        programmeTitle(programme),
        ...(profile?.questionnaireOn ? [`анкета от ${shortDate(profile.questionnaireOn)}`] : []),
      ].join(', ')}
    />
  )
  if (!profile || !mayVerify)
    return (
      <div className="col">
        {head}
        {profile ? (
          <Notice tone="amber" title="Верифицирует куратор">
            Профиль верифицирует куратор, который закреплён за школой сегодня. Если куратор сменился, это делает новый.
          </Notice>
        ) : (
          <Empty title="Анкеты школы пока нет">Сначала координатор или куратор вносит результат анкетирования.</Empty>
        )}
        <ActionBar>
          <LinkButton href={back}>К профилю</LinkButton>
        </ActionBar>
      </div>
    )
  const visits = await listFirstVisits(actor, id, programme.id)
  const seen = visits.find((visit) => visit.id === one(query, 'visit'))
  const state = numberedErrors(await openForm('profile-verify', one(query, 'kept'), actor.userId), factors)
  const marked = factors.filter((factor) => factor.hasMark)
  const day = profile.verifiedOn ? shortDate(profile.verifiedOn) : shortDate(actor.today)
  return (
    <div className="col">
      {head}
      <p className="soft mb-4">
        По каждому фактору: подтверждаете ли вы значимость из анкеты. Если нет, напишите почему и укажите новую.
        Отметьте факторы, по которым школа будет работать в этом году. Учителей называть не нужно.
      </p>
      <StoredAnswers state={state} answers={marked.flatMap((factor) => answersOf(state, factor))} />
      <Form action={verifyProfileAction} page={schoolPage(id, '/profile/verify', programme.id)} state={state}>
        <input type="hidden" name="profileId" value={profile.id} />
        <input type="hidden" name="schoolId" value={id} />
        <input type="hidden" name="programmeId" value={programme.id} />
        <input type="hidden" name="revision" value={revisionSent(state, profile.revision)} />
        <DateField
          name="verifiedOn"
          label="День верификации"
          defaultValue={typed(state, 'verifiedOn', day)}
          error={errorOf(state, 'verifiedOn')}
          required
        />
        {visits.length > 0 ? (
          <Select
            name="visitId"
            label="При каком посещении"
            empty="не указано"
            options={visits.map((visit) => ({ value: visit.id, label: `первичное, ${shortDate(visit.heldOn ?? '')}` }))}
            defaultValue={typed(state, 'visitId', profile.verifiedVisitId ?? (seen ?? visits[0])?.id)}
            error={errorOf(state, 'visitId')}
            required={false}
          />
        ) : null}
        {marked.map((factor) => (
          <FactorFields key={factor.id} factor={factor} state={state} />
        ))}
        <ActionBar note="После сохранения по активированным факторам программа предложит школе мероприятия.">
          <SubmitButton sending="Сохраняем…">Сохранить верификацию</SubmitButton>
          <LinkButton href={back}>К профилю</LinkButton>
        </ActionBar>
      </Form>
    </div>
  )
}

/** The fields of one factor as the form holds them, and as they are stored. */
function fieldsOf(state: FormState, factor: ShownFactor) {
  const name = (field: string) => factorField(field, factor.id)
  const isRefuted = factor.verdict === 'not_confirmed'
  const stored = {
    verdict: factor.verdict ?? '',
    why: factor.why,
    verified: isRefuted ? (factor.verified ?? '') : '',
  }
  return {
    name,
    stored,
    typed: {
      verdict: typed(state, name('verdict'), stored.verdict),
      why: typed(state, name('why'), stored.why),
      verified: typed(state, name('verified'), stored.verified),
    },
    isActive: isTicked(state, name('active'), factor.isActive),
  }
}

function answersOf(state: FormState, factor: ShownFactor) {
  const { stored, typed, isActive } = fieldsOf(state, factor)
  const verdict = (value: string) => VERDICT_LABELS[value as keyof typeof VERDICT_LABELS] ?? value
  const active = (is: boolean) => (is ? 'да' : 'нет')
  return [
    { label: factor.name, stored: verdict(stored.verdict), typed: verdict(typed.verdict) },
    { label: `${factor.name}: почему`, stored: stored.why, typed: typed.why },
    {
      label: `${factor.name}: значимость`,
      stored: significanceText(stored.verified),
      typed: significanceText(typed.verified),
    },
    { label: `${factor.name}: активирован`, stored: active(factor.isActive), typed: active(isActive) },
  ]
}

function FactorFields({ factor, state }: { factor: ShownFactor; state: FormState }) {
  const { name, typed: value, isActive } = fieldsOf(state, factor)
  const activeError = errorOf(state, name('active'))
  return (
    <section className="unfold mb-6 border-t border-line pt-4" aria-label={`Фактор ${factor.order}`}>
      <input type="hidden" name="factor[]" value={factor.id} />
      <h2 className="text-lg">
        {factor.order}. {factor.name}
      </h2>
      <p className="mb-3">
        По анкете: <Grade significance={factor.initial} value={factor.initialValue} />
        {factor.isEnded ? '. Исключён из словаря, в профиле сохраняется' : ''}
      </p>
      <RadioGroup
        name={name('verdict')}
        label="Значимость из анкеты"
        defaultValue={value.verdict}
        error={errorOf(state, name('verdict'))}
        options={[
          { value: 'confirmed', label: 'Подтверждаю' },
          {
            value: 'not_confirmed',
            label: 'Не подтверждаю',
            more: (
              <>
                <TextArea
                  name={name('why')}
                  label="Почему"
                  rows={3}
                  defaultValue={value.why}
                  error={errorOf(state, name('why'))}
                />
                <Select
                  name={name('verified')}
                  label="Новая значимость"
                  empty="выберите"
                  options={SIGNIFICANCE_OPTIONS}
                  defaultValue={value.verified}
                  error={errorOf(state, name('verified'))}
                />
              </>
            ),
          },
        ]}
        required
      />
      <Checkbox
        name={name('active')}
        label="Активировать: школа работает по этому фактору"
        defaultChecked={isActive}
        error={activeError}
        {...(canBeActive(factor.initial) ? {} : { hint: 'По анкете фактор не выявлен или не оценён.' })}
      />
    </section>
  )
}
