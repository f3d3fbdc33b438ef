import 'server-only'
import { eq } from 'drizzle-orm'
import { database, type Tx } from '@/db/client'
import { record } from '@/db/journal'
import { municipalities } from '@/db/schema/municipality'
import type { Actor } from '@/lib/access/actor'
import { demand, homeOf } from '@/lib/access/policy'
import type { CuratorLimitInput, MunicipalityInput, PageInput, WordingsInput } from '@/lib/municipality/schema'
import { DEFAULT_SETTINGS } from '@/lib/municipality/settings'
import { isZone } from '@/lib/shared/dates'
import { changedElsewhere, invalid, notFound } from '@/lib/shared/refusal'

type Row = typeof municipalities.$inferSelect
type Change = {
  action: string
  set: Partial<Row> | ((row: Row) => Partial<Row>)
  before: (row: Row) => unknown
  after: unknown
}

/** One change of the actor's municipality; refused when it was changed since the form was opened. */
async function change(
  actor: Actor,
  revision: number,
  now: Date,
  { action, set, before, after }: Change,
): Promise<void> {
  demand(actor, 'municipality.manage')
  await database().transaction(async (tx: Tx) => {
    const [row] = await tx
      .select()
      .from(municipalities)
      .where(eq(municipalities.id, homeOf(actor)))
      .for('update')
    if (!row) throw notFound('Муниципалитет')
    if (row.revision !== revision) throw changedElsewhere('эти данные')
    await tx
      .update(municipalities)
      .set({ ...(typeof set === 'function' ? set(row) : set), revision: revision + 1 })
      .where(eq(municipalities.id, row.id))
    await record(tx, actor, now, { action, subject: 'municipality', subjectId: row.id, before: before(row), after })
  })
}

export async function editMunicipality(actor: Actor, input: MunicipalityInput, now: Date): Promise<void> {
  const { revision, name, zone } = input
  if (!isZone(zone)) throw invalid('Такого часового пояса нет. Напишите имя вида Asia/Chita.', 'zone')
  const before = (row: Row) => ({ name: row.name, zone: row.zone })
  await change(actor, revision, now, {
    action: 'municipality.edit',
    set: { name, zone },
    before,
    after: { name, zone },
  })
}

/** Wordings for new acts; what was frozen keeps its text (rulings A4). */
export async function editWordings(actor: Actor, input: WordingsInput, now: Date): Promise<void> {
  const { revision, ...settings } = input
  await change(actor, revision, now, {
    action: 'municipality.wordings',
    // The settings that this form does not ask for stay.
    set: (row) => ({ settings: { ...row.settings, ...settings } }),
    before: (row) => row.settings,
    after: settings,
  })
}

/** So many schools a curator may have at once; more wants a reason (feature 26). What is assigned already stays. */
export async function editCuratorLimit(actor: Actor, input: CuratorLimitInput, now: Date): Promise<void> {
  const { revision, mostSchools } = input
  await change(actor, revision, now, {
    action: 'municipality.curator_limit',
    set: (row) => ({ settings: { ...row.settings, mostSchools } }),
    before: (row) => ({ mostSchools: row.settings.mostSchools ?? DEFAULT_SETTINGS.mostSchools }),
    after: { mostSchools },
  })
}

export async function editPage(actor: Actor, input: PageInput, now: Date): Promise<void> {
  const { revision, ...profile } = input
  await change(actor, revision, now, {
    action: 'municipality.page',
    set: { profile },
    before: (row) => row.profile,
    after: profile,
  })
}

/** `emblem` is the SHA-256 of a PNG already in the store, or null for none. */
export async function setEmblem(
  actor: Actor,
  input: { revision: number; emblem: string | null },
  now: Date,
): Promise<void> {
  const { revision, emblem } = input
  const before = (row: Row) => ({ emblem: row.emblem })
  await change(actor, revision, now, { action: 'municipality.emblem', set: { emblem }, before, after: { emblem } })
}
