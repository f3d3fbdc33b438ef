import { Form } from '@/app/_forms/form'
import { errorOf, type FormState, typed } from '@/app/_forms/form-state'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { RadioGroup } from '@/components/ui/choice'
import { Select, TextArea } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { SCHOOL_MEASURE_STATE_LABELS } from '@/lib/risk-profile/labels'
import type { SchoolMeasureInput } from '@/lib/risk-profile/measure-schema'
import { SCHOOL_MEASURE_STATES } from '@/lib/risk-profile/rules'
import { capitalised } from '@/lib/shared/text'
import { revisionSent } from '../profile/stored-answers'
import { saveMeasureAction } from './actions'

type Text = Pick<SchoolMeasureInput, 'factorId' | 'title' | 'term' | 'executors' | 'indicator' | 'state' | 'evidence'>

const TEXTS = {
  title: 'Мероприятие',
  term: 'Срок',
  executors: 'Исполнители',
  indicator: 'Показатель',
  evidence: 'Что подтверждает',
}

/** A measure of the school, new or stored; the same fields. */
export function MeasureForm({
  page,
  back,
  state,
  of,
  stored,
  factors,
}: {
  page: string
  back: string
  state: FormState
  of: { schoolId: string; programmeId: string; profileId: string; id?: string; revision: number }
  stored: Text
  factors: readonly { id: string; name: string; order: number; isActive: boolean }[]
}) {
  const field = (name: keyof typeof TEXTS) => ({
    name,
    label: TEXTS[name],
    defaultValue: typed(state, name, stored[name]),
    error: errorOf(state, name),
  })
  return (
    <>
      <Current state={state} />
      <Form action={saveMeasureAction} page={page} state={state}>
        <input type="hidden" name="id" value={of.id ?? ''} />
        <input type="hidden" name="schoolId" value={of.schoolId} />
        <input type="hidden" name="programmeId" value={of.programmeId} />
        <input type="hidden" name="profileId" value={of.profileId} />
        <input type="hidden" name="revision" value={revisionSent(state, of.revision)} />
        <Select
          name="factorId"
          label="Фактор риска"
          hint="Мероприятия планируют по активированным факторам"
          options={factors
            .filter((factor) => factor.isActive || factor.id === stored.factorId)
            .map((factor) => ({ value: factor.id, label: `${factor.order}. ${factor.name}` }))}
          defaultValue={typed(state, 'factorId', stored.factorId)}
          error={errorOf(state, 'factorId')}
          required
        />
        <TextArea {...field('title')} rows={3} required />
        <TextArea
          {...field('term')}
          hint="Как в программе школы: «до 1 сентября», «в течение года»"
          rows={1}
          required={false}
        />
        <TextArea {...field('executors')} hint="Должности, без фамилий учителей" rows={2} required={false} />
        <TextArea {...field('indicator')} hint="По чему видно, что риск снижается" rows={2} required={false} />
        <RadioGroup
          name="state"
          label="Как выполнено"
          options={SCHOOL_MEASURE_STATES.map((value) => ({
            value,
            label: capitalised(SCHOOL_MEASURE_STATE_LABELS[value]),
          }))}
          defaultValue={typed(state, 'state', stored.state)}
          error={errorOf(state, 'state')}
          required
        />
        <TextArea
          {...field('evidence')}
          hint="Словами или адресом страницы: приказ № 12 от 01.09.2026, https://…"
          rows={2}
          required={false}
        />
        <ActionBar>
          <SubmitButton sending="Сохраняем…">Сохранить мероприятие</SubmitButton>
          <LinkButton href={back}>К профилю</LinkButton>
        </ActionBar>
      </Form>
    </>
  )
}

/** After a conflict: the text that another person has saved. */
function Current({ state }: { state: FormState }) {
  const current = state.details.current as Text | undefined
  if (!current) return null
  return (
    <Notice tone="amber" title="Сейчас сохранено">
      {(Object.keys(TEXTS) as (keyof typeof TEXTS)[]).map((name) => (
        <p key={name} className="whitespace-pre-line">
          {TEXTS[name]}: {current[name] || 'пусто'}
        </p>
      ))}
      <p>Как выполнено: {SCHOOL_MEASURE_STATE_LABELS[current.state]}</p>
      <p>В форме ниже ваш текст. Если сохранить её, он заменит этот; прежний остаётся в журнале.</p>
    </Notice>
  )
}
