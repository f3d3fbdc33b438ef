import type { NextAuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { signIn, signOut } from '@/db/commands/session'
import { findSession } from '@/db/queries/session'
import { SESSION_HOURS } from '@/lib/person/session-life'
import { now } from '@/lib/system/clock'

/** Over https the cookie takes the prefix that a browser sends nowhere else. */
export const isSecure = (): boolean => (process.env.NEXTAUTH_URL ?? '').startsWith('https://')
export const cookieName = (): string => (isSecure() ? '__Secure-next-auth.session-token' : 'next-auth.session-token')

/**
 * Sessions that the server can end: the cookie is an opaque random token whose SHA-256 is a row of `sessions`.
 * next-auth 4 refuses database sessions with credentials alone, so its JWT is replaced by that token (docs/decisions/0002).
 */
export const authOptions: NextAuthOptions = {
  session: { strategy: 'jwt', maxAge: SESSION_HOURS * 3_600 },
  pages: { signIn: '/login', signOut: '/account', error: '/login' },
  providers: [
    // The form of app/(public)/login opens the same session without scripts; this is next-auth's own address for it.
    CredentialsProvider({
      credentials: { login: {}, password: {} },
      async authorize(credentials, request) {
        const { login = '', password = '' } = credentials ?? {}
        const header = (name: string): string => String(request.headers?.[name] ?? '')
        const opened = await signIn(
          { login, password, agent: header('user-agent'), address: header('x-client-address') },
          now(),
        )
        return { id: login, opaque: opened.token }
      },
    }),
  ],
  jwt: {
    // Runs at each read too, so it must give back the very token it was given.
    encode: ({ token }) => String(token?.opaque ?? ''),
    async decode({ token }) {
      if (!token) return null
      const found = await findSession(token, now())
      return found ? { opaque: token, found } : null
    },
  },
  callbacks: {
    jwt: ({ token, user }) => (user && 'opaque' in user ? { opaque: user.opaque } : token),
    // Also the answer of /api/auth/session, which scripts of a page can read: never the token.
    session: ({ token, session }) => ({ expires: session.expires, found: token.found }) as never,
  },
  events: {
    async signOut({ token }) {
      if (token?.opaque) await signOut(String(token.opaque), now())
    },
  },
}
