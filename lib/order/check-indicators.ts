import { proposeIndicator } from '@/lib/indicator/recognise'
import { namesNumber, plainIndicator, vaguenessOf } from '@/lib/indicator/words'
import type { CheckedMeasure } from '@/lib/order/check-plan'
import { type Finding, warning } from '@/lib/order/finding'
import { isBlank } from '@/lib/shared/text'

/**
 * An indicator that nobody can measure (domain §6); one that people made countable by hand is left alone. A text that the program only
 * does not know how to count («Наличие плана») is no defect of the plan: the indicator's own page asks about it.
 */
export function checkIndicator({ place, key, title, indicator, planned }: CheckedMeasure): Finding[] {
  if (isBlank(indicator)) return []
  const own = planned.plan?.indicator
  const proposed = proposeIndicator(indicator, title)
  if ((own ?? proposed).kind !== 'uncountable' || (!own && !isImmeasurable(indicator))) return []
  return [
    warning({
      code: 'indicator_uncountable',
      place,
      text: 'Показатель нельзя измерить.',
      // The note says what is missing and what to write; an indicator that is marked uncountable by hand has none.
      wayOut: own
        ? 'Он отмечен как несчётный: назовите число или долю («13 из 13 школ», «не менее 80 %») или сделайте показатель счётным.'
        : proposed.note,
      mend: 'reading',
      measureKey: key,
    }),
  ]
}

function isImmeasurable(indicator: string): boolean {
  const plain = plainIndicator(indicator)
  return vaguenessOf(plain) !== null && !namesNumber(plain)
}
