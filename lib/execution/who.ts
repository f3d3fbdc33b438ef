import { type Actor, hasRole } from '@/lib/access/actor'
import { type ExecutorRef, UNASSIGNED } from '@/lib/execution/rules'
import type { PlanLink } from '@/lib/road-map/plan-facts'
import type { SchoolRelation } from '@/lib/school/rules'
import { isInForce } from '@/lib/shared/dates'

/** The schools to which the actor is today what `relation` says, whatever roles he holds. */
const schoolsAs = (actor: Actor, links: readonly PlanLink[], relation: SchoolRelation): string[] =>
  links
    .filter(
      (link) =>
        link.userId === actor.userId &&
        link.relation === relation &&
        isInForce(actor.today, link.validFrom, link.validTo),
    )
    .map((link) => link.schoolId)

/** The schools that the actor answers for today, as their administration. */
export const headedSchools = (actor: Actor, links: readonly PlanLink[]): string[] =>
  hasRole(actor, 'school') ? schoolsAs(actor, links, 'administration') : []

/** The schools that the actor is the curator of today. */
export const curatedSchools = (actor: Actor, links: readonly PlanLink[]): string[] =>
  hasRole(actor, 'curator') ? schoolsAs(actor, links, 'curator') : []

/** The schools that the actor works for today, as their administration or their curator. */
export const ownSchools = (actor: Actor, links: readonly PlanLink[]): string[] => [
  ...new Set([...headedSchools(actor, links), ...curatedSchools(actor, links)]),
]

/**
 * The executors that the actor is: his schools as a head of school, himself as a curator, the coordinator's role. What has no
 * known executor falls to the coordinator.
 */
export function executorsOf(actor: Actor, links: readonly PlanLink[]): ExecutorRef[] {
  return [
    ...(hasRole(actor, 'coordinator') ? [{ kind: 'role', id: 'coordinator' } as const, UNASSIGNED] : []),
    ...(hasRole(actor, 'curator') && actor.userId ? [{ kind: 'curator', id: actor.userId } as const] : []),
    ...headedSchools(actor, links).map((id) => ({ kind: 'school', id }) as const),
  ]
}

/** The coordinator may report for every executor; the others for themselves (rulings E). */
export const canReportFor = (actor: Actor, executor: ExecutorRef, links: readonly PlanLink[]): boolean =>
  hasRole(actor, 'coordinator') ||
  executorsOf(actor, links).some((own) => own.kind === executor.kind && own.id === executor.id)

/**
 * Whose cells the actor reads: everybody's for the coordinator, the signatory and the region; his own and, for a curator, those
 * of his schools. `null` means all.
 */
export function executorsSeenBy(actor: Actor, links: readonly PlanLink[]): ExecutorRef[] | null {
  if (hasRole(actor, 'coordinator') || hasRole(actor, 'signatory') || hasRole(actor, 'region') || actor.isSystem)
    return null
  return [...executorsOf(actor, links), ...curatedSchools(actor, links).map((id) => ({ kind: 'school', id }) as const)]
}

/**
 * Words, addresses and files that executors bring stay in the municipality: the region follows states and reasons (rulings E), it
 * does not read schools' papers.
 */
export const readsEvidence = (actor: Actor): boolean => actor.municipalityId !== null

/** Whether the actor has anything to do with the execution of plans: the roles of `livingMapsVisibleTo` (db/scope.ts). */
export const seesExecution = (actor: Actor): boolean =>
  (['coordinator', 'signatory', 'curator', 'school', 'region'] as const).some((role) => hasRole(actor, role))
