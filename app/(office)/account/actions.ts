'use server'

import { cookies } from 'next/headers'
import { z } from 'zod'
import { formAction } from '@/app/_forms/form-action'
import { APPEARANCE_COOKIE, appearanceSchema } from '@/app/_layout/appearance'
import { sessionToken } from '@/app/_session/actor'
import { isSecure } from '@/app/_session/options'
import { changeOwnPassword, endOwnSessions } from '@/db/commands/session'
import { changePasswordSchema } from '@/lib/person/schema'

export const changePasswordAction = formAction(
  { form: 'account.password', schema: changePasswordSchema },
  async (actor, input, { now }) => {
    const token = (await sessionToken()) ?? ''
    await changeOwnPassword(actor, { current: input.current, password: input.password, token }, now)
    return '/account?done=password'
  },
)

export const endOtherSessionsAction = formAction(
  { form: 'account.sessions', schema: z.object({}) },
  async (actor, _input, { now }) => {
    await endOwnSessions(actor, { token: (await sessionToken()) ?? '' }, now)
    return '/account?done=sessions'
  },
)

const YEAR = 31_536_000

export const setAppearanceAction = formAction(
  { form: 'account.appearance', schema: appearanceSchema },
  async (_actor, input) => {
    const chosen = Object.entries(input).flatMap(([name, value]) => (value ? [[name, value]] : []))
    const jar = await cookies()
    const options = { maxAge: YEAR, path: '/', sameSite: 'lax', secure: isSecure(), httpOnly: true } as const
    if (chosen.length === 0) jar.delete(APPEARANCE_COOKIE)
    else jar.set(APPEARANCE_COOKIE, new URLSearchParams(chosen).toString(), options)
    return '/account?done=appearance'
  },
)
