import { createHash } from 'node:crypto'
import { forgetKeptForm } from '@/db/commands/kept-form'

/** The one draft that a person has of a form on a page: the newer takes the older one's place. */
export const draftName = (userId: string, form: string, page: string): string =>
  `draft-${createHash('sha256').update(`${userId}\n${form}\n${page}`).digest('base64url')}`

/** After the form was taken there is nothing left to draft. */
export async function dropDraft(userId: string | null, form: string, page: string): Promise<void> {
  if (userId) await forgetKeptForm(userId, draftName(userId, form, page))
}
