import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { assignCurator, endAssignment, handOver } from '@/db/commands/curator'
import * as curators from '@/db/queries/curator'
import { roleAssignments, users } from '@/db/schema/person'
import { schoolPeople } from '@/db/schema/school'
import { type District, idOf, NOW } from '@/db/testing/story'
import type { Actor } from '@/lib/access/actor'

/**
 * Lines of the table of rights (db/rights.table.ts), written from rulings E: assignments are the coordinator's; nobody else reads the
 * curators' load.
 */
export const CURATOR_TABLE: Record<string, [own: string, foreign: string]> = {
  'curator.assignCurator': ['FAFFFFFFFF', 'FNFFFFFFFF'],
  'curator.assignCurator · own school, curator of theirs': ['FAFFFFFFFF', 'FNFFFFFFFF'],
  'curator.endAssignment': ['FAFFFFFFFF', 'FNFFFFFFFF'],
  'curator.handOver': ['FAFFFFFFFF', 'FNFFFFFFFF'],
  'curator.handOver · own schools, to a curator of theirs': ['FAFFFFFFFF', 'FNFFFFFFFF'],
  'queries/curator.getCuratorTable': ['FAFFFFFFFF', '-'],
  'queries/curator.getCurator': ['FAFFFFFFFF', 'FNFFFFFFFF'],
  'queries/curator.getCuratorsOfSchool': ['FAFFFFFFFF', 'FNFFFFFFFF'],
  'queries/curator.listAssignmentChoices': ['FAFFFFFFFF', '-'],
  'queries/curator.checkAssignment': ['FAFFFFFFFF', 'FNFFFFFFFF'],
  'queries/curator.getAssignment': ['FAFFFFFFFF', 'FNFFFFFFFF'],
  'queries/curator.checkHandOver': ['FAFFFFFFFF', 'FNFFFFFFFF'],
}

/** A school with its curator, and a curator who has no school. */
export async function curatorRows(place: District) {
  const db = database()
  const curatorId = await idOf(place, 'curator1')
  // A person of his own: a second role would change what the columns of the table are about.
  const [successor] = await db
    .insert(users)
    .values({
      municipalityId: place.id,
      login: `${randomUUID()}@${place.code}.test`,
      passwordHash: '',
      surname: 'Сменный',
      givenName: 'Куратор',
    })
    .returning({ id: users.id })
  const successorId = successor?.id ?? ''
  await db.insert(roleAssignments).values({ userId: successorId, role: 'curator' })
  const [link] = await db
    .select({ id: schoolPeople.id, schoolId: schoolPeople.schoolId })
    .from(schoolPeople)
    .where(and(eq(schoolPeople.userId, curatorId), eq(schoolPeople.relation, 'curator')))
  return {
    curatorId,
    successorId,
    linkId: link?.id ?? '',
    schoolId: link?.schoolId ?? '',
  }
}

type Rows = { curator: Awaited<ReturnType<typeof curatorRows>> }
type Call = (actor: Actor, rows: Rows, own: Rows) => unknown

const days = { validFrom: '2026-04-21', validTo: null }
const press = (): string => randomUUID()
const reason = 'причина'

export const CURATOR_CALLS: Record<string, Call> = {
  'curator.assignCurator': (actor, { curator }) =>
    assignCurator(actor, { schoolId: curator.schoolId, userId: curator.successorId, ...days, reason }, press(), NOW),
  'curator.assignCurator · own school, curator of theirs': (actor, { curator }, own) =>
    assignCurator(
      actor,
      { schoolId: own.curator.schoolId, userId: curator.successorId, ...days, reason },
      press(),
      NOW,
    ),
  'curator.endAssignment': (actor, { curator }) =>
    endAssignment(actor, { id: curator.linkId, validTo: '2026-04-30', reason }, press(), NOW),
  'curator.handOver': (actor, { curator }) =>
    handOver(
      actor,
      {
        fromUserId: curator.curatorId,
        toUserId: curator.successorId,
        day: '2026-04-21',
        schoolId: [curator.schoolId],
        reason,
      },
      press(),
      NOW,
    ),
  'curator.handOver · own schools, to a curator of theirs': (actor, { curator }, own) =>
    handOver(
      actor,
      {
        fromUserId: own.curator.curatorId,
        toUserId: curator.successorId,
        day: '2026-04-21',
        schoolId: [own.curator.schoolId],
        reason,
      },
      press(),
      NOW,
    ),
  'queries/curator.getCuratorTable': (actor) => curators.getCuratorTable(actor, actor.today),
  'queries/curator.getCurator': (actor, { curator }) => curators.getCurator(actor, curator.curatorId),
  'queries/curator.getCuratorsOfSchool': (actor, { curator }) => curators.getCuratorsOfSchool(actor, curator.schoolId),
  'queries/curator.listAssignmentChoices': curators.listAssignmentChoices,
  'queries/curator.checkAssignment': (actor, { curator }) =>
    curators.checkAssignment(actor, { schoolId: curator.schoolId, userId: curator.successorId, ...days }),
  'queries/curator.getAssignment': (actor, { curator }) => curators.getAssignment(actor, curator.linkId, '2026-04-30'),
  'queries/curator.checkHandOver': (actor, { curator }) =>
    curators.checkHandOver(actor, {
      fromUserId: curator.curatorId,
      toUserId: curator.successorId,
      day: '2026-04-21',
      schoolIds: [curator.schoolId],
    }),
}
