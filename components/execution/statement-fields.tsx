import { Checkbox, RadioGroup } from '@/components/ui/choice'
import { DateField, TextArea } from '@/components/ui/field'
import { EXECUTION_STATE_LABELS } from '@/lib/execution/labels'
import { EXECUTION_STATES, type ExecutionState } from '@/lib/execution/rules'
import { type LocalDate, longDate } from '@/lib/shared/dates'

/** What is said of a control point: the state, the day, the reason. The same for one executor and for many. */
export function StatementFields({
  value,
  errors,
  approvedOn,
}: {
  /** As typed; '' where nothing is chosen. */
  value: { state: string; doneOn: string; note: string; isBeforeApproval: boolean }
  errors: {
    state?: string | undefined
    doneOn?: string | undefined
    note?: string | undefined
    isBeforeApproval?: string | undefined
  }
  approvedOn: LocalDate | null
}) {
  return (
    <>
      <RadioGroup
        name="state"
        label="Что сделано"
        defaultValue={value.state}
        error={errors.state}
        options={EXECUTION_STATES.map((state) => ({
          value: state,
          label: EXECUTION_STATE_LABELS[state],
          hint: HINTS[state],
        }))}
      />
      <DateField
        name="doneOn"
        label="Когда исполнено"
        required={false}
        hint="Только для исполненного, например 21.04.2022. Если не заполнить, будет сегодняшний день."
        defaultValue={value.doneOn}
        error={errors.doneOn}
      />
      {approvedOn ? (
        <Checkbox
          name="isBeforeApproval"
          label="Исполнено до утверждения карты"
          hint={`Карта утверждена ${longDate(approvedOn)}`}
          defaultChecked={value.isBeforeApproval}
          error={errors.isBeforeApproval}
        />
      ) : null}
      <TextArea
        name="note"
        label="Пояснение"
        hint="Обязательно, если не исполнено: почему."
        rows={3}
        defaultValue={value.note}
        error={errors.note}
      />
    </>
  )
}

const HINTS: Partial<Record<ExecutionState, string>> = { not_done: 'Напишите причину в пояснении.' }
