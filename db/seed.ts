import 'server-only'
import { randomUUID } from 'node:crypto'
import { inArray } from 'drizzle-orm'
import { database } from '@/db/client'
import { certificateHolder, keyRow } from '@/db/commands/key'
import { hashPassword } from '@/db/commands/session'
import { lockEmpty } from '@/db/commands/setup'
import { DEMONSTRATION as DEMO, DEMO_PEOPLE, DEMO_TEMPLATE, demoSettings, demoStages } from '@/db/demonstration'
import { record } from '@/db/journal'
import { insertFactors } from '@/db/programme-rows'
import { actTemplates } from '@/db/schema/act-template'
import { signingKeys } from '@/db/schema/key'
import { municipalities, regions } from '@/db/schema/municipality'
import { roleAssignments, users } from '@/db/schema/person'
import { bodies, holders, posts } from '@/db/schema/post'
import { programmeStages, programmes } from '@/db/schema/programme'
import { routeMembers, routeStages, routes } from '@/db/schema/route'
import { schoolPeople, schools } from '@/db/schema/school'
import { systemActor } from '@/lib/access/actor'
import { DEFAULT_PROFILE } from '@/lib/order/document'
import type { SchoolRelation } from '@/lib/school/rules'
import { localDate, yearOf } from '@/lib/shared/dates'
import { issueTestKey, removeKeyFile, sealKeyPassword, writeKeyFile } from '@/lib/signature/key-folder'
import { openPkcs12 } from '@/lib/signature/key-store'
import { keepDemonstrationPassword, keptDemonstrationPassword } from '@/lib/system/demonstration'

export type Seeded = {
  created: boolean
  /** Sign-in names of the demonstration that exist; empty where a district's own data lie. */
  logins: string[]
  /** The password that the demonstration was made with, also at later starts. */
  password: string
}

/** Fills an empty database with the demonstration; any other is left as it is. `password` is everybody's first password. */
export async function seedDemonstration(password: string, now: Date): Promise<Seeded> {
  const found = await findDemonstration()
  if (found) return { created: false, logins: found, password: keptDemonstrationPassword() ?? password }
  const hashes = await Promise.all(DEMO_PEOPLE.map(() => hashPassword(password)))
  const head = await prepareHeadsKey(now)
  const created = await fill(password, hashes, head, now).catch((error) => {
    removeKeyFile(head.id)
    throw error
  })
  if (!created) removeKeyFile(head.id)
  return { created, logins: (await findDemonstration()) ?? [], password }
}

async function findDemonstration(): Promise<string[] | undefined> {
  const [anybody] = await database().select({ id: users.id }).from(users).limit(1)
  if (!anybody) return undefined
  const names = DEMO_PEOPLE.map((person) => person.login)
  const found = await database().select({ login: users.login }).from(users).where(inArray(users.login, names))
  return names.filter((name) => found.some((row) => row.login === name))
}

async function prepareHeadsKey(now: Date) {
  const person = DEMO_PEOPLE.find((candidate) => candidate.login === DEMO.head)
  if (!person) throw new Error('The demonstration has no head.')
  const { pkcs12, password } = await issueTestKey(certificateHolder({ id: '', ...person }, DEMO.organization), now)
  const id = randomUUID()
  writeKeyFile(id, pkcs12)
  return { id, key: await openPkcs12(pkcs12, password), sealedPassword: sealKeyPassword(password) }
}

function fill(
  password: string,
  hashes: string[],
  head: Awaited<ReturnType<typeof prepareHeadsKey>>,
  now: Date,
): Promise<boolean> {
  return database().transaction(async (tx) => {
    if (!(await lockEmpty(tx))) return false
    // Under the lock, so that of two starts the one that fills also names the password.
    keepDemonstrationPassword(password)
    const today = localDate(now, DEMO.zone)
    const regionId = randomUUID()
    const municipalityId = randomUUID()
    await tx.insert(regions).values({ id: regionId, name: DEMO.region })
    await tx.insert(municipalities).values({
      id: municipalityId,
      regionId,
      code: DEMO.code,
      name: DEMO.name,
      zone: DEMO.zone,
      settings: demoSettings,
      profile: DEFAULT_PROFILE,
    })

    await tx.insert(actTemplates).values({
      municipalityId,
      purpose: 'approval',
      kind: 'directive',
      name: 'Утверждение дорожной карты',
      isDefault: true,
      ...DEMO_TEMPLATE,
    })

    const people = DEMO_PEOPLE.map(({ role, title, ...names }, index) => ({
      id: randomUUID(),
      role,
      title,
      ...names,
      passwordHash: hashes[index] ?? '',
      ...(role === 'region' ? { regionId, municipalityId: null } : { regionId: null, municipalityId }),
    }))
    const idOf = (login: string): string => people.find((person) => person.login === login)?.id ?? ''
    await tx.insert(users).values(people)
    await tx.insert(roleAssignments).values(people.map(({ id, role, title }) => ({ userId: id, role, title })))

    const bodyId = randomUUID()
    const postId = randomUUID()
    await tx.insert(bodies).values({ id: bodyId, municipalityId, ...DEMO.body, issuesActs: true })
    await tx.insert(posts).values({ id: postId, municipalityId, bodyId, ...DEMO.post, signsActs: true })
    await tx.insert(holders).values({ municipalityId, postId, userId: idOf(DEMO.head) })

    for (const { curators, administration, ...school } of DEMO.schools) {
      const schoolId = randomUUID()
      await tx.insert(schools).values({ id: schoolId, municipalityId, ...school })
      const link = (relation: SchoolRelation) => (login: string) => ({
        municipalityId,
        schoolId,
        userId: idOf(login),
        relation,
      })
      await tx
        .insert(schoolPeople)
        .values([...curators.map(link('curator')), ...administration.map(link('administration'))])
    }

    for (const year of new Set([2022, yearOf(today)])) {
      const programmeId = randomUUID()
      await tx.insert(programmes).values({ id: programmeId, municipalityId, name: DEMO.programme, year })
      await insertFactors(tx, programmeId)
      await tx
        .insert(programmeStages)
        .values(demoStages(year).map((stage, position) => ({ programmeId, position, ...stage })))
    }

    const routeId = randomUUID()
    const stageId = randomUUID()
    await tx.insert(routes).values({ id: routeId, municipalityId, name: DEMO.route.name, isDefault: true })
    await tx.insert(routeStages).values({ id: stageId, routeId, position: 0, name: DEMO.route.stage })
    await tx.insert(routeMembers).values({ stageId, userId: idOf(DEMO.route.member) })

    await tx.insert(signingKeys).values(keyRow({ ...head, municipalityId, userId: idOf(DEMO.head) }))
    await record(tx, systemActor(municipalityId, DEMO.zone, today), now, {
      action: 'setup.demonstration',
      subject: 'municipality',
      subjectId: municipalityId,
      after: { name: DEMO.name },
    })
    return true
  })
}
