import 'server-only'
import { and, asc, desc, isNotNull, isNull } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { typicalMeasures } from '@/db/schema/assignment'
import { ofHome } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import type { TypicalMeasure } from '@/lib/preset/typical'

/** The municipality's own typical measures that answer a factor, the newest first. Also for those who do not edit maps. */
export const ownTypicalMeasures = (handle: Database, actor: Actor): Promise<TypicalMeasure[]> =>
  handle
    .select({
      id: typicalMeasures.id,
      title: typicalMeasures.title,
      term: typicalMeasures.term,
      executors: typicalMeasures.executors,
      tasks: typicalMeasures.tasks,
      indicator: typicalMeasures.indicator,
      factor: typicalMeasures.factor,
    })
    .from(typicalMeasures)
    .where(
      and(
        ofHome(actor, typicalMeasures.municipalityId),
        isNull(typicalMeasures.removedAt),
        isNotNull(typicalMeasures.factor),
      ),
    )
    .orderBy(desc(typicalMeasures.createdAt), asc(typicalMeasures.title))
