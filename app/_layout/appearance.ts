import { z } from 'zod'

/** «Вид страниц» (ГОСТ Р 52872): kept in a cookie, works without JavaScript. Absent: as the browser asks. */
export const appearanceSchema = z.object({
  scheme: z.enum(['light', 'dark', 'contrast']).optional().catch(undefined),
  size: z.enum(['2', '3']).optional().catch(undefined),
  spacing: z.enum(['wide']).optional().catch(undefined),
  font: z.enum(['serif']).optional().catch(undefined),
})
export type Appearance = z.infer<typeof appearanceSchema>

export const APPEARANCE_COOKIE = 'appearance'

/** A damaged cookie gives the usual look. */
export function readAppearance(cookie: string | undefined): Appearance {
  return appearanceSchema.parse(Object.fromEntries(new URLSearchParams(cookie ?? '')))
}
