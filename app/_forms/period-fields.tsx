import { errorOf, type FormState, typed } from '@/app/_forms/form-state'
import { DateField } from '@/components/ui/field'
import type { Period } from '@/lib/person/rules'
import { shortDate } from '@/lib/shared/dates'

/** First and last day; both may stay empty. */
export function PeriodFields({ state, stored }: { state: FormState; stored?: Period | undefined }) {
  const shown = (date: string | null | undefined) => (date ? shortDate(date) : '')
  return (
    <>
      <DateField
        name="validFrom"
        label="Первый день"
        hint="Например, 21.04.2022. Пусто: без начала"
        defaultValue={typed(state, 'validFrom', shown(stored?.validFrom))}
        error={errorOf(state, 'validFrom')}
        required={false}
      />
      <DateField
        name="validTo"
        label="Последний день"
        hint="Этот день ещё входит. Пусто: бессрочно"
        defaultValue={typed(state, 'validTo', shown(stored?.validTo))}
        error={errorOf(state, 'validTo')}
        required={false}
      />
    </>
  )
}
