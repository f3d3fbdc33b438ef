import { demandOwnOrigin } from '@/app/_forms/own-origin'
import { currentSession } from '@/app/_session/actor'
import { extendSession } from '@/db/commands/session'
import { sessionEnd } from '@/lib/person/session-life'
import { now as clock } from '@/lib/system/clock'

const answer = (expiresAt: Date, now: Date): Response =>
  Response.json({ endsIn: expiresAt.getTime() - now.getTime() }, { headers: { 'Cache-Control': 'no-store' } })
const nobody = (): Response => new Response(null, { status: 401 })

/** In how many milliseconds the session ends; asking does not move its end. 401: nobody is signed in. */
export async function GET(): Promise<Response> {
  const session = await currentSession()
  return session ? answer(session.expiresAt, clock()) : nobody()
}

/** «Продлить»: moves the session's end on. */
export async function POST(): Promise<Response> {
  try {
    await demandOwnOrigin()
  } catch {
    return new Response(null, { status: 403 })
  }
  const session = await currentSession()
  if (!session) return nobody()
  const now = clock()
  await extendSession(session.token, now)
  return answer(sessionEnd(now, session.isShared), now)
}
