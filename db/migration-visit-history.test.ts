import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { resultRows, type Tx } from '@/db/client'
import { acrossMigration } from '@/db/testing/before-migration'

/** Migration 0005 on a district whose visits were moved before: why one had been refused stood in the journal alone. */
const [HOME, SCHOOL, PROGRAMME, USER, VISIT] = ['1', '2', '3', '4', '5'].map(
  (digit) => `00000000-0000-4000-8000-00000000000${digit}`,
)
const [ANEW, MOVED] = ['2026-04-21T03:00:00.123Z', '2026-04-22T03:00:00.456Z']

let moves: unknown[]
beforeAll(async () => {
  moves = await acrossMigration('0005_visit_history', fill, async (tx) =>
    resultRows(
      await tx.execute(sql`select moved_to::text, prior_state::text, prior_reason, prior_held_on, state::text
        from visit_moves order by moved_at`),
    ),
  )
})

async function fill(tx: Tx): Promise<void> {
  await tx.execute(sql`insert into municipalities (id, code, name, zone, settings, profile)
      values (${HOME}, 'home', 'Район', 'Asia/Chita', '{}', '{}')`)
  await tx.execute(
    sql`insert into schools (id, municipality_id, name, short_name) values (${SCHOOL}, ${HOME}, 'Школа', 'СОШ')`,
  )
  await tx.execute(
    sql`insert into programmes (id, municipality_id, name, year) values (${PROGRAMME}, ${HOME}, '500+', 2026)`,
  )
  await tx.execute(sql`insert into users (id, municipality_id, login, password_hash, surname, given_name)
      values (${USER}, ${HOME}, 'curator', '', 'К', 'И')`)
  await tx.execute(sql`insert into visits
      (id, municipality_id, programme_id, school_id, curator_id, kind, planned_on, created_by, created_at)
      values (${VISIT}, ${HOME}, ${PROGRAMME}, ${SCHOOL}, ${USER}, 'planned', '2026-05-14', ${USER}, ${ANEW})`)
  for (const [at, before, to] of [
    [ANEW, { state: 'refused', reason: 'карантин' }, '2026-05-13'],
    [MOVED, { plannedOn: '2026-05-13' }, '2026-05-14'],
  ] as const) {
    await tx.execute(sql`insert into visit_moves (visit_id, moved_to, reason, moved_by, moved_at)
        values (${VISIT}, ${to}, 'нужно', ${USER}, ${at})`)
    await tx.execute(sql`insert into journal (at, actor_name, action, subject, subject_id, before)
        values (${at}, 'К', 'visit.move', 'visit', ${VISIT}, ${JSON.stringify(before)}::jsonb)`)
  }
}

describe('migration 0005 on visits that were moved', () => {
  it('takes what stood before from the journal, and a plain move for one of a planned visit', () => {
    const known = { prior_held_on: null, state: 'planned' }
    expect(moves).toEqual([
      { moved_to: '2026-05-13', prior_state: 'refused', prior_reason: 'карантин', ...known },
      { moved_to: '2026-05-14', prior_state: 'planned', prior_reason: '', ...known },
    ])
  })
})
