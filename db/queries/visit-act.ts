import 'server-only'
import { and, asc, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { getVisit } from '@/db/queries/visit'
import { municipalities } from '@/db/schema/municipality'
import { users } from '@/db/schema/person'
import { bodies } from '@/db/schema/post'
import { schools } from '@/db/schema/school'
import { recommendations, visits } from '@/db/schema/visit'
import { ofHome } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { isInForce, type LocalDate, shortDate } from '@/lib/shared/dates'
import { conflict, notFound } from '@/lib/shared/refusal'
import { initialsFirst } from '@/lib/shared/text'
import { visitAct } from '@/lib/visit/document'

/**
 * The справка of a visit that took place, for whoever sees the visit: its words, the instant of the last saving, by which drawing it
 * twice gives the same bytes, and the file's name. `conflict` while there is no sheet.
 */
export async function getVisitAct(actor: Actor, id: string) {
  const visit = await getVisit(actor, id)
  const { heldOn, savedAt } = visit
  if (visit.state !== 'held' || heldOn === null || savedAt === null)
    throw conflict('Справка появится, когда куратор заполнит лист посещения.')
  const [row] = await database()
    .select({
      profile: municipalities.profile,
      school: schools.shortName,
      surname: users.surname,
      givenName: users.givenName,
      patronymic: users.patronymic,
    })
    .from(visits)
    .innerJoin(municipalities, eq(municipalities.id, visits.municipalityId))
    .innerJoin(schools, eq(schools.id, visits.schoolId))
    .innerJoin(users, eq(users.id, visits.curatorId))
    .where(and(eq(visits.id, id), ofHome(actor, visits.municipalityId)))
  if (!row) throw notFound('Посещение')
  const body = await bodyOn(actor, heldOn)
  const earlier = await database()
    .select({ text: recommendations.text, state: recommendations.state, note: recommendations.closingNote })
    .from(recommendations)
    .where(and(eq(recommendations.closedVisitId, id), ofHome(actor, recommendations.municipalityId)))
    .orderBy(asc(recommendations.due), asc(recommendations.id))
  const document = visitAct({
    ...visit,
    heldOn,
    profile: row.profile,
    body: body?.name ?? '',
    place: body?.place ?? '',
    school: row.school,
    programme: `${visit.programme}, ${visit.year}`,
    signedAs: initialsFirst(row.surname, row.givenName, row.patronymic),
    earlier: earlier.filter((one) => one.state !== 'withdrawn'),
    photos: visit.photos.length,
  })
  return { document, at: savedAt, fileName: `Справка о посещении ${row.school} ${shortDate(heldOn)}.pdf` }
}

/** The body in whose name acts were issued on the day, for the paper's head. */
async function bodyOn(actor: Actor, day: LocalDate) {
  const known = await database()
    .select({ name: bodies.name, place: bodies.place, validFrom: bodies.validFrom, validTo: bodies.validTo })
    .from(bodies)
    .where(and(ofHome(actor, bodies.municipalityId), eq(bodies.issuesActs, true)))
    .orderBy(asc(bodies.name))
  return known.find((one) => isInForce(day, one.validFrom, one.validTo)) ?? known[0]
}
