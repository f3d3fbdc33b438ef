import { type Actor, hasRole } from '@/lib/access/actor'
import { forbidden } from '@/lib/shared/refusal'

/** Whether the actor works with schools: with which of them says `schoolsWorkedWith` (db/scope.ts). */
export const worksWithSchools = (actor: Actor): boolean =>
  actor.municipalityId !== null && (['coordinator', 'curator', 'school'] as const).some((role) => hasRole(actor, role))

/** Throws `forbidden` unless the actor works with schools. */
export function demandWorksWithSchools(actor: Actor): void {
  if (!worksWithSchools(actor)) throw forbidden()
}
