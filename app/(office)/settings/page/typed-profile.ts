import { type FormState, isTicked, typed } from '@/app/_forms/form-state'
import { pageSchema } from '@/lib/municipality/schema'
import { DEFAULT_PROFILE, type PageProfile } from '@/lib/order/document'

/** The page as the form has it: what is typed over what is stored. null where something typed cannot be taken. */
export function typedProfile(state: FormState, stored: PageProfile): PageProfile | null {
  const values = Object.entries({ ...DEFAULT_PROFILE, ...stored }).flatMap(([name, value]) => {
    if (typeof value === 'boolean') return isTicked(state, name, value) ? [[name, 'on']] : []
    return [[name, typed(state, name, String(value).replace('.', ','))]]
  })
  const parsed = pageSchema.omit({ revision: true }).safeParse(Object.fromEntries(values))
  return parsed.success ? parsed.data : null
}
