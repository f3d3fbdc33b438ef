import 'server-only'
import { database } from '@/db/client'
import { countAll, counterOf } from '@/db/counters'
import { type LivingRow, readLivingMap } from '@/db/living-map'
import type { Actor } from '@/lib/access/actor'
import type { ExecutorRef } from '@/lib/execution/rules'
import { executorsSeenBy } from '@/lib/execution/who'
import { explain } from '@/lib/indicator/explain'
import type { IndicatorFigure } from '@/lib/indicator/figure'
import { proposeIndicator } from '@/lib/indicator/recognise'
import type { Counted, Unit } from '@/lib/indicator/rules'
import type { Plan } from '@/lib/road-map/plan'

/**
 * The figure of one measure. Whoever sees the map's execution reads the number; the rows behind it are named only as far as he may
 * read them: all to the coordinator, the signatory and the region, to a curator his own and those of his schools, to a school its
 * own. The others are counted without a name («и ещё у 2»): a school is not compared by name with its neighbours.
 */
export async function getIndicatorFigure(
  actor: Actor,
  roadMapId: string,
  measureKey: string,
): Promise<IndicatorFigure | undefined> {
  const { rows, plan } = await readLivingMap(database(), actor, roadMapId, measureKey)
  return (await figuresOf(actor, roadMapId, rows, plan))[0]
}

/**
 * The figures of a map, or of these measures only (a page of a long map), in the order of the table. The number of statements does
 * not depend on how many there are. Names are shown as in `getIndicatorFigure`.
 */
export async function listIndicatorFigures(
  actor: Actor,
  roadMapId: string,
  measureKeys?: readonly string[],
): Promise<IndicatorFigure[]> {
  const { rows, plan } = await readLivingMap(database(), actor, roadMapId)
  const wanted = measureKeys && new Set(measureKeys)
  return figuresOf(actor, roadMapId, wanted ? rows.filter((row) => wanted.has(row.key)) : rows, plan)
}

async function figuresOf(actor: Actor, roadMapId: string, rows: LivingRow[], plan: Plan): Promise<IndicatorFigure[]> {
  const read = rows.map((row) => {
    const planned = plan.measure(row)
    const own = planned.plan?.indicator
    const { note, ...proposed } = proposeIndicator(row.indicator, row.title)
    return { row, planned, indicator: own ?? proposed, isProposed: !own, note: own ? '' : note }
  })
  const counted = await countAll(database(), { roadMapId, plan }, read)
  const seen = executorsSeenBy(actor, plan.facts.links)
  return read.map(({ row, indicator, isProposed, note }) => {
    const all = counted.get(row.key)
    const own = all ? shownTo(seen, all) : null
    return {
      roadMapId,
      measureKey: row.key,
      measureId: row.id,
      title: row.title,
      text: row.indicator,
      indicator,
      isProposed,
      note,
      counts: counterOf(indicator.counter)?.counts ?? '',
      counted: own,
      explanation: explain(own, indicator),
    }
  })
}

/** Roles are no secret; schools and curators that the reader may not see become numbers. */
function shownTo(seen: readonly ExecutorRef[] | null, counted: Counted): Counted {
  if (seen === null) return counted
  const keys = new Set(seen.map((one) => `${one.kind} ${one.id}`))
  const isShown = ({ whose }: Unit) => !whose || whose.kind === 'role' || keys.has(`${whose.kind} ${whose.id}`)
  const done = counted.done.filter(isShown)
  const missing = counted.missing.filter(isShown)
  const hidden = { done: counted.done.length - done.length, missing: counted.missing.length - missing.length }
  return { ...counted, done, missing, hidden }
}
