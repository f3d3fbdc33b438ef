import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import { database } from '@/db/client'
import { linksOf, lockLivingMap } from '@/db/execution-cells'
import { record } from '@/db/journal'
import { acknowledgements } from '@/db/schema/plan'
import { schools } from '@/db/schema/school'
import { type Actor, hasRole } from '@/lib/access/actor'
import { demand, homeOf, personOf } from '@/lib/access/policy'
import { headedSchools } from '@/lib/execution/who'
import { isInForce } from '@/lib/shared/dates'
import { conflict, forbidden } from '@/lib/shared/refusal'

/** «Ознакомлен»: the head of a school has read the map in force, for each of his schools, once. A second press changes nothing. */
export async function acknowledge(actor: Actor, input: { roadMapId: string }, now: Date): Promise<void> {
  demand(actor, 'execution.report')
  if (!hasRole(actor, 'school')) throw forbidden('С картой знакомится руководитель школы.')
  await database().transaction(async (tx) => {
    await lockLivingMap(tx, actor, input.roadMapId)
    const linked = headedSchools(actor, await linksOf(tx, actor))
    const known = await tx.select().from(schools).where(inArray(schools.id, linked))
    // One that has left the district is asked for nothing more, though its head is still linked to it.
    const own = known.filter((one) => isInForce(actor.today, one.validFrom, one.validTo)).map((one) => one.id)
    if (own.length === 0)
      throw conflict('За вами сегодня не закреплена школа. Попросите администратора закрепить её за вами.')
    const read = await tx
      .select({ schoolId: acknowledgements.schoolId })
      .from(acknowledgements)
      .where(and(eq(acknowledgements.roadMapId, input.roadMapId), inArray(acknowledgements.schoolId, own)))
    const left = own.filter((schoolId) => !read.some((one) => one.schoolId === schoolId))
    if (left.length === 0) return
    await tx.insert(acknowledgements).values(
      left.map((schoolId) => ({
        municipalityId: homeOf(actor),
        roadMapId: input.roadMapId,
        schoolId,
        userId: personOf(actor),
        at: now,
      })),
    )
    await record(tx, actor, now, {
      action: 'road_map.acknowledge',
      subject: 'road_map',
      subjectId: input.roadMapId,
      after: { schools: left },
    })
  })
}
