import { errorOf, type FormState, typed } from '@/app/_forms/form-state'
import { DateField, TextArea } from '@/components/ui/field'
import { REWORK_DAYS } from '@/lib/report/review'
import { addDays, type LocalDate, shortDate } from '@/lib/shared/dates'

/** Up to which day, and why. */
export function UnlockFields({ state, today }: { state: FormState; today: LocalDate }) {
  return (
    <>
      <DateField
        name="until"
        label="Открыть до"
        hint="Этот день ещё входит. Например, 25.05.2026"
        defaultValue={typed(state, 'until', shortDate(addDays(today, REWORK_DAYS)))}
        error={errorOf(state, 'until')}
      />
      <TextArea
        name="reason"
        label="Причина"
        hint="Её увидит куратор"
        rows={3}
        defaultValue={typed(state, 'reason')}
        error={errorOf(state, 'reason')}
      />
    </>
  )
}
