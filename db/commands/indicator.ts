import 'server-only'
import { database } from '@/db/client'
import { counterOf } from '@/db/counters'
import { openPlan, type PlanAddress, savePlan } from '@/db/measure-plan'
import type { Actor } from '@/lib/access/actor'
import type { Indicator, IndicatorBase } from '@/lib/indicator/rules'
import type { IndicatorInput } from '@/lib/road-map/reading-schema'
import { invalid } from '@/lib/shared/refusal'

/** How a measure's indicator is counted, as data beside its text; null for the program's own proposal. */
export async function saveIndicator(
  actor: Actor,
  input: PlanAddress & { indicator: Omit<IndicatorInput, 'roadMapId' | 'id' | 'revision'> | null },
  now: Date,
): Promise<void> {
  await database().transaction(async (tx) => {
    const opened = await openPlan(tx, actor, input)
    const indicator = input.indicator && indicatorOf(input.indicator)
    const action = indicator ? 'measure.set_indicator' : 'measure.drop_indicator'
    await savePlan(tx, actor, input, opened, { indicator }, action, now)
  })
}

function indicatorOf(form: Omit<IndicatorInput, 'roadMapId' | 'id' | 'revision'>): Indicator {
  const { kind, unit, target, start, value, source, frequency } = form
  const more = { ...(start === null ? {} : { start }), ...(frequency === '' ? {} : { frequency }) }
  if (kind === 'uncountable') return { kind, unit: '', base: 'none', target: null, counter: 'manual', ...more }
  const [counter = '', base = ''] = form.counting.split(':')
  if (!counterOf(counter)?.bases.some((one) => one === base)) throw invalid('Выберите, как считать.', 'counting')
  return {
    kind,
    unit: kind === 'yes_no' ? '' : unit,
    base: base as IndicatorBase,
    target: kind === 'yes_no' ? null : target,
    counter,
    ...(value === null ? {} : { manual: { value, source } }),
    ...more,
  }
}
