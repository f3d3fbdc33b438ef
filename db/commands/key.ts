import 'server-only'
import { randomUUID } from 'node:crypto'
import { and, eq, isNull } from 'drizzle-orm'
import { database, type Tx } from '@/db/client'
import { record } from '@/db/journal'
import { once } from '@/db/press'
import { signingKeys } from '@/db/schema/key'
import { municipalities } from '@/db/schema/municipality'
import { roleAssignments, users } from '@/db/schema/person'
import { ofHome } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demand, homeOf } from '@/lib/access/policy'
import { conflict, invalid, notFound } from '@/lib/shared/refusal'
import { certificateFacts } from '@/lib/signature/certificate'
import { issueTestKey, removeKeyFile, sealKeyPassword, writeKeyFile } from '@/lib/signature/key-folder'
import { checkUsable, openPkcs12, type SigningKey } from '@/lib/signature/key-store'

export const KEY_SIZE_LIMIT = 200_000

/** The row of a key whose file is named `id`. */
export function keyRow(parts: {
  id: string
  municipalityId: string
  userId: string
  key: SigningKey
  sealedPassword: string | null
}): typeof signingKeys.$inferInsert {
  const { id, municipalityId, userId, key, sealedPassword } = parts
  const facts = certificateFacts(key.certificate)
  return {
    id,
    municipalityId,
    userId,
    sealedPassword,
    subject: facts.subject,
    serial: facts.serial,
    notBefore: facts.notBefore,
    notAfter: facts.notAfter,
    isTest: facts.test,
    certificate: Buffer.from(key.certificate).toString('base64'),
    chain: key.chain.map((link) => Buffer.from(link).toString('base64')),
  }
}

type Holder = { id: string; surname: string; givenName: string; patronymic: string }

/** Someone of the actor's municipality who signs acts, himself or as a deputy, or a curator (for reports). */
async function findHolder(actor: Actor, userId: string): Promise<Holder> {
  const [person] = await database()
    .select({ id: users.id, surname: users.surname, givenName: users.givenName, patronymic: users.patronymic })
    .from(users)
    .where(and(eq(users.id, userId), ofHome(actor, users.municipalityId), isNull(users.endedAt)))
  if (!person) throw notFound('Владелец ключа')
  const roles = await database()
    .select({ role: roleAssignments.role })
    .from(roleAssignments)
    .where(eq(roleAssignments.userId, userId))
  if (roles.length === 0) throw invalid('У этого человека нет ни одной роли: ключ ему не понадобится.', 'userId')
  return person
}

const fullName = (person: Holder): string =>
  [person.surname, person.givenName, person.patronymic].filter(Boolean).join(' ')

/**
 * Takes a signatory's PKCS#12. Refused with a wrong password, for an expired or foreign certificate. `keep` keeps the file's
 * password encrypted; otherwise it is typed at each signing. The person's former key ends.
 */
export async function addKey(
  actor: Actor,
  input: { userId: string; password: string; keep: boolean; bytes: Uint8Array },
  pressId: string,
  now: Date,
): Promise<string> {
  demand(actor, 'keys.manage')
  const holder = await findHolder(actor, input.userId)
  if (input.bytes.byteLength === 0) throw invalid('Файл пустой. Выберите файл ключа (.p12 или .pfx).', 'key')
  if (input.bytes.byteLength > KEY_SIZE_LIMIT)
    throw invalid('Файл слишком большой: ключ занимает не больше 200 КБ.', 'key')
  const key = await openPkcs12(input.bytes, input.password)
  checkUsable(key.certificate, { now, expectedHolder: fullName(holder) })
  const sealedPassword = input.keep ? sealKeyPassword(input.password) : null
  const content = {
    userId: input.userId,
    keep: input.keep,
    certificate: Buffer.from(key.certificate).toString('base64'),
  }
  return putKey(actor, { userId: input.userId, key, sealedPassword, pkcs12: input.bytes, content }, pressId, now)
}

/** A certificate of the test authority of this installation, named as a test everywhere; its password is kept encrypted. */
export async function issueTestKeyFor(
  actor: Actor,
  input: { userId: string },
  pressId: string,
  now: Date,
): Promise<string> {
  demand(actor, 'keys.manage')
  const home = homeOf(actor)
  const person = await findHolder(actor, input.userId)
  const [municipality] = await database()
    .select({ name: municipalities.name })
    .from(municipalities)
    .where(eq(municipalities.id, home))
  const { pkcs12, password } = await issueTestKey(certificateHolder(person, municipality?.name ?? ''), now)
  const key = await openPkcs12(pkcs12, password)
  const sealedPassword = sealKeyPassword(password)
  return putKey(
    actor,
    { userId: person.id, key, sealedPassword, pkcs12, content: { test: input.userId } },
    pressId,
    now,
  )
}

/** How a person is named in a certificate. */
export const certificateHolder = (person: Holder, organization: string) => ({
  commonName: fullName(person),
  surname: person.surname,
  givenName: [person.givenName, person.patronymic].filter(Boolean).join(' '),
  organization,
})

type NewKey = { userId: string; key: SigningKey; sealedPassword: string | null; pkcs12: Uint8Array; content: unknown }

async function putKey(actor: Actor, input: NewKey, pressId: string, now: Date): Promise<string> {
  const municipalityId = homeOf(actor)
  const id = randomUUID()
  // The file first: a row whose key is missing would stop a signing.
  writeKeyFile(id, input.pkcs12)
  try {
    const stored = await database().transaction((tx) =>
      once(tx, actor, pressId, input.content, now, async () => {
        // Two uploads for one person at once must not leave two living keys.
        await tx.select({ id: users.id }).from(users).where(eq(users.id, input.userId)).for('update')
        const ended = await endLivingKeys(tx, municipalityId, input.userId, now)
        const row = keyRow({
          id,
          municipalityId,
          userId: input.userId,
          key: input.key,
          sealedPassword: input.sealedPassword,
        })
        await tx.insert(signingKeys).values(row)
        const { subject, serial, notAfter, isTest } = row
        await record(tx, actor, now, {
          action: 'key.add',
          subject: 'key',
          subjectId: id,
          before: ended.length > 0 ? { ended } : undefined,
          after: { subject, serial, notAfter, isTest, passwordKept: input.sealedPassword !== null },
        })
        return id
      }),
    )
    if (stored !== id) removeKeyFile(id)
    return stored
  } catch (error) {
    removeKeyFile(id)
    throw error
  }
}

async function endLivingKeys(tx: Tx, municipalityId: string, userId: string, now: Date): Promise<string[]> {
  const ended = await tx
    .update(signingKeys)
    .set({ endedAt: now })
    .where(
      and(eq(signingKeys.municipalityId, municipalityId), eq(signingKeys.userId, userId), isNull(signingKeys.endedAt)),
    )
    .returning({ serial: signingKeys.serial })
  return ended.map((key) => key.serial)
}

/** The key signs nothing more and its file is removed; the certificate stays, so that old papers can be told as ours. */
export async function endKey(actor: Actor, input: { id: string }, now: Date): Promise<void> {
  await database().transaction(async (tx) => {
    const [key] = await tx
      .select({
        id: signingKeys.id,
        serial: signingKeys.serial,
        subject: signingKeys.subject,
        endedAt: signingKeys.endedAt,
      })
      .from(signingKeys)
      .where(and(eq(signingKeys.id, input.id), ofHome(actor, signingKeys.municipalityId)))
      .for('update')
    if (!key) throw notFound('Ключ')
    demand(actor, 'keys.manage')
    if (key.endedAt) throw conflict('Действие этого ключа уже прекращено.')
    await tx.update(signingKeys).set({ endedAt: now, sealedPassword: null }).where(eq(signingKeys.id, key.id))
    await record(tx, actor, now, {
      action: 'key.end',
      subject: 'key',
      subjectId: key.id,
      before: { subject: key.subject, serial: key.serial },
    })
  })
  removeKeyFile(input.id)
}
