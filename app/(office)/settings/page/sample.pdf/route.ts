import { openForm } from '@/app/_forms/form-state'
import { noSuchPaper, serveDrawn } from '@/app/_papers/serve'
import { currentSession } from '@/app/_session/actor'
import { typedProfile } from '@/app/(office)/settings/page/typed-profile'
import { getMunicipality } from '@/db/queries/municipality'
import { may } from '@/lib/access/policy'
import { sampleOrder } from '@/lib/order/sample'
import { drawOrder2026 } from '@/lib/pdf/order-2026'
import { bytesStore } from '@/lib/store/folder'
import { now } from '@/lib/system/clock'

/** An order of nobody's on the municipality's page: with the values shown under `?kept=`, or with the saved ones. */
export async function GET(request: Request): Promise<Response> {
  const session = await currentSession()
  if (!session || !may(session.actor, 'municipality.manage')) return noSuchPaper()
  const { profile, name, emblem } = await getMunicipality(session.actor)
  const kept = new URL(request.url).searchParams.get('kept') ?? undefined
  const state = await openForm('page', kept, session.actor.userId)
  const document = sampleOrder(typedProfile(state, profile) ?? profile, { name, place: '' })
  const { bytes } = await drawOrder2026(
    { ...document, watermark: 'ПРОЕКТ' },
    { at: now(), paperId: 'sample-page', ...(emblem ? { emblem: await bytesStore().get(emblem) } : {}) },
  )
  return serveDrawn(bytes, 'Образец оформления.pdf')
}
