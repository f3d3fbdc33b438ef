import { notFound } from 'next/navigation'
import { BLANK, openForm, typed } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { PageHead } from '@/components/ui/page-head'
import { getReading } from '@/db/queries/reading'
import { may } from '@/lib/access/policy'
import { placeOf } from '@/lib/road-map/row-place'
import { DependenciesPart } from './dependencies-part'
import { ExecutorsPart } from './executors-part'
import { IndicatorPart } from './indicator-part'
import { TermPart } from './term-part'

export const metadata = { title: 'Как прочитано мероприятие' }

/** What the program understood of a row, and how to set it right; the row's text is not touched here. */
export default async function ReadingPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string; measureId: string }>
  searchParams: Promise<Query>
}) {
  const [{ id, measureId }, query] = await Promise.all([params, searchParams])
  const page = `/road-maps/${id}/measures/${measureId}/reading`
  const actor = await requireActor(page)
  if (!may(actor, 'plan.edit')) notFound()
  const reading = await orNotFound(getReading(actor, pageId(id), pageId(measureId)))
  const { measure } = reading
  const kept = one(query, 'kept')
  const done = one(query, 'done')
  const dropping = await openForm('reading-drop', kept, actor.userId)
  const part = async (name: string) => ({
    reading,
    roadMapId: id,
    page,
    state: await openForm(`reading-${name}`, kept, actor.userId),
    dropping: typed(dropping, 'part') === name ? dropping : BLANK,
    isDone: done === name,
  })
  return (
    <div className="col">
      <PageHead
        title={`Как прочитано мероприятие ${placeOf(measure)}`}
        sub={measure.title}
        crumbs={[
          { label: 'Дорожные карты', href: '/road-maps' },
          { label: `${measure.programme}, ${measure.year}`, href: `/road-maps/${id}` },
          { label: 'Мероприятие', href: `/road-maps/${id}/measures/${measureId}` },
        ]}
      />
      <TermPart {...(await part('term'))} />
      <ExecutorsPart {...(await part('executors'))} />
      <DependenciesPart {...(await part('dependencies'))} />
      <IndicatorPart {...(await part('indicator'))} />
    </div>
  )
}
