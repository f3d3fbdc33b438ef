import type { LocalDate } from '@/lib/shared/dates'

/** Rights come from roles (rulings E); a person may hold several. */
export const ROLES = ['admin', 'coordinator', 'approver', 'signatory', 'clerk', 'curator', 'school', 'region'] as const
export type Role = (typeof ROLES)[number]

/** Someone the actor stands in for today, with that person's roles. */
export type Principal = { userId: string; name: string; post: string; roles: Role[]; until: LocalDate }

/**
 * Who asks. The first, required argument of every query and command.
 * `municipalityId` is null for the region's people, `regionId` is null for a municipality's.
 * Roles and principals are those in force on `today`, the local date of `zone`.
 */
export type Actor = {
  /** null for the program itself. */
  userId: string | null
  name: string
  municipalityId: string | null
  regionId: string | null
  roles: readonly Role[]
  actsFor: readonly Principal[]
  zone: string
  today: LocalDate
  /** The program resuming its own unfinished work; holds no role. */
  isSystem: boolean
}

/** The program acting for one municipality: resuming what a crash left unfinished. */
export function systemActor(municipalityId: string, zone: string, today: LocalDate): Actor {
  return {
    userId: null,
    name: 'Программа',
    municipalityId,
    regionId: null,
    roles: [],
    actsFor: [],
    zone,
    today,
    isSystem: true,
  }
}

export const hasRole = (actor: Actor, role: Role): boolean => actor.roles.includes(role)
