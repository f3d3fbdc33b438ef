import 'server-only'
import type { Database } from '@/db/client'
import { programmes } from '@/db/schema/programme'
import { ofHome } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { byYear, currentProgramme, type ProgrammeName } from '@/lib/programme/current'
import { notFound } from '@/lib/shared/refusal'

export type ChosenProgramme = {
  /** null while the municipality has no programme. */
  programme: ProgrammeName | null
  /** All of the municipality's, the latest year first: for the choice on the page (components/programme/programme-choice.tsx). */
  programmes: ProgrammeName[]
}

/**
 * The programme of a page: that named by `?programme=`, else the current one (lib/programme/current.ts). One statement. Refused with
 * `not_found` where the address names a programme that the municipality has not.
 */
export async function chosenProgramme(handle: Database, actor: Actor, asked?: string): Promise<ChosenProgramme> {
  const all = await handle
    .select({ id: programmes.id, name: programmes.name, year: programmes.year })
    .from(programmes)
    .where(ofHome(actor, programmes.municipalityId))
  if (!asked) return { programme: currentProgramme(all, actor.today) ?? null, programmes: all.sort(byYear) }
  const programme = all.find((one) => one.id === asked)
  if (!programme) throw notFound('Программа')
  return { programme, programmes: all.sort(byYear) }
}
