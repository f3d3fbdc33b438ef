import { SIGNIFICANCE_LABELS } from '@/lib/risk-profile/labels'
import { SIGNIFICANCES, type Significance } from '@/lib/risk-profile/rules'

export const SIGNIFICANCE_OPTIONS = SIGNIFICANCES.map((value) => ({ value, label: SIGNIFICANCE_LABELS[value] }))

/** The words of what a form's field holds. */
export const significanceText = (value: string): string => SIGNIFICANCE_LABELS[value as Significance] ?? value
