import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { and, eq, inArray, isNull, ne, sql } from 'drizzle-orm'
import { database, type Tx } from '@/db/client'
import { record } from '@/db/journal'
import { tokenHash } from '@/db/queries/session'
import { sessions, signInFailures, users } from '@/db/schema/person'
import type { Actor } from '@/lib/access/actor'
import { personOf } from '@/lib/access/policy'
import { demandPassword, lockMinutes } from '@/lib/person/password'
import { sessionEnd } from '@/lib/person/session-life'
import { conflict, invalid } from '@/lib/shared/refusal'
import { counted, surnameFirst } from '@/lib/shared/text'

/** OWASP's floor for Argon2id: 19 MiB, two passes, one lane. */
const ARGON = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFC'), ARGON)

/** Checked when the name is unknown, so that both answers take the same time. */
let nobody: Promise<string> | undefined
const nobodysHash = (): Promise<string> => (nobody ??= hashPassword(randomBytes(16).toString('hex')))

const WRONG = 'Имя или пароль не подходят. Проверьте раскладку и попробуйте ещё раз.'

/** What was typed as a name is counted whether or not it exists: a lock tells nothing about who is here. */
const nameKey = (login: string): string => createHash('sha256').update(`login:${login}`).digest('hex')
const addressKey = (address: string): string => createHash('sha256').update(`address:${address}`).digest('hex')

/** One office shares one address, so it bears more failures than one name before it is locked. */
const ADDRESS_ALLOWANCE = 25

type Counter = { key: string; allowance: number }
const countersOf = (login: string, address: string): Counter[] => [
  { key: nameKey(login), allowance: 0 },
  ...(address ? [{ key: addressKey(address), allowance: ADDRESS_ALLOWANCE }] : []),
]

async function demandUnlocked(counters: Counter[], now: Date): Promise<void> {
  const rows = await database()
    .select()
    .from(signInFailures)
    .where(
      inArray(
        signInFailures.key,
        counters.map((counter) => counter.key),
      ),
    )
  const until = Math.max(0, ...rows.map((row) => row.lockedUntil?.getTime() ?? 0))
  if (until > now.getTime()) {
    const minutes = Math.ceil((until - now.getTime()) / 60_000)
    throw conflict(
      `Слишком много неудачных попыток. Вход закрыт ещё на ${counted(minutes, 'минуту', 'минуты', 'минут')}; ` +
        'если пароль забыт, новый даст администратор.',
    )
  }
}

async function countFailure({ key, allowance }: Counter, now: Date): Promise<void> {
  await database().transaction(async (tx) => {
    await tx.insert(signInFailures).values({ key, failures: 0, lastAt: now }).onConflictDoNothing()
    const [row] = await tx.select().from(signInFailures).where(eq(signInFailures.key, key)).for('update')
    // A day without failures starts the count anew.
    const fresh = row && now.getTime() - row.lastAt.getTime() < 86_400_000
    const failures = (fresh ? row.failures : 0) + 1
    const minutes = lockMinutes(failures - allowance)
    await tx
      .update(signInFailures)
      .set({ failures, lastAt: now, lockedUntil: minutes > 0 ? new Date(now.getTime() + minutes * 60_000) : null })
      .where(eq(signInFailures.key, key))
  })
}

async function checkPassword(
  counters: Counter[],
  stored: string | undefined,
  password: string,
  now: Date,
): Promise<boolean> {
  await demandUnlocked(counters, now)
  const right = await verify(stored ?? (await nobodysHash()), password.normalize('NFC'))
  if (right && stored) {
    // The address's count stays: one right password must not pay for guessing at other names.
    const own = counters.find((counter) => counter.allowance === 0)
    if (own) await database().delete(signInFailures).where(eq(signInFailures.key, own.key))
    return true
  }
  for (const counter of counters) await countFailure(counter, now)
  return false
}

/** Lifts a person's lock, in the administrator's transaction that gives him a new password. */
export async function forgetFailures(tx: Tx, login: string): Promise<void> {
  await tx.delete(signInFailures).where(eq(signInFailures.key, nameKey(login)))
}

/**
 * Opens a session and returns its token, which is stored nowhere. The same refusal for an unknown name and a wrong password;
 * after five failures of a name, or thirty of an address, a lock that says how long. `isShared` («чужой компьютер») makes it short.
 */
export async function signIn(
  input: { login: string; password: string; agent: string; address?: string; isShared?: boolean },
  now: Date,
): Promise<{ token: string; expiresAt: Date }> {
  const login = input.login.normalize('NFC').trim().toLowerCase()
  const [user] = await database()
    .select({
      id: users.id,
      passwordHash: users.passwordHash,
      municipalityId: users.municipalityId,
      surname: users.surname,
      givenName: users.givenName,
      patronymic: users.patronymic,
    })
    .from(users)
    .where(and(eq(users.login, login), isNull(users.endedAt)))
  const right = await checkPassword(countersOf(login, input.address ?? ''), user?.passwordHash, input.password, now)
  if (!right || !user) throw invalid(WRONG, 'password')
  const token = randomBytes(32).toString('base64url')
  const isShared = input.isShared ?? false
  const expiresAt = sessionEnd(now, isShared)
  await database().transaction(async (tx) => {
    await tx.insert(sessions).values({
      tokenHash: tokenHash(token),
      userId: user.id,
      createdAt: now,
      seenAt: now,
      expiresAt,
      agent: input.agent.slice(0, 300),
      isShared,
    })
    await recordOwn(tx, user, 'session.open', now)
  })
  return { token, expiresAt }
}

type Own = { id: string; municipalityId: string | null; surname: string; givenName: string; patronymic: string }

/** Signing in has no actor yet; the line is written in the person's own name. */
const recordOwn = (tx: Tx, user: Own, action: string, now: Date) =>
  record(
    tx,
    {
      userId: user.id,
      name: surnameFirst(user.surname, user.givenName, user.patronymic),
      municipalityId: user.municipalityId,
      regionId: null,
      roles: [],
      actsFor: [],
      zone: 'UTC',
      today: '',
      isSystem: false,
    },
    now,
    { action, subject: 'user', subjectId: user.id },
  )

/** Moves the session's end on; called at each command, never by reading a page. */
export async function extendSession(token: string, now: Date): Promise<void> {
  await database()
    .update(sessions)
    .set({
      seenAt: now,
      expiresAt: sql`case when ${sessions.isShared} then ${sessionEnd(now, true).toISOString()}::timestamptz
        else ${sessionEnd(now).toISOString()}::timestamptz end`,
    })
    .where(and(eq(sessions.tokenHash, tokenHash(token)), isNull(sessions.endedAt)))
}

/** Ends the session on the server; a replayed cookie is refused from now on. */
export async function signOut(token: string, now: Date): Promise<void> {
  await database()
    .update(sessions)
    .set({ endedAt: now })
    .where(and(eq(sessions.tokenHash, tokenHash(token)), isNull(sessions.endedAt)))
}

/** Asked again before a signature. Refuses a wrong password, counts the failure and locks like sign-in does. */
export async function demandOwnPassword(actor: Actor, password: string, now: Date): Promise<void> {
  const [user] = await database()
    .select({ login: users.login, passwordHash: users.passwordHash })
    .from(users)
    .where(eq(users.id, personOf(actor)))
  if (!user || !(await checkPassword(countersOf(user.login, ''), user.passwordHash, password, now))) {
    throw invalid('Пароль не подходит. Проверьте раскладку и попробуйте ещё раз.', 'password')
  }
}

/** The person's own new password; every other session of his ends. */
export async function changeOwnPassword(
  actor: Actor,
  input: { current: string; password: string; token: string },
  now: Date,
): Promise<void> {
  const userId = personOf(actor)
  const [user] = await database().select({ login: users.login }).from(users).where(eq(users.id, userId))
  demandPassword(input.password, user?.login ?? '')
  try {
    await demandOwnPassword(actor, input.current, now)
  } catch (error) {
    if (error instanceof Error && error.name === 'Refusal') throw invalid(error.message, 'current')
    throw error
  }
  const passwordHash = await hashPassword(input.password)
  await database().transaction(async (tx) => {
    await tx.update(users).set({ passwordHash, mustChangePassword: false }).where(eq(users.id, userId))
    await endSessions(tx, userId, now, tokenHash(input.token))
    await record(tx, actor, now, { action: 'user.change_own_password', subject: 'user', subjectId: userId })
  })
}

/** Ends the person's sessions, all but `exceptHash`. */
export async function endSessions(tx: Tx, userId: string, now: Date, exceptHash = ''): Promise<void> {
  await tx
    .update(sessions)
    .set({ endedAt: now })
    .where(and(eq(sessions.userId, userId), isNull(sessions.endedAt), ne(sessions.tokenHash, exceptHash)))
}

/** «Выйти везде»: ends the person's other sessions. */
export async function endOwnSessions(actor: Actor, input: { token: string }, now: Date): Promise<void> {
  const userId = personOf(actor)
  await database().transaction(async (tx) => {
    await endSessions(tx, userId, now, tokenHash(input.token))
    await record(tx, actor, now, { action: 'session.end_others', subject: 'user', subjectId: userId })
  })
}
