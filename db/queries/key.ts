import 'server-only'
import { and, desc, eq, isNull } from 'drizzle-orm'
import { database } from '@/db/client'
import { fullName } from '@/db/queries/person'
import { signingKeys } from '@/db/schema/key'
import { users } from '@/db/schema/person'
import { ofHome } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demand, may } from '@/lib/access/policy'

/** All keys of the municipality, the living first. No secrets: neither passwords nor files. */
export async function listKeys(actor: Actor) {
  demand(actor, 'keys.manage')
  const rows = await database()
    .select({
      id: signingKeys.id,
      userId: signingKeys.userId,
      subject: signingKeys.subject,
      serial: signingKeys.serial,
      notBefore: signingKeys.notBefore,
      notAfter: signingKeys.notAfter,
      isTest: signingKeys.isTest,
      sealedPassword: signingKeys.sealedPassword,
      endedAt: signingKeys.endedAt,
      surname: users.surname,
      givenName: users.givenName,
      patronymic: users.patronymic,
    })
    .from(signingKeys)
    .innerJoin(users, eq(users.id, signingKeys.userId))
    .where(ofHome(actor, signingKeys.municipalityId))
    .orderBy(desc(signingKeys.notAfter))
  return rows
    .map(({ sealedPassword, ...row }) => ({ ...row, owner: fullName(row), isPasswordKept: sealedPassword !== null }))
    .sort((one, other) => Number(one.endedAt !== null) - Number(other.endedAt !== null))
}

/**
 * The living key with which `userId` signs, for the signing itself: it holds the sealed password and never goes to a page.
 * Everybody finds his own only: a deputy signs with his own key, never with that of the one he stands in for (rulings B8).
 */
export async function findKeyOf(actor: Actor, userId: string) {
  const signs = may(actor, 'order.sign') || may(actor, 'report.write')
  if (!actor.isSystem && (!signs || actor.userId !== userId)) return undefined
  const [row] = await database()
    .select({
      id: signingKeys.id,
      subject: signingKeys.subject,
      serial: signingKeys.serial,
      notBefore: signingKeys.notBefore,
      notAfter: signingKeys.notAfter,
      isTest: signingKeys.isTest,
      certificate: signingKeys.certificate,
      chain: signingKeys.chain,
      sealedPassword: signingKeys.sealedPassword,
    })
    .from(signingKeys)
    .where(and(eq(signingKeys.userId, userId), ofHome(actor, signingKeys.municipalityId), isNull(signingKeys.endedAt)))
    .orderBy(desc(signingKeys.notAfter))
    .limit(1)
  return row
}
