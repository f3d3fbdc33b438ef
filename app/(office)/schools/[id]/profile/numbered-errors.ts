import type { FormState } from '@/app/_forms/form-state'

/** «Фактор 2: напишите, почему …»: the same complaint of several factors is told apart in the summary and beside the field. */
export function numberedErrors(state: FormState, factors: readonly { id: string; order: number }[]): FormState {
  if (state.errors.length === 0) return state
  const errors = state.errors.map(({ field, message }) => {
    const factor = factors.find((one) => field?.endsWith(`-${one.id}`))
    return factor
      ? { field, message: `Фактор ${factor.order}: ${message.charAt(0).toLowerCase()}${message.slice(1)}` }
      : { field, message }
  })
  return { ...state, errors }
}
