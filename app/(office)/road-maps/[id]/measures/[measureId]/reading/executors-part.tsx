import { Form } from '@/app/_forms/form'
import { BLANK, errorOf, typedAll } from '@/app/_forms/form-state'
import { ActionBar } from '@/components/ui/action-bar'
import { Checkbox } from '@/components/ui/choice'
import { ErrorText, fieldId } from '@/components/ui/field-frame'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { SummaryList } from '@/components/ui/summary-list'
import { FAN_OUT_LABELS } from '@/lib/executor/labels'
import { saveExecutorCodesAction } from './actions'
import { AddressFields, Doubts, DropForm, Part, type PartProps } from './part'

/** Who was recognised in the text, and the same by ticking. */
export function ExecutorsPart(props: PartProps) {
  const { reading, state } = props
  const { roles, unknown, named = [], persons = [], doubts = [] } = reading.planned.executors
  const ticked = new Set(state === BLANK ? roles.map((role) => role.code) : typedAll(state, 'codes[]'))
  const error = errorOf(state, 'codes')
  const understood = [...roles, ...named].map((one) => one.name).join(', ')
  return (
    <Part id="executors" title="Исполнители" isDone={props.isDone}>
      <SummaryList
        rows={[
          { label: 'Написано', value: reading.measure.executors || 'не указано' },
          {
            label: reading.isExecutorsByHand ? 'Выбрано вручную' : 'Прочитано',
            value: understood || 'исполнитель не назван',
          },
          ...(persons.length > 0 ? [{ label: 'Названы в скобках', value: persons.join(', ') }] : []),
        ]}
      />
      {unknown.length > 0 ? (
        <Notice tone="amber" title="Неизвестно, кто это">
          {unknown.map((text) => `«${text}»`).join(', ')}. Отметьте исполнителей ниже или{' '}
          <a href="/settings/executors">дополните справочник</a>.
        </Notice>
      ) : null}
      <Doubts doubts={doubts} />
      {reading.isExecutorsLost ? (
        <Notice tone="amber">Исполнителей выбирали вручную, но потом текст изменился: выбор не действует.</Notice>
      ) : null}
      <Form action={saveExecutorCodesAction} page={props.page} state={state} className="mt-4">
        <AddressFields {...props} />
        <fieldset className={error ? 'field bad' : 'field'}>
          <legend>Кто исполняет</legend>
          {error ? <ErrorText id="codes-error">{error}</ErrorText> : null}
          {reading.dictionary.map((role, index) => (
            <Checkbox
              key={role.code}
              id={index === 0 ? fieldId('codes') : `codes-${role.code}`}
              name="codes[]"
              value={role.code}
              label={role.name}
              hint={role.fanOut === 'one' ? undefined : `Идёт ${FAN_OUT_LABELS[role.fanOut]}`}
              defaultChecked={ticked.has(role.code)}
            />
          ))}
        </fieldset>
        <ActionBar>
          <SubmitButton sending="Сохраняем…">Сохранить исполнителей</SubmitButton>
        </ActionBar>
      </Form>
      {reading.isExecutorsByHand || reading.isExecutorsLost ? <DropForm part="executors" props={props} /> : null}
    </Part>
  )
}
