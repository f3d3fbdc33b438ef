import 'server-only'
import { eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { linksOf } from '@/db/execution-cells'
import { livingMaps } from '@/db/living-map'
import { users } from '@/db/schema/person'
import { acknowledgements } from '@/db/schema/plan'
import { schools } from '@/db/schema/school'
import type { Actor } from '@/lib/access/actor'
import { executorsSeenBy, headedSchools } from '@/lib/execution/who'
import { isInForce } from '@/lib/shared/dates'
import { notFound } from '@/lib/shared/refusal'
import { surnameFirst } from '@/lib/shared/text'

/** Who has read the map in force: the actor's own schools, and all of them for those who see all. */
export async function getAcknowledgement(actor: Actor, roadMapId: string) {
  const [map] = await livingMaps(database(), actor, roadMapId)
  if (!map) throw notFound('Дорожная карта')
  const links = await linksOf(database(), actor)
  const own = headedSchools(actor, links)
  const seen = executorsSeenBy(actor, links)?.flatMap((one) => (one.kind === 'school' ? [one.id] : [])) ?? null
  const known = await database()
    .select({ id: schools.id, name: schools.shortName, validFrom: schools.validFrom, validTo: schools.validTo })
    .from(schools)
    .where(eq(schools.municipalityId, map.municipalityId))
    .orderBy(schools.shortName)
  const read = await database()
    .select({
      schoolId: acknowledgements.schoolId,
      at: acknowledgements.at,
      surname: users.surname,
      givenName: users.givenName,
      patronymic: users.patronymic,
    })
    .from(acknowledgements)
    .innerJoin(users, eq(users.id, acknowledgements.userId))
    .where(eq(acknowledgements.roadMapId, roadMapId))
  const lines = known.flatMap((school) => {
    const found = read.find((one) => one.schoolId === school.id)
    if (!found && !isInForce(actor.today, school.validFrom, school.validTo)) return []
    return [
      {
        schoolId: school.id,
        name: school.name,
        at: found?.at ?? null,
        by: found ? surnameFirst(found.surname, found.givenName, found.patronymic) : '',
      },
    ]
  })
  return {
    map,
    own: lines.filter((line) => own.includes(line.schoolId)),
    all: lines.filter((line) => seen === null || seen.includes(line.schoolId)),
  }
}
