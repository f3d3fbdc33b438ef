import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import { database, type Tx } from '@/db/client'
import { lockHome } from '@/db/home-lock'
import { record } from '@/db/journal'
import { once } from '@/db/press'
import { actTemplates } from '@/db/schema/act-template'
import { ofHome } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'
import type { TemplateInput } from '@/lib/order/template-schema'
import { changedElsewhere, notFound } from '@/lib/shared/refusal'

type Row = typeof actTemplates.$inferSelect

/**
 * Adds a template of an act's text, or changes the one of `id`. One template of a purpose and kind is the default: the new default
 * takes the place of the old one. Texts composed before keep their words.
 */
export async function saveTemplate(actor: Actor, input: TemplateInput, pressId: string, now: Date): Promise<string> {
  const { id, revision, ...values } = input
  return database().transaction(async (tx) => {
    const municipalityId = await lockHome(tx, actor)
    if (id === undefined) {
      demand(actor, 'municipality.manage')
      return once(tx, actor, pressId, values, now, async () => {
        await giveWay(tx, municipalityId, values)
        const [added] = await tx
          .insert(actTemplates)
          .values({ municipalityId, ...values })
          .returning({ id: actTemplates.id })
        if (!added) throw new Error('The template was not inserted.')
        await record(tx, actor, now, {
          action: 'template.add',
          subject: 'template',
          subjectId: added.id,
          after: values,
        })
        return added.id
      })
    }
    const before = await lockTemplate(tx, actor, id)
    demand(actor, 'municipality.manage')
    if (before.revision !== revision) throw changedElsewhere('этот образец')
    await giveWay(tx, municipalityId, values)
    await tx
      .update(actTemplates)
      .set({ ...values, revision: revision + 1 })
      .where(eq(actTemplates.id, id))
    await record(tx, actor, now, {
      action: 'template.edit',
      subject: 'template',
      subjectId: id,
      before: wordsOf(before),
      after: values,
    })
    return id
  })
}

/** Takes a template out of the lists; acts composed from it keep their text. */
export async function endTemplate(actor: Actor, input: { id: string }, now: Date): Promise<void> {
  await database().transaction(async (tx) => {
    await lockHome(tx, actor)
    const before = await lockTemplate(tx, actor, input.id)
    demand(actor, 'municipality.manage')
    await tx.update(actTemplates).set({ endedAt: now, isDefault: false }).where(eq(actTemplates.id, input.id))
    await record(tx, actor, now, {
      action: 'template.end',
      subject: 'template',
      subjectId: input.id,
      before: wordsOf(before),
    })
  })
}

async function lockTemplate(tx: Tx, actor: Actor, id: string): Promise<Row> {
  const [row] = await tx
    .select()
    .from(actTemplates)
    .where(and(eq(actTemplates.id, id), ofHome(actor, actTemplates.municipalityId), isNull(actTemplates.endedAt)))
    .for('update')
  if (!row) throw notFound('Образец')
  return row
}

/** The default of the same purpose and kind gives its place to a new one; the municipality is locked, so there is always one at most. */
async function giveWay(
  tx: Tx,
  municipalityId: string,
  next: Pick<Row, 'purpose' | 'kind' | 'isDefault'>,
): Promise<void> {
  if (!next.isDefault) return
  await tx
    .update(actTemplates)
    .set({ isDefault: false })
    .where(
      and(
        eq(actTemplates.municipalityId, municipalityId),
        eq(actTemplates.purpose, next.purpose),
        eq(actTemplates.kind, next.kind),
      ),
    )
}

const wordsOf = ({ purpose, kind, name, titlePattern, aim, operativeWord, points, isDefault }: Row) => ({
  purpose,
  kind,
  name,
  titlePattern,
  aim,
  operativeWord,
  points,
  isDefault,
})
