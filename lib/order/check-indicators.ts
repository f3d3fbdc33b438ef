import { proposeIndicator } from '@/lib/indicator/recognise'
import type { CheckedMeasure } from '@/lib/order/check-plan'
import { type Finding, warning } from '@/lib/order/finding'
import { comparable, isBlank } from '@/lib/shared/text'

/** Growth or filling as the thing promised (so in the nominative), not as the topic of something countable. */
const VAGUE =
  /(?<!\p{L})(?:(?:увеличени|повышени|улучшени|расширени|снижени|уменьшени|сокращени|совершенствовани|наполнени|развити|формировани|создани)е|активизация|популяризация|(?:рост|прирост)|положительная динамика)(?!\p{L})/u
const HAS_NUMBER = /\d|%/
/** «на один балл», «вдвое»: numbers in words. */
const NUMBER_WORD = /(?<!\p{L})(?:один|одного|одну|два|двух|три|трёх|трех|вдвое|втрое|половин|кажд|все(?!\p{L})|всех)/u
/** Numbers that belong to the project's name and count nothing. */
const NAMES = /[«"]?\s?5\s?00\s?\+[»"]?|[«"][^»"]*[»"]/g

/** True where the text names a growth or a state and no number by which it would be seen. */
export function isVague(indicator: string): boolean {
  const plain = comparable(indicator).toLowerCase()
  const counted = plain.replace(NAMES, '')
  return VAGUE.test(plain) && !HAS_NUMBER.test(counted) && !NUMBER_WORD.test(counted)
}

/**
 * An indicator that nobody can measure (domain §6); one that people made countable by hand is left alone. A text that the program only
 * does not know how to count («Наличие плана») is no defect of the plan: the indicator's own page asks about it.
 */
export function checkIndicator({ place, key, title, indicator, planned }: CheckedMeasure): Finding[] {
  if (isBlank(indicator)) return []
  const own = planned.plan?.indicator
  const proposed = own ?? proposeIndicator(indicator, title)
  if (proposed.kind !== 'uncountable' || (!own && !isVague(indicator))) return []
  return [
    warning({
      code: 'indicator_uncountable',
      place,
      text: `Показатель нельзя измерить. ${'note' in proposed ? proposed.note : 'Он отмечен как несчётный.'}`,
      wayOut: 'Назовите число или долю («13 из 13 школ», «не менее 80 %») или сделайте показатель счётным.',
      mend: 'reading',
      measureKey: key,
    }),
  ]
}
