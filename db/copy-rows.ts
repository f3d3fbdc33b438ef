import 'server-only'
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { measures, sections } from '@/db/schema/road-map'

/** Copies living sections and measures with their keys, so that a row is the same row in every version. */
export async function copyRows(tx: Tx, from: string, to: string): Promise<void> {
  await tx.execute(sql`insert into ${sections} (version_id, key, position, number, title)
    select ${to}, key, position, number, title from ${sections} where version_id = ${from} and deleted_at is null`)
  await tx.execute(sql`insert into ${measures} (version_id, section_id, key, position, number, title, term, executors, tasks, indicator, extra)
    select ${to}, fresh.id, m.key, m.position, m.number, m.title, m.term, m.executors, m.tasks, m.indicator, m.extra
    from ${measures} m join ${sections} old on old.id = m.section_id
    join ${sections} fresh on fresh.key = old.key and fresh.version_id = ${to}
    where m.version_id = ${from} and m.deleted_at is null`)
}
