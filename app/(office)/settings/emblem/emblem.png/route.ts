import { currentSession } from '@/app/_session/actor'
import { getMunicipality } from '@/db/queries/municipality'
import { Refusal } from '@/lib/shared/refusal'
import { BytesMissing } from '@/lib/store/bytes'
import { bytesStore } from '@/lib/store/folder'

/** The coat of arms for the settings page. */
export async function GET(): Promise<Response> {
  const session = await currentSession()
  if (!session) return new Response(null, { status: 404 })
  try {
    const { emblem } = await getMunicipality(session.actor)
    if (!emblem) return new Response(null, { status: 404 })
    const bytes = await bytesStore().get(emblem)
    return new Response(new Uint8Array(bytes), {
      headers: {
        'content-type': 'image/png',
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-cache',
      },
    })
  } catch (error) {
    if (error instanceof Refusal || error instanceof BytesMissing) return new Response(null, { status: 404 })
    throw error
  }
}
