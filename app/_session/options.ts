import type { NextAuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { signOut } from '@/db/commands/session'
import { findSession } from '@/db/queries/session'
import { now } from '@/lib/system/clock'

/** Over https the cookie takes the prefix that a browser sends nowhere else. */
export const isSecure = (): boolean => (process.env.NEXTAUTH_URL ?? '').startsWith('https://')
export const cookieName = (): string => (isSecure() ? '__Secure-next-auth.session-token' : 'next-auth.session-token')

/**
 * Sessions that the server can end: the cookie is an opaque random token whose SHA-256 is a row of `sessions`.
 * next-auth 4 refuses database sessions with credentials alone, so its JWT is replaced by that token (docs/decisions/0002).
 */
export const authOptions: NextAuthOptions = {
  session: { strategy: 'jwt' },
  pages: { signIn: '/login', error: '/login' },
  providers: [
    // Signing in is the form's action (app/(public)/login): next-auth's own address opens no session.
    CredentialsProvider({ credentials: {}, authorize: () => null }),
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
    session: ({ token }) => ({ expires: '', found: token.found, token: token.opaque }) as never,
  },
  events: {
    async signOut({ token }) {
      if (token?.opaque) await signOut(String(token.opaque), now())
    },
  },
}
