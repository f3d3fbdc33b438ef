import { Form } from '@/app/_forms/form'
import { errorOf, typed } from '@/app/_forms/form-state'
import { ActionBar } from '@/components/ui/action-bar'
import { RadioGroup } from '@/components/ui/choice'
import { Select, TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { SummaryList } from '@/components/ui/summary-list'
import { INDICATOR_KIND_LABELS } from '@/lib/indicator/labels'
import { INDICATOR_KINDS } from '@/lib/indicator/rules'
import { saveIndicatorAction } from './actions'
import { AddressFields, DropForm, Part, type PartProps } from './part'

/** A proposal that makes an uncountable text countable: people only press «Сохранить» or change it. */
const COUNTABLE = { kind: 'share', unit: 'школ', base: 'schools', target: 100, counter: 'execution' } as const

const written = (value: number | null | undefined) => (value == null ? '' : String(value).replace('.', ','))

/** The indicator as data beside its text. */
export function IndicatorPart(props: PartProps) {
  const { reading, state } = props
  const { proposed, indicator: own } = reading
  const isUncountable = (own ?? proposed).kind === 'uncountable'
  const shown = own ?? (isUncountable ? COUNTABLE : proposed)
  const manual = own?.manual
  const field = (name: string, stored = '') => ({
    name,
    defaultValue: typed(state, name, stored),
    error: errorOf(state, name),
  })
  const counting = `${shown.counter}:${shown.counter === 'manual' ? 'none' : shown.base}`
  return (
    <Part id="indicator" title="Показатель" isDone={props.isDone}>
      <SummaryList
        rows={[
          { label: 'Написано', value: reading.measure.indicator || 'не указано' },
          {
            label: own ? 'Задано' : 'Прочитано',
            value: INDICATOR_KIND_LABELS[(own ?? proposed).kind],
          },
        ]}
      />
      {isUncountable ? (
        <Notice tone="amber" title="Этот показатель нельзя посчитать">
          {proposed.note} Ниже предложено, как сделать его счётным: проверьте и сохраните. Текст в карте не изменится.
        </Notice>
      ) : own ? null : (
        <p className="soft">{proposed.note}</p>
      )}
      <Form action={saveIndicatorAction} page={props.page} state={state} className="mt-4">
        <AddressFields {...props} />
        <RadioGroup
          name="indicatorKind"
          label="Вид показателя"
          error={errorOf(state, 'indicatorKind')}
          required
          options={INDICATOR_KINDS.map((value) => ({ value, label: INDICATOR_KIND_LABELS[value] }))}
          defaultValue={typed(state, 'indicatorKind', shown.kind)}
        />
        <Select
          {...field('counting', counting)}
          label="Как считать"
          hint="Число складывается из записей программы; по нему всегда можно открыть, из чего оно сложилось"
          className="input w-full min-w-0"
          options={reading.countings}
        />
        <TextField
          {...field('target', written(shown.target))}
          label="Сколько должно быть"
          hint="Для доли в процентах: 100"
          width="short"
          inputMode="decimal"
        />
        <TextField {...field('unit', shown.unit)} label="Единица" hint="Школ, отчётов, вебинаров" width="half" />
        <TextField {...field('start', written(own?.start))} label="Сколько было" width="short" inputMode="decimal" />
        <TextField
          {...field('frequency', own?.frequency)}
          label="Как часто смотрят"
          hint="Раз в квартал"
          width="half"
        />
        <TextField
          {...field('value', written(manual?.value))}
          label="Значение, введённое вручную"
          hint="Только если выше выбрано «Вводится вручную»"
          width="short"
          inputMode="decimal"
        />
        <TextField
          {...field('source', manual?.source)}
          label="Откуда взято значение"
          hint="Журнал, отчёт, письмо от …"
        />
        <ActionBar>
          <SubmitButton sending="Сохраняем…">Сохранить показатель</SubmitButton>
        </ActionBar>
      </Form>
      {own ? <DropForm part="indicator" props={props} /> : null}
    </Part>
  )
}
