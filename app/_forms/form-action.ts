import { redirect, unstable_rethrow } from 'next/navigation'
import type { z } from 'zod'
import { currentSession, PASSWORD_PAGE, sessionToken } from '@/app/_session/actor'
import { keepForm } from '@/db/commands/kept-form'
import { extendSession } from '@/db/commands/session'
import { findSessionOwner } from '@/db/queries/session'
import type { Actor } from '@/lib/access/actor'
import { localPath } from '@/lib/shared/local-path'
import { Refusal } from '@/lib/shared/refusal'
import { now as clock } from '@/lib/system/clock'
import { log } from '@/lib/system/log'
import { seal } from '@/lib/system/secret'
import { dropDraft } from './draft-name'
import { contentOf, keepable } from './form-content'
import type { FormState } from './form-state'
import { demandOwnOrigin } from './own-origin'

const UNKNOWN =
  'Не удалось сохранить: сбой в программе. Ничего не изменено, введённое осталось в форме. Повторите; если не поможет, сообщите администратору.'

const OPEN_BEFORE_PASSWORD = ['account.password', 'sign-out']

export type Pressed = { now: Date; pressId: string; files: Record<string, File>; fileLists: Record<string, File[]> }

type Options<Schema extends z.ZodType> = { form: string; schema: Schema }

/**
 * The one way to write an action. It parses what came, calls `run`, and goes to the address that `run` returns.
 * Whatever cannot be taken (errors of fields, a refusal, an ended session, a fault) is kept sealed on the server and shown
 * in the same form by a redirect: so every form works without JavaScript, and a reload repeats nothing.
 */
export function formAction<Schema extends z.ZodType>(
  options: Options<Schema>,
  run: (actor: Actor, input: z.output<Schema>, pressed: Pressed) => Promise<string>,
) {
  return async (formData: FormData): Promise<void> => {
    await demandOwnOrigin()
    const now = clock()
    const page = pageOf(formData)
    const session = await currentSession()
    if (!session) {
      const token = await sessionToken()
      const owner = token ? await findSessionOwner(token) : undefined
      const kept = owner && (await keep(owner, options.form, formData, { errors: [], afterSignIn: true }, now))
      redirect(`/login?next=${encodeURIComponent(kept ? withKept(page, kept) : page)}${kept ? '&saved=1' : ''}`)
    }
    // A temporary password serves only to choose one's own (the form's page sends there too: requireActor).
    if (session.person.mustChangePassword && !OPEN_BEFORE_PASSWORD.includes(options.form)) redirect(PASSWORD_PAGE)
    await extendSession(session.token, now)
    const answer = await attempt(options, formData, now, (input, pressed) => run(session.actor, input, pressed))
    if ('to' in answer) {
      if (formData.has('_draft')) await dropDraft(session.actor.userId, options.form, page)
      redirect(answer.to)
    }
    redirect(withKept(page, await keep(session.actor.userId, options.form, formData, answer, now)))
  }
}

/** The same for forms that need no sign-in. */
export function publicFormAction<Schema extends z.ZodType>(
  options: Options<Schema>,
  run: (input: z.output<Schema>, pressed: Pressed) => Promise<string>,
) {
  return async (formData: FormData): Promise<void> => {
    await demandOwnOrigin()
    const now = clock()
    const answer = await attempt(options, formData, now, run)
    if ('to' in answer) redirect(answer.to)
    redirect(withKept(pageOf(formData), await keep(null, options.form, formData, answer, now)))
  }
}

type Refused = Pick<FormState, 'errors'> & Partial<Pick<FormState, 'details' | 'afterSignIn'>>

async function attempt<Schema extends z.ZodType>(
  options: Options<Schema>,
  formData: FormData,
  now: Date,
  run: (input: z.output<Schema>, pressed: Pressed) => Promise<string>,
): Promise<{ to: string } | Refused> {
  const { values, files, fileLists } = contentOf(formData)
  try {
    // Inside the guard: a schema that throws is our fault, and what was typed must survive it too.
    const parsed = options.schema.safeParse(flat(values))
    if (!parsed.success) return { errors: firstOfEachField(parsed.error) }
    return { to: await run(parsed.data, { now, pressId: values._press?.[0]?.slice(0, 100) ?? '', files, fileLists }) }
  } catch (error) {
    unstable_rethrow(error)
    if (error instanceof Refusal) {
      return { errors: [{ field: error.field ?? null, message: error.message }], details: error.details ?? {} }
    }
    log.error('form.failed', error, { form: options.form })
    return { errors: [{ field: null, message: UNKNOWN }] }
  }
}

export function firstOfEachField(error: z.ZodError): FormState['errors'] {
  const errors = error.issues.map((issue) => ({
    field: issue.path.length ? String(issue.path[0]) : null,
    message: issue.message,
  }))
  return errors.filter((one, index) => errors.findIndex((other) => other.field === one.field) === index)
}

/** A field named `x[]` is a list; any other is its first value. */
export function flat(values: Record<string, string[]>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, all]) => (name.endsWith('[]') ? [name.slice(0, -2), all] : [name, all[0]])),
  )
}

const pageOf = (formData: FormData): string => localPath(String(formData.get('_page') ?? ''))

export function withKept(page: string, kept: string): string {
  const url = new URL(page, 'http://here.invalid')
  url.searchParams.set('kept', kept)
  return url.pathname + url.search
}

/**
 * Keeps a step's values for the next step of the same person; nothing of it is saved as data. Returns its name: random, or `id`
 * where the newer text takes the older one's place.
 */
export const keepValues = (
  userId: string | null,
  form: string,
  values: FormState['values'],
  now: Date,
  id?: string,
): Promise<string> =>
  keepForm(
    userId,
    seal(JSON.stringify({ form, values, errors: [], details: {}, afterSignIn: false }), 'kept-form'),
    now,
    id,
  )

/** Keeps a refused form for its page; answers the name for `?kept=`. */
export async function keep(
  userId: string | null,
  form: string,
  formData: FormData,
  refused: Refused,
  now: Date,
): Promise<string> {
  const state = { form, values: keepable(formData), details: {}, afterSignIn: false, ...refused }
  return keepForm(userId, seal(JSON.stringify(state), 'kept-form'), now)
}
