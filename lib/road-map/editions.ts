import type { OrderPurpose, OrderStatus } from '@/lib/order/rules'
import { isEditable, type RoadMapStatus } from '@/lib/road-map/rules'
import type { LocalDate } from '@/lib/shared/dates'

/** One version of a map with its act. */
export type Edition = {
  versionId: string
  number: number
  /** The version that it was copied from, where it changes that one. */
  baseId: string | null
  status: RoadMapStatus
  inForceFrom: LocalDate | null
  /** The first day on which it is in force no more. */
  inForceTo: LocalDate | null
  act: { id: string; purpose: OrderPurpose; status: OrderStatus } | null
}

/** The one that is executed now: at most one a map. */
export const editionInForce = <Of extends { status: RoadMapStatus }>(editions: readonly Of[]): Of | undefined =>
  editions.find((one) => one.status === 'approved')

const isOnItsWay = ({ status }: { status: RoadMapStatus }): boolean =>
  isEditable(status) || status === 'in_approval' || status === 'awaiting_signature'

/**
 * What a new edition is made from (rulings A9): of a map in force an amendment, and any number of them; where nothing is in force
 * (withdrawn, annulled, repealed) a new approval, one at a time. Undefined while the first one is on its way.
 */
export function editionSource<Of extends { status: RoadMapStatus; number: number }>(
  editions: readonly Of[],
): { source: Of; purpose: 'amendment' | 'approval' } | undefined {
  const approved = editionInForce(editions)
  if (approved) return { source: approved, purpose: 'amendment' }
  const newest = editions.toSorted((one, other) => other.number - one.number)[0]
  return newest && !editions.some(isOnItsWay) ? { source: newest, purpose: 'approval' } : undefined
}

/**
 * The version that a map's page shows unasked: to who edits, the newest that is on its way to a signature; else the one in force,
 * else the newest. `editions` are those that the reader sees.
 */
export function shownByDefault<Of extends { status: RoadMapStatus; number: number }>(
  editions: readonly Of[],
  edits: boolean,
): Of | undefined {
  const newestFirst = editions.toSorted((one, other) => other.number - one.number)
  return (
    (edits ? newestFirst.find(isOnItsWay) : undefined) ??
    editionInForce(newestFirst) ??
    newestFirst.find((one) => one.status !== 'repealed') ??
    newestFirst[0]
  )
}

/** From the version that was approved first to this one, each the base of the next. */
export function chainTo(editions: readonly Edition[], versionId: string | null): Edition[] {
  const byId = new Map(editions.map((one) => [one.versionId, one]))
  const chain: Edition[] = []
  for (let one = byId.get(versionId ?? ''); one && !chain.includes(one); one = byId.get(one.baseId ?? ''))
    chain.unshift(one)
  return chain
}

/** An act that ever had force has it on these days: an annulled one never did. */
const hadForce = ({ act, inForceFrom }: Edition): boolean =>
  inForceFrom !== null && act !== null && ['registered', 'published', 'repealed'].includes(act.status)

export type TextOn =
  | { state: 'in_force'; edition: Edition }
  /** Before the first: `from` is its day, null where nothing was approved yet. */
  | { state: 'not_yet'; from: LocalDate | null }
  | { state: 'ended'; edition: Edition; since: LocalDate }

/** Which edition was in force on a day (rulings A9): the newest whose days hold it. */
export function editionOn(editions: readonly Edition[], date: LocalDate): TextOn {
  const known = editions.filter(hadForce).toSorted((one, other) => one.number - other.number)
  const begun = known.filter((one) => (one.inForceFrom ?? '') <= date)
  const current = begun.findLast((one) => one.inForceTo === null || date < one.inForceTo)
  if (current) return { state: 'in_force', edition: current }
  const last = begun.at(-1)
  if (last) return { state: 'ended', edition: last, since: last.inForceTo ?? date }
  return { state: 'not_yet', from: known.map((one) => one.inForceFrom ?? '').toSorted()[0] ?? null }
}
