import { ROLES } from '@/lib/access/actor'
import { ROLE_LABELS } from '@/lib/access/labels'
import { ROLE_RIGHTS } from '@/lib/person/labels'
import { capitalised } from '@/lib/shared/text'

/** Roles that an administrator gives, each with what it opens. */
export const ROLE_CHOICES = ROLES.filter((role) => role !== 'region').map((role) => ({
  value: role,
  label: capitalised(ROLE_LABELS[role]),
  hint: ROLE_RIGHTS[role],
}))
