import 'server-only'
import { and, eq, gt, isNull, or } from 'drizzle-orm'
import { database } from '@/db/client'
import { KEPT_HOURS } from '@/db/commands/kept-form'
import { keptForms } from '@/db/schema/person'

/** Sealed text of a kept form; only the person who typed it finds it, and an anonymous form's by its random name. */
export async function findKeptForm(id: string, userId: string | null, now: Date): Promise<string | undefined> {
  const oldest = new Date(now.getTime() - KEPT_HOURS * 3_600_000)
  const mine = userId ? or(eq(keptForms.userId, userId), isNull(keptForms.userId)) : isNull(keptForms.userId)
  const [row] = await database()
    .select({ sealed: keptForms.sealed })
    .from(keptForms)
    .where(and(eq(keptForms.id, id), mine, gt(keptForms.createdAt, oldest)))
  return row?.sealed
}

/** When this person's draft of that name was kept; undefined where there is none or it is too old. */
export async function findDraftTime(id: string, userId: string, now: Date): Promise<Date | undefined> {
  const oldest = new Date(now.getTime() - KEPT_HOURS * 3_600_000)
  const [row] = await database()
    .select({ at: keptForms.createdAt })
    .from(keptForms)
    .where(and(eq(keptForms.id, id), eq(keptForms.userId, userId), gt(keptForms.createdAt, oldest)))
  return row?.at
}
