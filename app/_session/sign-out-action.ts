'use server'

import { cookies } from 'next/headers'
import { z } from 'zod'
import { formAction } from '@/app/_forms/form-action'
import { currentSession, sessionToken } from '@/app/_session/actor'
import { cookieName } from '@/app/_session/options'
import { signOut } from '@/db/commands/session'

export const signOutAction = formAction({ form: 'sign-out', schema: z.object({}) }, async (_actor, _input, { now }) => {
  const [token, session] = await Promise.all([sessionToken(), currentSession()])
  if (token) await signOut(token, now)
  ;(await cookies()).delete(cookieName())
  return `/login?done=${session?.isShared ? 'shared' : 'out'}`
})
