import 'server-only'
import { and, eq, ne, sql } from 'drizzle-orm'
import { database, type Tx } from '@/db/client'
import { lockHome } from '@/db/home-lock'
import { record } from '@/db/journal'
import { once } from '@/db/press'
import { executions, executorRoles, measurePlans } from '@/db/schema/plan'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'
import { BUILT_IN_ROLES, dictionaryOf, type ExecutorRole, isBuiltIn } from '@/lib/executor/dictionary'
import { nameKey } from '@/lib/executor/name-key'
import { roleOfName } from '@/lib/executor/recognise'
import type { ExecutorRoleInput } from '@/lib/executor/schema'
import { conflict, invalid, notFound } from '@/lib/shared/refusal'
import { comparable, counted } from '@/lib/shared/text'

/**
 * Adds a role of one's own (no `code`), or saves the role of `code`: its name, to whom its measures go, and the synonyms that the
 * municipality added. Answers with the role's code. A name that another role bears is refused with that role's name.
 */
export async function saveExecutorRole(
  actor: Actor,
  input: ExecutorRoleInput,
  pressId: string,
  now: Date,
): Promise<string> {
  demand(actor, 'plan.edit')
  return database().transaction(async (tx) => {
    const municipalityId = await lockHome(tx, actor)
    const own = await ownRoles(tx, municipalityId)
    const { code } = input
    if (code === undefined) {
      return once(tx, actor, pressId, input, now, async () => {
        const values = { name: input.name, fanOut: input.fanOut, synonyms: distinct(input.synonyms, [input.name]) }
        demandFree(own, undefined, values)
        const [added] = await tx
          .insert(executorRoles)
          .values({ municipalityId, code: sql`gen_random_uuid()::text`, ...values })
          .returning({ id: executorRoles.id, code: executorRoles.code })
        if (!added) throw new Error('The role was not inserted.')
        await record(tx, actor, now, {
          action: 'executor_role.add',
          subject: 'executor_role',
          subjectId: added.id,
          after: values,
        })
        return added.code
      })
    }
    const before = dictionaryOf(own).find((role) => role.code === code)
    if (!before) throw notFound('Исполнитель')
    const builtIn = BUILT_IN_ROLES.find((role) => role.code === code)
    const values = {
      name: input.name,
      fanOut: builtIn?.fanOut ?? input.fanOut,
      synonyms: distinct(input.synonyms, [input.name, ...(builtIn ? [builtIn.name, ...builtIn.synonyms] : [])]),
    }
    demandFree(own, code, values)
    await saveRow(tx, actor, municipalityId, own, code, values, now)
    return code
  })
}

/** «Это …»: one more name for a role, from a text that the program did not recognise. A second press changes nothing. */
export async function addSynonym(actor: Actor, input: { code: string; synonym: string }, now: Date): Promise<void> {
  demand(actor, 'plan.edit')
  await database().transaction(async (tx) => {
    const municipalityId = await lockHome(tx, actor)
    const own = await ownRoles(tx, municipalityId)
    const role = dictionaryOf(own).find((one) => one.code === input.code)
    if (!role) throw notFound('Исполнитель')
    const synonym = comparable(input.synonym)
    if (roleOfName([role], synonym)) return
    demandFree(own, role.code, { name: role.name, synonyms: [synonym] })
    const stored = own.find((one) => one.code === role.code)
    const values = { name: role.name, fanOut: role.fanOut, synonyms: [...(stored?.synonyms ?? []), synonym] }
    await saveRow(tx, actor, municipalityId, own, role.code, values, now)
  })
}

/**
 * Takes a role of one's own away, or from a built-in role all that the municipality added. Refused while something was said of the
 * role's execution or a measure was given to it by hand: that would fall to nobody.
 */
export async function removeExecutorRole(actor: Actor, input: { code: string }, now: Date): Promise<void> {
  demand(actor, 'plan.edit')
  await database().transaction(async (tx) => {
    const municipalityId = await lockHome(tx, actor)
    const before = (await ownRoles(tx, municipalityId)).find((role) => role.code === input.code)
    if (!before) throw notFound('Исполнитель')
    if (!isBuiltIn(before.code)) await demandUnused(tx, municipalityId, before)
    await tx.delete(executorRoles).where(eq(executorRoles.id, before.id))
    await record(tx, actor, now, {
      action: 'executor_role.remove',
      subject: 'executor_role',
      subjectId: before.id,
      before: toldRole(before),
    })
  })
}

type OwnRow = ExecutorRole & { id: string }
const toldRole = ({ name, fanOut, synonyms }: Omit<ExecutorRole, 'code'>) => ({ name, fanOut, synonyms })

const ownRoles = (tx: Tx, municipalityId: string): Promise<OwnRow[]> =>
  tx
    .select({
      id: executorRoles.id,
      code: executorRoles.code,
      name: executorRoles.name,
      fanOut: executorRoles.fanOut,
      synonyms: executorRoles.synonyms,
    })
    .from(executorRoles)
    .where(eq(executorRoles.municipalityId, municipalityId))

/** Names once each, without those that the role bears already. */
function distinct(names: readonly string[], known: readonly string[]): string[] {
  const seen = new Set(known.map(nameKey))
  return names.map(comparable).filter((name) => {
    const key = nameKey(name)
    if (key === '' || seen.has(key)) return false
    seen.add(key)
    return true
  })
}

function demandFree(
  own: readonly ExecutorRole[],
  code: string | undefined,
  { name, synonyms }: { name: string; synonyms: readonly string[] },
): void {
  const others = dictionaryOf(own).filter((role) => role.code !== code)
  for (const [index, one] of [name, ...synonyms].entries()) {
    const owner = roleOfName(others, one)
    if (owner) {
      throw invalid(
        `«${one}» уже означает исполнителя «${owner.name}». Одно название не может означать двоих: уберите его там или здесь.`,
        index === 0 ? 'name' : 'synonyms',
      )
    }
  }
}

async function saveRow(
  tx: Tx,
  actor: Actor,
  municipalityId: string,
  own: readonly OwnRow[],
  code: string,
  values: Omit<ExecutorRole, 'code'>,
  now: Date,
): Promise<void> {
  const stored = own.find((role) => role.code === code)
  if (stored && JSON.stringify(toldRole(stored)) === JSON.stringify(toldRole(values))) return
  const [saved] = stored
    ? await tx.update(executorRoles).set(values).where(eq(executorRoles.id, stored.id)).returning()
    : await tx
        .insert(executorRoles)
        .values({ municipalityId, code, ...values })
        .returning()
  if (!saved) throw new Error('The role was not saved.')
  await record(tx, actor, now, {
    action: 'executor_role.edit',
    subject: 'executor_role',
    subjectId: saved.id,
    before: stored ? toldRole(stored) : null,
    after: values,
  })
}

async function demandUnused(tx: Tx, municipalityId: string, role: OwnRow): Promise<void> {
  const said = await tx.$count(
    executions,
    and(
      eq(executions.municipalityId, municipalityId),
      eq(executions.executorKind, 'role'),
      eq(executions.executorId, role.code),
      ne(executions.state, 'not_started'),
    ),
  )
  const given = await tx.$count(
    measurePlans,
    and(
      eq(measurePlans.municipalityId, municipalityId),
      sql`${measurePlans.executorCodes} @> ${JSON.stringify([role.code])}::jsonb`,
    ),
  )
  if (said + given === 0) return
  throw conflict(
    `Исполнителя «${role.name}» удалить нельзя: ${[
      said > 0 ? `по нему есть ${counted(said, 'отметка', 'отметки', 'отметок')} об исполнении` : '',
      given > 0 ? `он выбран вручную в ${counted(given, 'мероприятии', 'мероприятиях', 'мероприятиях')}` : '',
    ]
      .filter(Boolean)
      .join(', ')}. Сначала назначьте этим мероприятиям другого исполнителя или переименуйте этого.`,
  )
}
