import { openForm } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { MeasureComments } from '@/app/(office)/road-maps/[id]/execution/[measureKey]/comments'
import { DoneNotice } from '@/app/(office)/road-maps/[id]/execution/[measureKey]/head'
import { PageHead } from '@/components/ui/page-head'
import { listComments } from '@/db/queries/comment'

export const metadata = { title: 'Замечания к мероприятию' }

type Props = { params: Promise<{ id: string; measureKey: string }>; searchParams: Promise<Query> }

/** Remarks on a measure, also of a draft, which has no execution yet. */
export default async function CommentsPage({ params, searchParams }: Props) {
  const [{ id, measureKey }, query] = await Promise.all([params, searchParams])
  const here = `/road-maps/${pageId(id)}/comments/${pageId(measureKey)}`
  const actor = await requireActor(here)
  const found = await orNotFound(listComments(actor, id, measureKey))
  const state = await openForm('comment-add', one(query, 'kept'), actor.userId)
  return (
    <>
      <PageHead
        title={found.measure.title || 'Мероприятие'}
        crumbs={[
          { label: 'Дорожные карты', href: '/road-maps' },
          { label: `${found.measure.programme}, ${found.measure.year}`, href: `/road-maps/${id}` },
        ]}
      />
      <DoneNotice done={one(query, 'done')} />
      <MeasureComments
        found={found}
        roadMapId={id}
        measureKey={measureKey}
        page={here}
        state={state}
        zone={actor.zone}
      />
    </>
  )
}
