import type { Counted, Indicator, Unit } from '@/lib/indicator/rules'
import { plural } from '@/lib/shared/text'

/** Below this many, a per cent says more than is known (domain §7). */
const FEWEST_FOR_PERCENT = 5
/** Names said before «и ещё N». */
const MOST_NAMES = 5

/** A figure that explains itself. */
export type Explanation = {
  /** «11 из 13: нет у СОШ № 3, СОШ № 7», in one sentence without a full stop. */
  words: string
  /** «84 %»; null with fewer than five units, and where there is nothing to divide. */
  percent: string | null
  /** What was promised: «не меньше 80 %», «5 вебинаров»; '' where nothing was. */
  promised: string
  /** Null where that cannot be said: nothing to count, nothing promised, no figure typed. */
  isReached: boolean | null
}

const NOT_SAID: Omit<Explanation, 'words'> = { percent: null, promised: '', isReached: null }

/** `counted` is null for an indicator that no record counts. */
export function explain(counted: Counted | null, indicator: Indicator): Explanation {
  if (indicator.kind === 'uncountable') return { ...NOT_SAID, words: 'Не считается' }
  if (indicator.counter === 'manual' || counted === null) return explainTyped(indicator)
  const done = counted.done.length + (counted.hidden?.done ?? 0)
  const base = done + counted.missing.length + (counted.hidden?.missing ?? 0)
  if (base === 0) return { ...NOT_SAID, words: counted.reason ?? 'Считать пока не по чему' }
  const missing = missingWords(counted, indicator)
  if (indicator.kind === 'yes_no') {
    const words = base === 1 ? (done === 1 ? 'Да' : 'Нет') : `${done} из ${base}`
    return { ...NOT_SAID, words: base > 1 ? `${words}${missing}` : words, isReached: done === base }
  }
  if (indicator.kind === 'number') {
    const words = `${done}${indicator.unit ? `\u00A0${indicator.unit}` : ''}`
    return { ...NOT_SAID, ...reachedNumber(done, indicator), words }
  }
  const share = (done / base) * 100
  return {
    words: `${done} из ${base}${missing}`,
    percent: base < FEWEST_FOR_PERCENT ? null : perCent(share),
    promised: indicator.target === null ? '' : `не меньше ${perCent(indicator.target)}`,
    isReached: indicator.target === null ? null : share >= indicator.target,
  }
}

function explainTyped(indicator: Indicator): Explanation {
  const { manual, target } = indicator
  const promised =
    indicator.kind === 'share' && target !== null
      ? `не меньше ${perCent(target)}`
      : reachedNumber(0, indicator).promised
  if (!manual) return { ...NOT_SAID, promised, words: 'Значение ещё не введено' }
  const value = shown(manual.value)
  const unit = indicator.kind === 'share' ? '\u00A0%' : indicator.unit ? `\u00A0${indicator.unit}` : ''
  const start = indicator.start == null ? '' : `, было ${shown(indicator.start)}`
  return {
    words:
      indicator.kind === 'yes_no'
        ? `${manual.value > 0 ? 'Да' : 'Нет'}, введено вручную: ${manual.source}`
        : `${value}${unit}${start}, введено вручную: ${manual.source}`,
    percent: null,
    promised,
    isReached: indicator.kind === 'yes_no' ? manual.value > 0 : target === null ? null : manual.value >= target,
  }
}

function reachedNumber(value: number, { target, unit }: Indicator): Pick<Explanation, 'promised' | 'isReached'> {
  if (target === null) return { promised: '', isReached: null }
  return { promised: `не меньше ${shown(target)}${unit ? `\u00A0${unit}` : ''}`, isReached: value >= target }
}

/**
 * «: нет у СОШ № 3, СОШ № 7 и ещё у 4», «: нет ещё у 2 школ»; '' where nothing is missing. Only schools are named in a way that the
 * genitive leaves alone; people and papers are listed: «, нет: Иванова Н.Г.».
 */
function missingWords({ missing, hidden }: Counted, { base }: Indicator): string {
  const unseen = hidden?.missing ?? 0
  if (missing.length + unseen === 0) return ''
  if (missing.length === 0) return `: нет ещё у\u00A0${unseen}\u00A0${ofWhom(unseen, base)}`
  const names = missing.slice(0, MOST_NAMES).map(nameOf).join(', ')
  const more = missing.length - Math.min(missing.length, MOST_NAMES) + unseen
  if (base === 'schools') return `: нет у ${names}${more > 0 ? ` и ещё у\u00A0${more}` : ''}`
  return `, нет: ${names}${more > 0 ? ` и ещё ${more}` : ''}`
}

const ofWhom = (count: number, base: Indicator['base']): string => {
  if (base === 'schools') return plural(count, 'школы', 'школ', 'школ')
  if (base === 'curators') return plural(count, 'куратора', 'кураторов', 'кураторов')
  return plural(count, 'исполнителя', 'исполнителей', 'исполнителей')
}

const nameOf = (unit: Unit): string => (unit.note ? `${unit.name} (${unit.note})` : unit.name)

/** Cut, never rounded up: 99,6 % is not 100 %. */
const perCent = (share: number): string => `${shown(Math.floor(share * 10 + 1e-9) / 10)}\u00A0%`
const shown = (value: number): string => String(value).replace('.', ',')
