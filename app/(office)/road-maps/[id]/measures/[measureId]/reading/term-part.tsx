import { Form } from '@/app/_forms/form'
import { BLANK, errorOf, typed, typedAll } from '@/app/_forms/form-state'
import { ActionBar } from '@/components/ui/action-bar'
import { RadioGroup } from '@/components/ui/choice'
import { Select, TextField } from '@/components/ui/field'
import { ErrorText, fieldId } from '@/components/ui/field-frame'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { SummaryList } from '@/components/ui/summary-list'
import { formOfReading, MOST_PERIODS } from '@/lib/road-map/reading-schema'
import { shortDate } from '@/lib/shared/dates'
import { sayReading } from '@/lib/term/say'
import { saveTermReadingAction } from './actions'
import { AddressFields, Doubts, DropForm, Part, type PartProps } from './part'

const RHYTHMS = [
  { value: 'daily', label: 'каждый день' },
  { value: 'weekly', label: 'каждую неделю' },
  { value: 'monthly', label: 'каждый месяц' },
  { value: 'quarterly', label: 'каждый квартал' },
  { value: 'halfyearly', label: 'каждое полугодие' },
  { value: 'yearly', label: 'каждый год' },
]
const SPARE_ROWS = 2

/** The term as typed, what was understood, and the dates by hand. */
export function TermPart(props: PartProps) {
  const { reading, state, roadMapId } = props
  const { planned, byProgram, measure } = reading
  const shown = planned.reading
  const stored = formOfReading(shown)
  const rows = stored?.rows ?? []
  const from = typedAll(
    state,
    'from[]',
    rows.map(({ from: day }) => (day ? shortDate(day) : '')),
  )
  const to = typedAll(
    state,
    'to[]',
    rows.map(({ to: day }) => (day ? shortDate(day) : '')),
  )
  const count = Math.min(MOST_PERIODS, state === BLANK ? rows.length + SPARE_ROWS : Math.max(from.length, to.length, 1))
  const day = (value: number | undefined) => (value === undefined ? '' : String(value))
  const schedules = `/road-maps/${roadMapId}/schedules`
  return (
    <Part id="term" title="Срок" isDone={props.isDone}>
      <SummaryList
        rows={[
          { label: 'Написано', value: measure.term || 'не указано' },
          { label: planned.isCorrected ? 'Исправлено вручную' : 'Прочитано', value: sayReading(shown) },
          ...(planned.isCorrected ? [{ label: 'Прочитала бы программа', value: sayReading(byProgram.reading) }] : []),
        ]}
      />
      {planned.isCorrectionLost ? (
        <Notice tone="amber">Срок исправляли вручную, но потом его текст изменился: исправление не действует.</Notice>
      ) : null}
      <Doubts doubts={shown.doubts} />
      {reading.marks > 0 ? (
        <p className="soft">
          По мероприятию уже есть отметки об исполнении. Если сроков станет меньше, лишние отметки останутся в истории.
        </p>
      ) : null}
      <Form action={saveTermReadingAction} page={props.page} state={state} className="mt-4">
        <AddressFields {...props} />
        <RadioGroup
          name="kind"
          label="Как читать срок"
          error={errorOf(state, 'kind')}
          required
          defaultValue={typed(state, 'kind', stored?.kind ?? 'dates')}
          options={[
            {
              value: 'dates',
              label: 'По датам',
              hint: 'Один день: одинаковые даты. «До 25.05»: только последний день. «С 14.03»: только первый. Пустые строки не учитываются.',
              more: (
                <fieldset
                  className="field min-w-0"
                  aria-describedby={errorOf(state, 'from') ? 'from-error' : undefined}
                >
                  {errorOf(state, 'from') ? <ErrorText id="from-error">{errorOf(state, 'from')}</ErrorText> : null}
                  {Array.from({ length: count }, (_, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a row is named by its place
                    <div className="mb-2 flex flex-wrap gap-2" key={index}>
                      <input
                        className="input w-date max-w-full"
                        name="from[]"
                        id={index === 0 ? fieldId('from') : undefined}
                        aria-label={`Строка ${index + 1}: первый день`}
                        placeholder="с"
                        autoComplete="off"
                        defaultValue={from[index] ?? ''}
                      />
                      <input
                        className="input w-date max-w-full"
                        name="to[]"
                        aria-label={`Строка ${index + 1}: последний день`}
                        placeholder="по"
                        autoComplete="off"
                        defaultValue={to[index] ?? ''}
                      />
                    </div>
                  ))}
                </fieldset>
              ),
            },
            { value: 'whole', label: `Весь ${measure.year} год` },
            { value: 'continuous', label: 'Без срока: постоянно', hint: 'Никогда не бывает просрочено' },
            {
              value: 'reference',
              label: 'По графику',
              hint: reading.schedule ? (
                <>
                  Даты берутся из графика <a href={schedules}>«{reading.schedule.name}»</a>.
                </>
              ) : (
                <>
                  Даты задают в <a href={schedules}>графиках карты</a>: там же мероприятие присоединяют к графику.
                </>
              ),
            },
          ]}
        />
        <Select
          name="recurrence"
          label="Повторяется"
          empty="не повторяется"
          options={RHYTHMS}
          defaultValue={typed(state, 'recurrence', shown.recurrence ?? '')}
          error={errorOf(state, 'recurrence')}
        />
        <TextField
          name="day"
          label="До какого числа месяца"
          hint="Только для ежемесячных"
          width="short"
          inputMode="numeric"
          defaultValue={typed(state, 'day', day(shown.day))}
          error={errorOf(state, 'day')}
        />
        <ActionBar
          note={reading.isFrozen ? 'Утверждённый текст не изменится: это рабочее чтение рядом с ним' : undefined}
        >
          <SubmitButton sending="Сохраняем…">Сохранить чтение срока</SubmitButton>
        </ActionBar>
      </Form>
      {planned.isCorrected || planned.isCorrectionLost ? <DropForm part="term" props={props} /> : null}
    </Part>
  )
}
