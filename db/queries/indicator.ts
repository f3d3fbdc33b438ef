import 'server-only'
import { database } from '@/db/client'
import { countAll, counterOf } from '@/db/counters'
import { type LivingRow, readLivingMap } from '@/db/living-map'
import { ROWS_ON_PAGE } from '@/db/queries/road-map'
import { headOf, visibleVersions } from '@/db/view-head'
import type { Actor } from '@/lib/access/actor'
import type { ExecutorRef } from '@/lib/execution/rules'
import { executorsSeenBy } from '@/lib/execution/who'
import { explain } from '@/lib/indicator/explain'
import type { IndicatorFigure } from '@/lib/indicator/figure'
import { proposeIndicator } from '@/lib/indicator/recognise'
import type { Counted, Unit } from '@/lib/indicator/rules'
import { type PartChoice, partsOf } from '@/lib/road-map/parts'
import type { Plan } from '@/lib/road-map/plan'
import { worksWithSchools } from '@/lib/school/reader'

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
 * The figures of a living map in the order of its table: all, or a section by pages where it is long. Only those on the page are
 * counted, in a number of statements that does not depend on how many they are. Names are shown as in `getIndicatorFigure`.
 */
export async function getIndicators(actor: Actor, roadMapId: string, choice: PartChoice = {}) {
  const db = database()
  const { map, rows, plan } = await readLivingMap(db, actor, roadMapId)
  const visible = await visibleVersions(db, actor, roadMapId)
  const { onPage, ...parts } = partsOf(rows, (row) => row, choice, ROWS_ON_PAGE)
  return {
    head: headOf(map, visible, true),
    /** All units are named; else only the actor's own. */
    seesAll: executorsSeenBy(actor, plan.facts.links) === null,
    ...parts,
    figures: await figuresOf(actor, roadMapId, onPage, plan),
  }
}

async function figuresOf(
  actor: Actor,
  roadMapId: string,
  rows: readonly LivingRow[],
  plan: Plan,
): Promise<IndicatorFigure[]> {
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
    const own = all ? reachedBy(actor, shownTo(seen, all)) : null
    return {
      roadMapId,
      measureKey: row.key,
      measureId: row.id,
      sectionId: row.sectionId,
      number: row.number,
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

/** Schools' own pages are of those who work with schools: others read the name without a link to «не найдено». */
function reachedBy(actor: Actor, counted: Counted): Counted {
  if (worksWithSchools(actor)) return counted
  const plain = (unit: Unit): Unit => (unit.href.startsWith('/schools/') ? { ...unit, href: '' } : unit)
  return { ...counted, done: counted.done.map(plain), missing: counted.missing.map(plain) }
}
