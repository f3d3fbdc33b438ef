import { one, type Query } from '@/app/_forms/query'
import type { WantedAssignment } from '@/lib/curator/facts'
import { chooseAssignmentSchema } from '@/lib/curator/schema'
import { shortDate } from '@/lib/shared/dates'

/** The choice as it stands in the address of the check page, so that the page can be opened again. */
export const assignQuery = ({ schoolId, userId, validFrom, validTo }: WantedAssignment): URLSearchParams =>
  new URLSearchParams({
    schoolId,
    userId,
    validFrom: shortDate(validFrom),
    ...(validTo ? { validTo: shortDate(validTo) } : {}),
  })

export function chosenAssignment(query: Query): WantedAssignment | undefined {
  const typed = Object.fromEntries(
    ['schoolId', 'userId', 'validFrom', 'validTo'].map((name) => [name, one(query, name) ?? '']),
  )
  return chooseAssignmentSchema.safeParse(typed).data
}
