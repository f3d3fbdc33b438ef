import { notFound } from 'next/navigation'
import { z } from 'zod'

const uuid = z.uuid()

/** The id in a page's address; anything that is no id is a page that does not exist. */
export function pageId(text: string): string {
  if (!uuid.safeParse(text).success) notFound()
  return text
}
