import { eq } from 'drizzle-orm'
import { markOf } from '@/db/checked-package'
import { database } from '@/db/client'
import { measures } from '@/db/schema/road-map'

/** Puts a fault that one press mends into a row's task; returns what the press sends and both texts. */
export async function makeRepairable(measureId: string) {
  const before = 'По приказу №160'
  const after = 'По приказу №\u00A0160'
  const [row] = await database()
    .update(measures)
    .set({ tasks: before })
    .where(eq(measures.id, measureId))
    .returning({ key: measures.key })
  if (!row) throw new Error('There is no such row.')
  const target = { part: 'measure' as const, key: row.key, field: 'tasks' as const }
  return { mark: markOf({ label: '', target, before, after }), before, after }
}
