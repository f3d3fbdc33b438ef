import 'server-only'
import { and, desc, eq, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { readPresentForm } from '@/db/report-form-rows'
import { users } from '@/db/schema/person'
import { programmes, reportForms } from '@/db/schema/programme'
import { ofHome } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'
import { notFound } from '@/lib/shared/refusal'
import { surnameFirst } from '@/lib/shared/text'

/**
 * The programme's report form: the present version, and all versions with how many reports were begun with each. A programme that has
 * none of its own yet shows the ready form as number 0.
 */
export async function getReportForm(actor: Actor, programmeId: string) {
  demand(actor, 'programme.content')
  const [programme] = await database()
    .select({ id: programmes.id, name: programmes.name, year: programmes.year })
    .from(programmes)
    .where(and(eq(programmes.id, programmeId), ofHome(actor, programmes.municipalityId)))
  if (!programme) throw notFound('Программа')
  const versions = await database()
    .select({
      number: reportForms.number,
      createdAt: reportForms.createdAt,
      surname: users.surname,
      givenName: users.givenName,
      patronymic: users.patronymic,
      reports: sql<number>`(select count(*)::int from reports where reports.form_id = ${reportForms.id})`,
    })
    .from(reportForms)
    .leftJoin(users, eq(users.id, reportForms.createdBy))
    .where(eq(reportForms.programmeId, programme.id))
    .orderBy(desc(reportForms.number))
  return {
    programme,
    present: await readPresentForm(database(), programme.id),
    versions: versions.map(({ surname, givenName, patronymic, ...version }) => ({
      ...version,
      by: surname === null ? null : surnameFirst(surname, givenName ?? '', patronymic ?? ''),
    })),
  }
}
