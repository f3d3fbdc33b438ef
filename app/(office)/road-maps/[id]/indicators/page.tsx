import type { Metadata } from 'next'
import { count, one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { FiguresTable } from '@/components/indicator/figures-table'
import { PartList } from '@/components/road-map/table'
import { ViewHead } from '@/components/road-map/view-head'
import { Empty } from '@/components/ui/empty'
import { getIndicators } from '@/db/queries/indicator'
import { may } from '@/lib/access/policy'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> }

export const metadata: Metadata = { title: 'Показатели дорожной карты' }

export default async function IndicatorsPage({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const map = `/road-maps/${pageId(id)}`
  const here = `${map}/indicators`
  const actor = await requireActor(here)
  const choice = { part: one(query, 'part'), page: count(query, 'page') }
  const found = await orNotFound(getIndicators(actor, id, choice))
  return (
    <>
      <ViewHead head={found.head} title={`Показатели, ${found.head.year}`} current="indicators" />
      <p className="soft shown">
        Числа складываются из записей программы; каждое открывает строки, из которых сложилось.
        {found.figures.some((figure) => figure.isProposed)
          ? ' Что показатель считает, программа прочитала из текста карты, пока координатор не задал иного.'
          : ''}
        {found.seesAll ? '' : ' Школы и кураторы названы только ваши.'}
      </p>
      {found.part ? (
        <PartList
          sections={found.sections}
          current={found.part.id}
          href={(part) => `${here}?part=${part}`}
          page={found.page}
          pages={found.pages}
        />
      ) : null}
      {found.figures.length === 0 ? (
        <Empty title="Мероприятий в карте нет" action={<a href={`${map}/execution`}>Исполнение</a>}>
          Показатели появятся вместе с мероприятиями.
        </Empty>
      ) : (
        <FiguresTable figures={found.figures} sections={found.sections} mayEdit={may(actor, 'plan.edit')} />
      )}
    </>
  )
}
