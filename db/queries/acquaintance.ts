import 'server-only'
import { and, asc, eq, inArray } from 'drizzle-orm'
import { type CitedAct, citedActs } from '@/db/cited-act'
import { database } from '@/db/client'
import { readFinalAct } from '@/db/final-document'
import { roleAssignments, users } from '@/db/schema/person'
import { acknowledgements } from '@/db/schema/plan'
import { roadMapVersions } from '@/db/schema/road-map'
import { schoolPeople, schools } from '@/db/schema/school'
import { schoolsSeenBy } from '@/db/schools-seen'
import type { Actor } from '@/lib/access/actor'
import { isInForce, type LocalDate, localDate } from '@/lib/shared/dates'
import { surnameFirst } from '@/lib/shared/text'

export type AcquaintanceLine = {
  schoolId: string
  school: string
  /** Who read it, or who heads the school today; empty where nobody does. */
  head: string
  /** The local day on which he said so in the program; null: not yet. */
  date: LocalDate | null
}

/**
 * The heads of schools and when each said that he had read the act. The program takes that for road maps: a word said before an
 * amendment was registered is not of the amendment. null where the act bears no number yet.
 */
export async function getAcquaintance(
  actor: Actor,
  orderId: string,
): Promise<{ act: CitedAct | null; publicId: string; at: Date; isKept: boolean; lines: AcquaintanceLine[] }> {
  const db = database()
  const final = await readFinalAct(db, actor, orderId)
  const standing = ['registered', 'published', 'repealed'].includes(final.status)
  const act = standing ? ((await citedActs(db, [orderId])).get(orderId) ?? null) : null
  const base = { act, publicId: final.publicId, at: final.signedAt }
  if (!act) return { ...base, isKept: false, lines: [] }
  const seen = await schoolsSeenBy(db, actor, final.municipalityId)
  const known = await db
    .select({ id: schools.id, name: schools.shortName, validFrom: schools.validFrom, validTo: schools.validTo })
    .from(schools)
    .where(eq(schools.municipalityId, final.municipalityId))
    .orderBy(asc(schools.shortName))
  const person = { surname: users.surname, givenName: users.givenName, patronymic: users.patronymic }
  const heads = await db
    .select({
      schoolId: schoolPeople.schoolId,
      validFrom: schoolPeople.validFrom,
      validTo: schoolPeople.validTo,
      roleFrom: roleAssignments.validFrom,
      roleTo: roleAssignments.validTo,
      ...person,
    })
    .from(schoolPeople)
    .innerJoin(users, eq(users.id, schoolPeople.userId))
    .innerJoin(roleAssignments, and(eq(roleAssignments.userId, users.id), eq(roleAssignments.role, 'school')))
    .where(and(eq(schoolPeople.municipalityId, final.municipalityId), eq(schoolPeople.relation, 'administration')))
  const maps = final.versionId
    ? await db
        .select({ id: roadMapVersions.roadMapId })
        .from(roadMapVersions)
        .where(eq(roadMapVersions.id, final.versionId))
    : []
  const read =
    maps.length === 0
      ? []
      : await db
          .select({ schoolId: acknowledgements.schoolId, at: acknowledgements.at, ...person })
          .from(acknowledgements)
          .innerJoin(users, eq(users.id, acknowledgements.userId))
          .where(
            inArray(
              acknowledgements.roadMapId,
              maps.map((map) => map.id),
            ),
          )
  const named = (one: { surname: string; givenName: string; patronymic: string }) =>
    surnameFirst(one.surname, one.givenName, one.patronymic)
  const lines = known.flatMap((school): AcquaintanceLine[] => {
    if (seen !== null && !seen.includes(school.id)) return []
    const found = read.find((one) => one.schoolId === school.id && localDate(one.at, actor.zone) >= act.date)
    if (!found && !isInForce(actor.today, school.validFrom, school.validTo)) return []
    const head = heads.find(
      (one) =>
        one.schoolId === school.id &&
        isInForce(actor.today, one.validFrom, one.validTo) &&
        isInForce(actor.today, one.roleFrom, one.roleTo),
    )
    return [
      {
        schoolId: school.id,
        school: school.name,
        head: found ? named(found) : head ? named(head) : '',
        date: found ? localDate(found.at, actor.zone) : null,
      },
    ]
  })
  return { ...base, isKept: maps.length > 0, lines }
}
