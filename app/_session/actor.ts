import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { getServerSession } from 'next-auth'
import { cache } from 'react'
import type { findSession } from '@/db/queries/session'
import type { Actor } from '@/lib/access/actor'
import { authOptions, cookieName } from './options'

type Session = NonNullable<Awaited<ReturnType<typeof findSession>>> & { token: string }

/** The living session of this request, read once. */
export const currentSession = cache(async (): Promise<Session | undefined> => {
  const session = (await getServerSession(authOptions)) as { found?: Omit<Session, 'token'> } | null
  const token = await sessionToken()
  return session?.found && token ? { ...session.found, token } : undefined
})

/** The cookie as sent, also when its session has ended. */
export const sessionToken = async (): Promise<string | undefined> => (await cookies()).get(cookieName())?.value

/** Where a person with a temporary password chooses his own. */
export const PASSWORD_PAGE = '/account/password'

/** The actor of this request; without one, to the sign-in page and back to `path`. */
export async function requireActor(path: string): Promise<Actor> {
  const session = await currentSession()
  if (!session) redirect(`/login?next=${encodeURIComponent(path)}`)
  if (session.person.mustChangePassword && path !== PASSWORD_PAGE) redirect(PASSWORD_PAGE)
  return session.actor
}
