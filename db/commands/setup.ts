import 'server-only'
import { sql } from 'drizzle-orm'
import { database, type Tx } from '@/db/client'
import { hashPassword } from '@/db/commands/session'
import { record } from '@/db/journal'
import { municipalities } from '@/db/schema/municipality'
import { roleAssignments, users } from '@/db/schema/person'
import { bodies } from '@/db/schema/post'
import { systemActor } from '@/lib/access/actor'
import { DEFAULT_SETTINGS } from '@/lib/municipality/settings'
import { DEFAULT_PROFILE } from '@/lib/order/document'
import { demandPassword } from '@/lib/person/password'
import type { SetupInput } from '@/lib/person/schema'
import { isZone, localDate } from '@/lib/shared/dates'
import { conflict, invalid } from '@/lib/shared/refusal'
import { forgetSetupCode, isSetupCode } from '@/lib/system/setup-code'

/** Any number, the same in every process: who holds it fills the empty database. */
const FIRST_LOCK = 7_220_422

/** True when nobody is here yet. Holds the lock until the transaction ends, so that only one fills the database. */
export async function lockEmpty(tx: Tx): Promise<boolean> {
  await tx.execute(sql`select pg_advisory_xact_lock(${FIRST_LOCK})`)
  return (await tx.select({ id: users.id }).from(users).limit(1)).length === 0
}

/**
 * The first municipality with its body and its administrator; works once, while the program has no person at all.
 * Has no actor: nobody can be signed in yet. With a database server it wants the code from the terminal (rulings F1).
 */
export async function createFirst(input: Omit<SetupInput, 'passwordAgain'>, now: Date): Promise<void> {
  if (!isSetupCode(input.oneTimeCode)) {
    throw invalid('Одноразовый код не подходит. Он напечатан в терминале, где запущена программа.', 'oneTimeCode')
  }
  if (!isZone(input.zone)) throw invalid('Такого часового пояса нет. Выберите из списка.', 'zone')
  demandPassword(input.password, input.login)
  const passwordHash = await hashPassword(input.password)
  await database().transaction(async (tx) => {
    if (!(await lockEmpty(tx)))
      throw conflict('Программа уже настроена: администратор создан раньше. Войдите под его именем.')
    const [municipality] = await tx
      .insert(municipalities)
      .values({
        code: input.slug,
        name: input.municipality,
        zone: input.zone,
        settings: DEFAULT_SETTINGS,
        profile: DEFAULT_PROFILE,
      })
      .returning({ id: municipalities.id })
    if (!municipality) throw new Error('The municipality was not inserted.')
    await tx.insert(bodies).values({
      municipalityId: municipality.id,
      name: input.body,
      nameGenitive: input.bodyGenitive,
      place: input.place,
      issuesActs: true,
    })
    const [admin] = await tx
      .insert(users)
      .values({
        municipalityId: municipality.id,
        login: input.login,
        passwordHash,
        surname: input.surname,
        givenName: input.givenName,
        patronymic: input.patronymic,
      })
      .returning({ id: users.id })
    if (!admin) throw new Error('The administrator was not inserted.')
    await tx.insert(roleAssignments).values({ userId: admin.id, role: 'admin', title: 'администратор' })
    await record(tx, systemActor(municipality.id, input.zone, localDate(now, input.zone)), now, {
      action: 'setup.create',
      subject: 'municipality',
      subjectId: municipality.id,
      after: { name: input.municipality, zone: input.zone, administrator: input.login },
    })
  })
  forgetSetupCode()
}
