import { randomBytes, randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { giveNumber } from '@/db/numbering'
import { municipalities } from '@/db/schema/municipality'
import { orders } from '@/db/schema/order'
import { users } from '@/db/schema/person'
import { bodies } from '@/db/schema/post'
import { programmes } from '@/db/schema/programme'
import type { registerEntries } from '@/db/schema/register'
import { measures, roadMaps, roadMapVersions, sections } from '@/db/schema/road-map'
import type { Actor, Role } from '@/lib/access/actor'
import { DEFAULT_SETTINGS, type MunicipalitySettings } from '@/lib/municipality/settings'
import { DEFAULT_PROFILE } from '@/lib/order/document'
import { DEFAULT_COLUMNS } from '@/lib/road-map/rules'
import { localDate } from '@/lib/shared/dates'

/** What tests of acts begin with: a municipality, its people as actors, and an order of a map of one measure. */
export const ZONE = 'Asia/Chita'

export async function makeMunicipality(
  name = 'Забайкальский район',
  settings: Partial<MunicipalitySettings> = {},
): Promise<string> {
  const [made] = await database()
    .insert(municipalities)
    .values({
      code: randomUUID(),
      name,
      zone: ZONE,
      settings: { ...DEFAULT_SETTINGS, ...settings },
      profile: DEFAULT_PROFILE,
    })
    .returning({ id: municipalities.id })
  return made?.id ?? ''
}

export async function makeActor(municipalityId: string, roles: Role[], now: Date): Promise<Actor> {
  const [user] = await database()
    .insert(users)
    .values({
      municipalityId,
      login: `${randomUUID()}@example.test`,
      passwordHash: '',
      surname: 'Пешкова',
      givenName: 'Анна',
    })
    .returning({ id: users.id })
  return {
    userId: user?.id ?? null,
    name: 'Пешкова А.',
    municipalityId,
    regionId: null,
    roles,
    actsFor: [],
    zone: ZONE,
    today: localDate(now, ZONE),
    isSystem: false,
  }
}

export async function makeOrder(author: Actor, values: Partial<typeof orders.$inferInsert> = {}, now = new Date(0)) {
  const municipalityId = author.municipalityId ?? ''
  const made = { municipalityId, createdAt: now }
  const [programme] = await database()
    .insert(programmes)
    .values({ municipalityId, name: randomUUID(), year: 2022 })
    .returning()
  const [map] = await database()
    .insert(roadMaps)
    .values({ ...made, programmeId: programme?.id ?? '', createdBy: author.userId ?? '' })
    .returning()
  const [version] = await database()
    .insert(roadMapVersions)
    .values({ roadMapId: map?.id ?? '', number: 1, columns: DEFAULT_COLUMNS })
    .returning()
  const versionId = version?.id ?? ''
  const [section] = await database()
    .insert(sections)
    .values({ versionId, position: 0, number: '1', title: 'Организация' })
    .returning()
  await database()
    .insert(measures)
    .values({
      versionId,
      sectionId: section?.id ?? '',
      position: 0,
      number: '1.1',
      title: 'Совещание',
      term: 'апрель 2022 г.',
      executors: 'Муниципальный координатор',
      tasks: 'Задачи',
      indicator: 'Протокол',
    })
  const [body] = await database()
    .insert(bodies)
    .values({
      municipalityId,
      name: 'Администрация района',
      nameGenitive: 'Администрации района',
      place: 'пгт Забайкальск',
      issuesActs: true,
    })
    .returning()
  const [order] = await database()
    .insert(orders)
    .values({
      ...made,
      versionId,
      bodyId: body?.id ?? null,
      authorId: author.userId ?? '',
      title: 'Об утверждении Дорожной карты',
      preamble: 'На основании Устава',
      operativeWord: 'обязывает:',
      points: ['Утвердить Дорожную карту.'],
      annexTitle: 'Дорожная карта',
      publicId: randomBytes(12).toString('hex'),
      ...values,
    })
    .returning()
  if (!order) throw new Error('No order was inserted.')
  return { order, roadMapId: map?.id ?? '', versionId }
}

/** An act with its row of the register, as signing leaves it. The paper's bytes are the caller's. */
export async function makeRegistered(
  clerk: Actor,
  now: Date,
  values: {
    status?: (typeof orders.$inferInsert)['status']
    signature?: 'electronic' | 'paper'
    state?: (typeof registerEntries.$inferInsert)['state']
  } = {},
) {
  const { status = 'registered', signature = 'electronic', state = 'registered' } = values
  const made = await makeOrder(clerk, { status, signature }, now)
  const { municipalityId, id: orderId, title } = made.order
  const given = await database().transaction((tx) =>
    giveNumber(
      tx,
      {
        municipalityId,
        kind: 'directive',
        date: clerk.today,
        suffix: '',
        title,
        signer: 'Глава района А.В. Мочалов',
        orderId,
        state,
      },
      now,
    ),
  )
  await database()
    .update(roadMapVersions)
    .set({ status: status === 'registered' || status === 'published' ? 'approved' : 'awaiting_signature' })
    .where(eq(roadMapVersions.id, made.versionId))
  return { ...made, ...given }
}
