import { draftName } from '@/app/_forms/draft-name'
import { keepValues } from '@/app/_forms/form-action'
import { keepable } from '@/app/_forms/form-content'
import { demandOwnOrigin } from '@/app/_forms/own-origin'
import { readUpload, UploadRefused } from '@/app/_papers/read-upload'
import { currentSession } from '@/app/_session/actor'
import { localTime } from '@/lib/shared/dates'
import { localPath } from '@/lib/shared/local-path'
import { now as clock } from '@/lib/system/clock'

const MOST_BYTES = 2 * 1024 * 1024

/**
 * Keeps what is being typed into a form, sealed, for its author, for a day; nothing of it is saved as data. Called by
 * components/ui/autosave.tsx; answers `{ at: "14:05" }`, or 401 when the session has ended and 413 when it is too much.
 */
export async function POST(request: Request): Promise<Response> {
  try {
    await demandOwnOrigin()
  } catch {
    return new Response(null, { status: 403 })
  }
  const session = await currentSession()
  if (!session?.actor.userId) return new Response(null, { status: 401 })
  try {
    const formData = await readUpload(request, MOST_BYTES)
    const form = String(formData.get('_draft') ?? '').slice(0, 100)
    const page = localPath(String(formData.get('_page') ?? ''))
    if (!form) return new Response(null, { status: 400 })
    const { userId, zone } = session.actor
    const now = clock()
    await keepValues(userId, form, keepable(formData), now, draftName(userId, form, page))
    return Response.json({ at: localTime(now, zone) }, { headers: { 'Cache-Control': 'no-store' } })
  } catch (error) {
    if (error instanceof UploadRefused) return new Response(null, { status: error.why === 'big' ? 413 : 400 })
    throw error
  }
}
