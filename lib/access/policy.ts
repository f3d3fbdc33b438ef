import type { Actor, Role } from '@/lib/access/actor'
import { forbidden } from '@/lib/shared/refusal'

/**
 * Which acts: permission → roles that hold it (rulings E). Which rows is `db/scope.ts`, in which state is `rules.ts` of the noun.
 */
export const POLICY = {
  'people.manage': ['admin'],
  'deputies.manage': ['admin', 'coordinator'],
  'municipality.manage': ['admin'],
  'keys.manage': ['admin'],
  'journal.read': ['admin'],
  'road_map.edit': ['coordinator'],
  'plan.edit': ['coordinator'],
  'execution.report': ['coordinator', 'curator', 'school'],
  'execution.decide': ['coordinator'],
  'comment.write': ['coordinator', 'approver', 'signatory', 'curator', 'school'],
  'assignment.edit': ['region'],
  'order.edit': ['coordinator'],
  'order.send': ['coordinator'],
  'order.decide': ['approver'],
  'order.sign': ['signatory'],
  'register.read': ['clerk'],
  'register.manage': ['clerk'],
  'order.publish': ['clerk'],
  'order.print': ['clerk'],
  'curators.assign': ['coordinator'],
  'programme.content': ['admin', 'coordinator'],
  'risk_profile.edit': ['coordinator', 'curator'],
  'risk_profile.verify': ['curator'],
  'risk_profile.analyse': ['coordinator', 'curator', 'school'],
  'school_measure.edit': ['coordinator', 'curator', 'school'],
  'visit.plan': ['coordinator', 'curator'],
  'visit.write': ['curator'],
  'visit.refuse': ['coordinator', 'curator', 'school'],
  'recommendation.answer': ['school'],
  'report.write': ['curator'],
  'report.review': ['coordinator', 'signatory'],
  'report.unlock': ['coordinator'],
  'report.acknowledge': ['school'],
} as const satisfies Record<string, readonly Role[]>

export type Permission = keyof typeof POLICY

/** Rights that a deputy (И.о.) receives from the person he stands in for. */
const DELEGATED: readonly Permission[] = ['order.decide', 'order.sign', 'report.review']

/** Whether the actor holds the permission, himself or as somebody's deputy today. */
export function may(actor: Actor, permission: Permission): boolean {
  const holders: readonly Role[] = POLICY[permission]
  if (actor.roles.some((role) => holders.includes(role))) return true
  return (
    DELEGATED.includes(permission) &&
    actor.actsFor.some((principal) => principal.roles.some((role) => holders.includes(role)))
  )
}

/** Throws `forbidden` unless the actor may. */
export function demand(actor: Actor, permission: Permission): void {
  if (!may(actor, permission)) throw forbidden()
}

/** The municipality whose rows a command may write; the region writes no row of a municipality. */
export function homeOf(actor: Actor): string {
  if (!actor.municipalityId) throw forbidden('Это действие доступно только сотрудникам муниципалитета.')
  return actor.municipalityId
}

/** The person who presses; the program itself presses nothing. */
export function personOf(actor: Actor): string {
  if (!actor.userId) throw forbidden()
  return actor.userId
}
