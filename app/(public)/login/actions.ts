'use server'

import { cookies, headers } from 'next/headers'
import { publicFormAction } from '@/app/_forms/form-action'
import { cookieName, isSecure } from '@/app/_session/options'
import { signIn } from '@/db/commands/session'
import { signInSchema } from '@/lib/person/schema'
import { localPath } from '@/lib/shared/local-path'

export const signInAction = publicFormAction({ form: 'login', schema: signInSchema }, async (input, { now }) => {
  const sent = await headers()
  const { token } = await signIn(
    {
      login: input.login,
      password: input.password,
      agent: sent.get('user-agent') ?? '',
      address: sent.get('x-client-address') ?? '',
      isShared: input.shared === '1',
    },
    now,
  )
  // No end date: the server's row says when the session ends, and a shared computer forgets it with the browser.
  ;(await cookies()).set(cookieName(), token, { httpOnly: true, sameSite: 'lax', secure: isSecure(), path: '/' })
  const next = localPath(input.next)
  return next.startsWith('/login') ? '/' : next
})
