import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { certificateHolder, keyRow } from '@/db/commands/key'
import { hashPassword } from '@/db/commands/session'
import { demoStages } from '@/db/demonstration'
import { insertFactors } from '@/db/programme-rows'
import { signingKeys } from '@/db/schema/key'
import { municipalities, regions } from '@/db/schema/municipality'
import { roleAssignments, users } from '@/db/schema/person'
import { bodies, holders, posts } from '@/db/schema/post'
import { programmeStages, programmes } from '@/db/schema/programme'
import { routeMembers, routeStages, routes } from '@/db/schema/route'
import { schoolPeople, schools } from '@/db/schema/school'
import type { Role } from '@/lib/access/actor'
import { DEFAULT_SETTINGS } from '@/lib/municipality/settings'
import { DEFAULT_PROFILE } from '@/lib/order/document'
import { issueTestKey, sealKeyPassword, writeKeyFile } from '@/lib/signature/key-folder'
import { openPkcs12 } from '@/lib/signature/key-store'

const PEOPLE: [name: string, role: Role | null][] = [
  ['admin', 'admin'],
  ['coordinator', 'coordinator'],
  ['lawyer', 'approver'],
  ['head', 'signatory'],
  ['clerk', 'clerk'],
  ['curator1', 'curator'],
  ['school1', 'school'],
  ['nobody', null],
  ['posing', 'region'],
]

/**
 * Beside the demonstration: the district `other` of another region with a person of every role, a body, a post, a school, a
 * route and a key, and in the demonstration itself two people more: `nobody` without a role and `posing`, a municipality's
 * person who was given the region's role.
 */
export async function makeForeignDistrict(password: string, now: Date): Promise<void> {
  const passwordHash = await hashPassword(password)
  const db = database()
  const [home] = await db
    .select({ id: municipalities.id })
    .from(municipalities)
    .where(eq(municipalities.code, 'zabaykalsk'))
  await addPeople(home?.id ?? '', 'zabaykalsk', passwordHash, PEOPLE.slice(-2))

  const regionId = randomUUID()
  const municipalityId = randomUUID()
  await db.insert(regions).values({ id: regionId, name: 'Другой край' })
  await db.insert(municipalities).values({
    id: municipalityId,
    regionId,
    code: 'other',
    name: 'Другой район',
    zone: 'Europe/Moscow',
    settings: DEFAULT_SETTINGS,
    profile: DEFAULT_PROFILE,
  })
  const idOf = await addPeople(municipalityId, 'other', passwordHash, PEOPLE)
  const [bodyId, postId, routeId, stageId, schoolId, keyId] = Array.from({ length: 6 }, () => randomUUID()) as [
    string,
    string,
    string,
    string,
    string,
    string,
  ]
  await db.insert(bodies).values({
    id: bodyId,
    municipalityId,
    name: 'Администрация другого района',
    nameGenitive: 'Администрации другого района',
    place: 'г. Другой',
    issuesActs: true,
  })
  await db.insert(posts).values({
    id: postId,
    municipalityId,
    bodyId,
    name: 'Глава другого района',
    actingName: 'И.о. главы другого района',
    signsActs: true,
  })
  await db.insert(holders).values({ municipalityId, postId, userId: idOf('head') })
  await db.insert(schools).values({ id: schoolId, municipalityId, name: 'Другая школа', shortName: 'Другая школа' })
  await db.insert(schoolPeople).values([
    { municipalityId, schoolId, userId: idOf('curator1'), relation: 'curator' },
    { municipalityId, schoolId, userId: idOf('school1'), relation: 'administration' },
  ])
  const [programme] = await db
    .insert(programmes)
    .values({ municipalityId, name: 'Другая программа', year: 2026 })
    .returning({ id: programmes.id })
  const programmeId = programme?.id ?? ''
  await insertFactors(db, programmeId)
  await db
    .insert(programmeStages)
    .values(demoStages(2026).map((stage, position) => ({ programmeId, position, ...stage })))
  await db.insert(routes).values({ id: routeId, municipalityId, name: 'Другой маршрут', isDefault: true })
  await db.insert(routeStages).values({ id: stageId, routeId, position: 0, name: 'Виза' })
  await db.insert(routeMembers).values({ stageId, userId: idOf('lawyer') })

  const person = { id: idOf('head'), surname: 'Head', givenName: 'Другой', patronymic: '' }
  const issued = await issueTestKey(certificateHolder(person, 'Другой район'), now)
  writeKeyFile(keyId, issued.pkcs12)
  const key = await openPkcs12(issued.pkcs12, issued.password)
  await db.insert(signingKeys).values(
    keyRow({
      id: keyId,
      municipalityId,
      userId: idOf('head'),
      key,
      sealedPassword: sealKeyPassword(issued.password),
    }),
  )
}

async function addPeople(
  municipalityId: string,
  code: string,
  passwordHash: string,
  people: typeof PEOPLE,
): Promise<(name: string) => string> {
  const rows = people.map(([name, role]) => ({
    id: randomUUID(),
    name,
    role,
    municipalityId,
    login: `${name}@${code}.test`,
    passwordHash,
    surname: `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    givenName: 'Другой',
  }))
  await database()
    .insert(users)
    .values(rows.map(({ name, role, ...user }) => user))
  const roles = rows.flatMap(({ id, role }) => (role ? [{ userId: id, role }] : []))
  await database().insert(roleAssignments).values(roles)
  return (name) => rows.find((one) => one.name === name)?.id ?? ''
}
