import { currentSession } from '@/app/_session/actor'
import { SessionEnd } from '@/components/offline/session-end'
import { now } from '@/lib/system/clock'

/** Five minutes before the session's end says so, with «Продлить» (pages.md 13). */
export async function SessionWarning() {
  const session = await currentSession()
  return session ? <SessionEnd endsIn={session.expiresAt.getTime() - now().getTime()} /> : null
}
