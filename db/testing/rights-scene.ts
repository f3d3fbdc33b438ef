import { createHash, randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { decide, returnFromSignature } from '@/db/commands/approval'
import { saveCalendarYear } from '@/db/commands/calendar'
import { addDeputy } from '@/db/commands/deputy'
import { saveExecutorRole } from '@/db/commands/executor-role'
import { addMeasure } from '@/db/commands/measure'
import { keepPrepared } from '@/db/commands/prepared-paper'
import { publishOrder } from '@/db/commands/publication'
import { reserveNumber } from '@/db/commands/register'
import { actOnRow } from '@/db/commands/road-map-row'
import { beginSigning, completeSigning } from '@/db/commands/signing'
import { getRebase } from '@/db/queries/amendment'
import { actTemplates } from '@/db/schema/act-template'
import { remarks, rounds } from '@/db/schema/approval'
import { signingKeys } from '@/db/schema/key'
import { papers, signings } from '@/db/schema/order'
import { roleAssignments, users } from '@/db/schema/person'
import { bodies, holders, posts } from '@/db/schema/post'
import { programmes } from '@/db/schema/programme'
import { registerBooks } from '@/db/schema/register'
import { routeMembers, routeStages, routes } from '@/db/schema/route'
import { schoolPeople, schools } from '@/db/schema/school'
import { issue, retype, startedAmendment } from '@/db/testing/amending'
import { addAssignment } from '@/db/testing/assignment-scene'
import { keysOf } from '@/db/testing/living-act'
import { curatorRows } from '@/db/testing/rights-curator'
import { executionRows } from '@/db/testing/rights-execution'
import { reportRows } from '@/db/testing/rights-report'
import { reviewRows } from '@/db/testing/rights-review'
import { riskProfileRows } from '@/db/testing/rights-risk-profile'
import { visitRows } from '@/db/testing/rights-visit'
import {
  awaitingAct,
  type District,
  decideAs,
  draftAct,
  entriesOf,
  idOf,
  NOW,
  row,
  send,
  sentAct,
  sign,
  signedAct,
  signInput,
  taskOf,
} from '@/db/testing/story'
import type { Actor } from '@/lib/access/actor'

/** Rows of one district in every state that somebody's right is about. */
export async function makeScene(place: District) {
  const db = database()
  const [coordinator, lawyer, head, clerk, admin] = await Promise.all(
    ['coordinator', 'lawyer', 'head', 'clerk', 'admin'].map((name) => place.actor(name)),
  )
  if (!coordinator || !lawyer || !head || !clerk || !admin) throw new Error('Somebody is missing.')

  const draft = await draftAct(place)
  const lostMeasureId = await addMeasure(
    coordinator,
    { ...row('Удалённое'), sectionId: draft.sectionId, pressId: randomUUID() },
    NOW,
  )
  await actOnRow(coordinator, { kind: 'measure', id: lostMeasureId, act: 'delete' }, NOW)

  const returned = await sentAct(place)
  await decide(
    lawyer,
    {
      taskId: await taskOf(lawyer, returned.orderId),
      decision: 'return',
      reason: 'уточнить',
      remarkKey: [],
      remarkText: [],
    },
    NOW,
  )
  const [remark] = await db
    .select({ id: remarks.id })
    .from(remarks)
    .innerJoin(rounds, eq(rounds.id, remarks.roundId))
    .where(eq(rounds.orderId, returned.orderId))

  const sent = await sentAct(place)
  const taskId = await taskOf(lawyer, sent.orderId)
  const awaiting = await awaitingAct(place)
  const toReturn = await awaitingAct(place)
  await returnFromSignature(head, { id: toReturn.orderId, reason: 'не сейчас' }, NOW)

  const published = await lostInApproved(place)
  await publishOrder(clerk, { orderId: published.orderId }, NOW)
  const registered = await signedAct(place)
  const amended = await amendedAct(place)
  const scanAwaited = await signedAct(place, 'paper')
  const signing = await awaitingAct(place)
  const { password: _, keyPassword: __, ...shown } = await signInput(head, signing.orderId, { way: 'paper' })
  await beginSigning(head, { ...shown, mark: null, keyId: null, appUrl: null }, NOW)
  const { preparedAct, preparedId, beside } = await outsideActs(place, head)

  const reserved = await reserveNumber(
    clerk,
    { kind: 'directive', number: null, date: clerk.today, reason: 'отпуск', pressId: randomUUID() },
    NOW,
  )
  // Two registers of other years: one that can be closed, and one that is.
  const [closableYear, closedYear] = [2024, 2025]
  await db.insert(registerBooks).values([
    { municipalityId: place.id, kind: 'directive', year: closableYear },
    { municipalityId: place.id, kind: 'directive', year: closedYear, closedAt: NOW, closingNote: 'итог' },
  ])
  const personId = await idOf(place, 'curator1')
  const deputy = {
    principalId: await idOf(place, 'lawyer'),
    deputyId: personId,
    basis: 'отпуск',
    validFrom: '2026-05-01',
    validTo: '2026-05-10',
  }
  const deputyId = await addDeputy(admin, deputy, randomUUID(), NOW)
  const [ended] = await db
    .insert(users)
    .values({
      municipalityId: place.id,
      login: `${randomUUID()}@${place.code}.test`,
      passwordHash: '',
      surname: 'Ушёл',
      givenName: 'Совсем',
      endedAt: NOW,
    })
    .returning({ id: users.id })
  const [spareRoute] = await db
    .insert(routes)
    .values({ municipalityId: place.id, name: 'Запасной', isDefault: false })
    .returning({ id: routes.id })

  const { assignmentId, typicalId } = await addAssignment(place)

  const executorRole = await saveExecutorRole(
    coordinator,
    { code: undefined, name: 'Методический центр', fanOut: 'one', synonyms: [] },
    randomUUID(),
    NOW,
  )
  const ownYear = { year: 2031, source: 'постановление', daysOff: [], workDays: [] }
  await saveCalendarYear(admin, ownYear, NOW)

  const [template] = await db
    .insert(actTemplates)
    .values({
      municipalityId: place.id,
      purpose: 'approval',
      kind: 'directive',
      name: 'Иной образец',
      titlePattern: 'Об утверждении {карты}',
      operativeWord: 'обязывает:',
      points: ['Утвердить {карту}.'],
    })
    .returning({ id: actTemplates.id })

  const first = async <Row>(found: Promise<Row[]>): Promise<Row> => {
    const [one] = await found
    if (!one) throw new Error('The scene is incomplete.')
    return one
  }
  const paperOf = (orderId: string) =>
    first(db.select({ id: papers.id }).from(papers).where(eq(papers.orderId, orderId)))
  const entryOf = async (orderId: string) => (await first(entriesOf(orderId))).id
  const body = await first(db.select().from(bodies).where(eq(bodies.municipalityId, place.id)))
  const post = await first(db.select().from(posts).where(eq(posts.municipalityId, place.id)))
  const holder = await first(db.select().from(holders).where(eq(holders.municipalityId, place.id)))
  const school = await first(db.select().from(schools).where(eq(schools.municipalityId, place.id)))
  const link = await first(
    db
      .select()
      .from(schoolPeople)
      .where(and(eq(schoolPeople.municipalityId, place.id), eq(schoolPeople.relation, 'administration'))),
  )
  const programme = await first(db.select().from(programmes).where(eq(programmes.municipalityId, place.id)))
  const route = await first(
    db
      .select({ id: routes.id })
      .from(routes)
      .innerJoin(routeStages, eq(routeStages.routeId, routes.id))
      .innerJoin(routeMembers, eq(routeMembers.stageId, routeStages.id))
      .where(eq(routes.municipalityId, place.id)),
  )
  const key = await first(
    db.select({ id: signingKeys.id }).from(signingKeys).where(eq(signingKeys.municipalityId, place.id)),
  )
  const role = await first(
    db.select({ id: roleAssignments.id }).from(roleAssignments).where(eq(roleAssignments.userId, personId)),
  )
  const preparation = await first(
    db.select({ id: signings.id }).from(signings).where(eq(signings.orderId, signing.orderId)),
  )

  return {
    municipalityId: place.id,
    templateId: template?.id ?? '',
    assignmentId,
    typicalId,
    draft,
    lostMeasureId,
    returned,
    remarkId: remark?.id ?? '',
    sent,
    taskId,
    awaiting,
    published,
    publishedKey: (await keysOf([published.measureId]))[0] ?? '',
    registered,
    amended: amended.act,
    amendment: amended.draft,
    rebaseState: amended.state,
    living: await executionRows(place, registered),
    curator: await curatorRows(place),
    riskProfile: await riskProfileRows(place),
    visit: await visitRows(place),
    report: await reportRows(place),
    review: await reviewRows(place),
    scanAwaited,
    signing,
    signingId: preparation.id,
    prepared: preparedAct,
    preparedId,
    beside,
    paperId: (await paperOf(registered.orderId)).id,
    entryId: await entryOf(registered.orderId),
    reservedId: reserved.entryId,
    closableYear,
    closedYear,
    personId,
    endedId: ended?.id ?? '',
    freeId: await idOf(place, 'posing'),
    deputyId,
    headId: await idOf(place, 'head'),
    lawyerId: await idOf(place, 'lawyer'),
    bodyId: body.id,
    post,
    holder,
    schoolId: school.id,
    link,
    programmeId: programme.id,
    routeId: route.id,
    spareRouteId: spareRoute?.id ?? '',
    keyId: key.id,
    roleId: role.id,
    executorRole,
    calendarYear: ownYear.year,
    shownAwaiting: await signInput(head, awaiting.orderId),
  }
}

export type Scene = Awaited<ReturnType<typeof makeScene>>

/** Two acts for a signature in another program: one whose file waits for it, one that has it beside. */
async function outsideActs(place: District, head: Actor) {
  const begin = async () => {
    const act = await awaitingAct(place)
    const { password: _, keyPassword: __, ...shown } = await signInput(head, act.orderId)
    const { signingId } = await beginSigning(
      head,
      { ...shown, way: 'detached', mark: null, keyId: null, appUrl: null },
      NOW,
    )
    return { act, signingId }
  }
  const stored = { sha256: 'c'.repeat(64), size: 1, pages: 1 }
  const { act: preparedAct, signingId: preparedId } = await begin()
  await keepPrepared(head, { signingId: preparedId, ...stored, digest: null }, NOW)
  const { act: beside, signingId } = await begin()
  const [key] = await database()
    .select({ certificate: signingKeys.certificate })
    .from(signingKeys)
    .where(eq(signingKeys.municipalityId, place.id))
  const certificate = Buffer.from(key?.certificate ?? '', 'base64')
  await completeSigning(head, { signingId, ...stored, certificate, detached: { sha256: 'd'.repeat(64), size: 1 } }, NOW)
  return { preparedAct, preparedId, beside }
}

/** A signed act whose draft had a row in the trash: what was thrown away is nobody's to read. */
async function lostInApproved(place: District) {
  const coordinator = await place.actor('coordinator')
  const act = await draftAct(place)
  const lostId = await addMeasure(
    coordinator,
    { ...row('Выброшенное из опубликованной'), sectionId: act.sectionId, pressId: randomUUID() },
    NOW,
  )
  await actOnRow(coordinator, { kind: 'measure', id: lostId, act: 'delete' }, NOW)
  await send(place, act.orderId)
  await decideAs(place, 'lawyer', act.orderId)
  await sign(place, act.orderId)
  return { ...act, lostId }
}

export const scanOf = (text: string) => ({
  sha256: createHash('sha256').update(text).digest('hex'),
  size: text.length,
  mediaType: 'application/pdf',
  fileName: 'Скан.pdf',
})

/** A map that one amendment changed while another, of the same base, is still a draft. */
async function amendedAct(place: District) {
  const act = await signedAct(place)
  const [issued, draft] = [await startedAmendment(place, act.roadMapId), await startedAmendment(place, act.roadMapId)]
  await retype(place, issued, 'Совещание', { term: 'июнь' })
  await issue(place, issued)
  const { state } = await getRebase(await place.actor('coordinator'), draft.orderId)
  return { act, draft: { orderId: draft.orderId, versionId: draft.versionId }, state }
}
