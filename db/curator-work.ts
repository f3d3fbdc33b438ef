import 'server-only'
import { and, asc, sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { schools } from '@/db/schema/school'
import { ofHome } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { may } from '@/lib/access/policy'
import type { Work } from '@/lib/my-work/rules'
import { counted } from '@/lib/shared/text'

const NAMED = 3

/** One line for the coordinator while a school of today has nobody who can act as its curator (lib/curator/conflicts.ts). One statement. */
export async function curatorWork(handle: Database, actor: Actor): Promise<Work[]> {
  if (!may(actor, 'curators.assign')) return []
  const { today } = actor
  const inForce = (from: unknown, to: unknown) =>
    sql`(${from} is null or ${from} <= ${today}) and (${to} is null or ${to} >= ${today})`
  const without = await handle
    .select({ name: schools.shortName, total: sql<number>`(count(*) over ())::int` })
    .from(schools)
    .where(
      and(
        ofHome(actor, schools.municipalityId),
        inForce(schools.validFrom, schools.validTo),
        sql`not exists (select 1 from school_people link
          join users person on person.id = link.user_id and person.ended_at is null
          join role_assignments held on held.user_id = person.id and held.role = 'curator'
          where link.school_id = ${schools.id} and link.relation = 'curator'
            and ${inForce(sql`link.valid_from`, sql`link.valid_to`)} and ${inForce(sql`held.valid_from`, sql`held.valid_to`)})`,
      ),
    )
    .orderBy(asc(schools.shortName), asc(schools.id))
    .limit(NAMED)
  const [first] = without
  if (!first) return []
  const rest = first.total - without.length
  return [
    {
      kind: 'curator_missing',
      href: '/curators?show=without',
      title: `Назначить куратора: без куратора ${counted(first.total, 'школа', 'школы', 'школ')}`,
      note: `${without.map((school) => school.name).join(', ')}${rest > 0 ? ` и ещё ${rest}` : ''}`,
      due: null,
      since: null,
    },
  ]
}
