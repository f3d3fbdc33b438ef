import 'server-only'
import { and, desc, eq, inArray } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { readFacts } from '@/db/report-facts'
import { municipalities } from '@/db/schema/municipality'
import { orders } from '@/db/schema/order'
import { roleAssignments, users } from '@/db/schema/person'
import { bodies, holders, posts } from '@/db/schema/post'
import { programmes } from '@/db/schema/programme'
import { registerEntries } from '@/db/schema/register'
import { schools } from '@/db/schema/school'
import { ORDER_KIND_WORDS } from '@/lib/order/labels'
import { printedNumber } from '@/lib/register/rules'
import { SECTION_COLUMNS } from '@/lib/report/columns'
import type { ReportContent } from '@/lib/report/content'
import type { ReportForm } from '@/lib/report/form'
import { stageMonth } from '@/lib/report/labels'
import { type Answers, questionsOf, sectionsOf } from '@/lib/report/progress'
import { isInForce, type LocalDate, longDate } from '@/lib/shared/dates'
import { initialsFirst } from '@/lib/shared/text'

type Composed = {
  id: string
  municipalityId: string
  programmeId: string
  schoolId: string
  curatorId: string
  form: ReportForm
  stage: { name: string; position: number; dueDate: LocalDate | null; isFinal: boolean }
}

/** The report as it would be sent on `today`: ready words, made of the form, the answers and the records as they are now. */
export async function composeContent(
  handle: Database,
  report: Composed,
  answers: Answers,
  today: LocalDate,
): Promise<ReportContent> {
  const facts = await readFacts(handle, report, today)
  const [where] = await handle
    .select({
      programme: programmes.name,
      year: programmes.year,
      municipality: municipalities.name,
      profile: municipalities.profile,
      zone: municipalities.zone,
      school: schools.name,
    })
    .from(programmes)
    .innerJoin(municipalities, eq(municipalities.id, programmes.municipalityId))
    .innerJoin(schools, eq(schools.id, report.schoolId))
    .where(eq(programmes.id, report.programmeId))
  if (!where) throw new Error('The report has no programme.')
  const { profile, zone, ...named } = where
  const { signer, ...curator } = await curatorOf(handle, report.curatorId, today)
  return {
    shape: 1,
    title: report.form.title,
    ...named,
    stage: report.stage.name,
    isFinal: report.stage.isFinal,
    stageMonth: stageMonth(report.stage.dueDate),
    curator,
    from: facts.from,
    to: facts.to,
    basis: await basisOf(handle, report.municipalityId),
    sections: sectionsOf(report.form).map(({ code, title }) => ({
      code,
      title,
      columns: [...SECTION_COLUMNS[code]],
      facts: facts.sections[code],
      answers: questionsOf(report.form, code, report.stage.isFinal).map((question) => ({
        question: question.code,
        label: question.label,
        text: answers.get(question.code) ?? '',
      })),
    })),
    paper: { profile, place: await placeOf(handle, report.municipalityId), sentOn: today, signer, zone },
  }
}

/** Full name; the post and place of work of one who holds a post, else what his role is called. */
async function curatorOf(
  handle: Database,
  userId: string,
  today: LocalDate,
): Promise<ReportContent['curator'] & { signer: string }> {
  const [person] = await handle
    .select({ surname: users.surname, givenName: users.givenName, patronymic: users.patronymic })
    .from(users)
    .where(eq(users.id, userId))
  const held = await handle
    .select({ post: posts.name, body: bodies.name, from: holders.validFrom, to: holders.validTo })
    .from(holders)
    .innerJoin(posts, eq(posts.id, holders.postId))
    .innerJoin(bodies, eq(bodies.id, posts.bodyId))
    .where(eq(holders.userId, userId))
  const roles = await handle
    .select({ title: roleAssignments.title, from: roleAssignments.validFrom, to: roleAssignments.validTo })
    .from(roleAssignments)
    .where(and(eq(roleAssignments.userId, userId), eq(roleAssignments.role, 'curator')))
  const post = held.find((one) => isInForce(today, one.from, one.to))
  const role = roles.find((one) => isInForce(today, one.from, one.to))
  return {
    signer: initialsFirst(person?.surname ?? '', person?.givenName ?? '', person?.patronymic ?? ''),
    name: [person?.surname, person?.givenName, person?.patronymic].filter(Boolean).join(' '),
    post: post?.post ?? role?.title ?? '',
    workplace: (post?.body ?? '').replace(/\s*\n\s*/g, ' '),
  }
}

/** «распоряжение от 1 марта 2026 г. № 45»: the newest act in force that appointed the curators. */
async function basisOf(handle: Database, municipalityId: string): Promise<string> {
  const [act] = await handle
    .select({
      kind: orders.kind,
      number: registerEntries.number,
      suffix: registerEntries.suffix,
      date: registerEntries.date,
    })
    .from(orders)
    .innerJoin(registerEntries, eq(registerEntries.orderId, orders.id))
    .where(
      and(
        eq(orders.municipalityId, municipalityId),
        eq(orders.purpose, 'curators'),
        inArray(orders.status, ['registered', 'published']),
        eq(registerEntries.state, 'registered'),
      ),
    )
    .orderBy(desc(registerEntries.date), desc(registerEntries.createdAt))
    .limit(1)
  if (!act) return ''
  return `${ORDER_KIND_WORDS[act.kind].nominative} от ${longDate(act.date)} ${printedNumber(act.number, act.suffix)}`
}

/** «пгт Забайкальск»: where the body that issues the municipality's acts sits. */
async function placeOf(handle: Database, municipalityId: string): Promise<string> {
  const [body] = await handle
    .select({ place: bodies.place })
    .from(bodies)
    .where(and(eq(bodies.municipalityId, municipalityId), eq(bodies.issuesActs, true)))
    .orderBy(bodies.name)
    .limit(1)
  return body?.place ?? ''
}
