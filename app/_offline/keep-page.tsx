import { currentSession } from '@/app/_session/actor'
import { PageKeeper } from '@/components/offline/page-keeper'

/**
 * Stands on a page that may be opened without a line. The service worker keeps only pages that bear this mark, for the person that it
 * names and for this build of the program. Nothing on «чужой компьютер». `name` stands in the list of what can be opened then; `also`
 * are the page's own further pages.
 */
export async function KeepPage({ name, also = [] }: { name: string; also?: string[] }) {
  const session = await currentSession()
  if (!session?.actor.userId || session.isShared) return null
  return (
    <>
      <meta name="keep-for" content={`${session.actor.userId} ${process.env.BUILD_MARK ?? ''}`} />
      <meta name="keep-name" content={name} />
      <PageKeeper zone={session.actor.zone} also={also} />
    </>
  )
}

/** Whose texts this device may keep; null on «чужой компьютер». */
export async function keptFor(): Promise<string | null> {
  const session = await currentSession()
  return session?.isShared ? null : (session?.actor.userId ?? null)
}
