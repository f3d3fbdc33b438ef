import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Database, resultRows, type Tx } from '@/db/client'
import { acrossMigration } from '@/db/testing/before-migration'
import { RISK_FACTORS } from '@/lib/programme/factors'

/** Migration 0004 on a district as it stood before: links of people and schools said nothing of what they were. */
const [HOME, SCHOOL, PROGRAMME] = ['1', '2', '3'].map((digit) => `00000000-0000-4000-8000-00000000000${digit}`)

async function person(db: Database, login: string, roles: string[]): Promise<void> {
  await db.execute(sql`insert into users (municipality_id, login, password_hash, surname, given_name)
    values (${HOME}, ${login}, '', ${login}, 'И')`)
  for (const role of roles)
    await db.execute(
      sql`insert into role_assignments (user_id, role) select id, ${role}::role from users where login = ${login}`,
    )
  await db.execute(sql`insert into school_people (municipality_id, school_id, user_id, valid_to)
    select ${HOME}, ${SCHOOL}, id, '2026-12-31' from users where login = ${login}`)
}

async function fill(tx: Tx): Promise<void> {
  await tx.execute(sql`insert into municipalities (id, code, name, zone, settings, profile)
      values (${HOME}, 'home', 'Район', 'Asia/Chita', '{"control": "оставляю за собой"}', '{}')`)
  await tx.execute(
    sql`insert into schools (id, municipality_id, name, short_name) values (${SCHOOL}, ${HOME}, 'Школа', 'СОШ')`,
  )
  await tx.execute(
    sql`insert into programmes (id, municipality_id, name, year) values (${PROGRAMME}, ${HOME}, '500+', 2026)`,
  )
  for (const [position, name] of ['май', 'ноябрь'].entries())
    await tx.execute(
      sql`insert into programme_stages (programme_id, position, name) values (${PROGRAMME}, ${position}, ${name})`,
    )
  await person(tx, 'curator', ['curator'])
  await person(tx, 'head', ['school'])
  await person(tx, 'both', ['curator', 'school'])
}

let links: { login: string; relation: string; valid_to: string }[]
let factors: { number: number; name: string }[]
let finals: { name: string; is_final: boolean }[]
let settings: unknown

beforeAll(() =>
  acrossMigration('0004_curators', fill, async (tx) => {
    links = resultRows(
      await tx.execute(sql`select login, relation::text, valid_to::text from school_people
      join users on users.id = school_people.user_id order by login, relation::text`),
    )
    factors = resultRows(await tx.execute(sql`select number, name from programme_factors order by position`))
    finals = resultRows(await tx.execute(sql`select name, is_final from programme_stages order by position`))
    settings = resultRows<{ settings: unknown }>(await tx.execute(sql`select settings from municipalities`))[0]
      ?.settings
  }),
)

describe('migration 0004 on a living district', () => {
  it('says of each link what the person’s role said; who was both is both, with the same days', () => {
    const row = (login: string, relation: string) => ({ login, relation, valid_to: '2026-12-31' })
    expect(links).toEqual([
      row('both', 'administration'),
      row('both', 'curator'),
      row('curator', 'curator'),
      row('head', 'administration'),
    ])
  })

  it('gives every programme the dictionary of factors that new programmes begin with', () => {
    expect(factors).toEqual(RISK_FACTORS)
  })

  it('takes the last stage for the final one, and keeps the wordings that were set', () => {
    expect(finals.map((stage) => stage.is_final)).toEqual([false, true])
    expect(settings).toEqual({ control: 'оставляю за собой', mostSchools: 3 })
  })
})
