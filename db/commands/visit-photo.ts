import 'server-only'
import { and, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { record } from '@/db/journal'
import { visitPhotos, visits } from '@/db/schema/visit'
import { visitsVisibleTo } from '@/db/scope'
import { lockVisit } from '@/db/visit-rows'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'
import { conflict, forbidden, invalid, notFound } from '@/lib/shared/refusal'
import { isBlank } from '@/lib/shared/text'

/** A photo put by mistake is shown no more; the row, its bytes and the reason stay. Answers the visit's id. */
export async function removeVisitPhoto(
  actor: Actor,
  input: { id: string; reason: string },
  now: Date,
): Promise<string> {
  demand(actor, 'visit.write')
  if (isBlank(input.reason)) throw invalid('Напишите, почему снимок убирается.', 'reason')
  return database().transaction(async (tx) => {
    const [named] = await tx
      .select({ visitId: visitPhotos.visitId })
      .from(visitPhotos)
      .innerJoin(visits, eq(visits.id, visitPhotos.visitId))
      .where(and(eq(visitPhotos.id, input.id), visitsVisibleTo(actor)))
    if (!named) throw notFound('Снимок')
    const visit = await lockVisit(tx, actor, named.visitId)
    if (visit.curatorId !== actor.userId) throw forbidden('Снимки убирает куратор, за которым записано посещение.')
    const [photo] = await tx.select().from(visitPhotos).where(eq(visitPhotos.id, input.id))
    if (!photo || photo.removedAt) throw conflict('Этот снимок уже убран.')
    await tx.update(visitPhotos).set({ removedAt: now, removedWhy: input.reason }).where(eq(visitPhotos.id, photo.id))
    await record(tx, actor, now, {
      action: 'visit.remove_photo',
      subject: 'visit',
      subjectId: visit.id,
      before: { sha256: photo.sha256 },
      after: { reason: input.reason },
    })
    return visit.id
  })
}
