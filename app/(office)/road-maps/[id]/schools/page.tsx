import type { Metadata } from 'next'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { UnitTable } from '@/components/road-map/unit-table'
import { ViewHead } from '@/components/road-map/view-head'
import { LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { Section } from '@/components/ui/section'
import { getUnitStandings } from '@/db/queries/plan-views'
import { hasRole } from '@/lib/access/actor'

type Props = { params: Promise<{ id: string }> }

export const metadata: Metadata = { title: 'Исполнение по школам' }

export default async function SchoolsPage({ params }: Props) {
  const { id } = await params
  const map = `/road-maps/${pageId(id)}`
  const actor = await requireActor(`${map}/schools`)
  const { head, schools, curators, seesAll } = await orNotFound(getUnitStandings(actor, id))
  const execution = `${map}/execution`
  return (
    <>
      <ViewHead head={head} title={`По школам, ${head.year}`} current="schools" />
      <p className="soft shown">
        Считаются сроки мероприятий, в которых названы школы или кураторы; у одного мероприятия их может быть несколько.
        {seesAll ? '' : ' Видны только ваши.'}
      </p>
      {schools.length + curators.length === 0 ? (
        <Empty
          title="Показывать некого"
          action={hasRole(actor, 'coordinator') ? <LinkButton href={execution}>Исполнение</LinkButton> : null}
        >
          В карте нет мероприятий, в исполнителях которых узнаны школы или кураторы, или школы ещё не внесены в
          настройках.
        </Empty>
      ) : null}
      {schools.length > 0 ? (
        <Section title="Школы" aside={schools.length}>
          <UnitTable kind="school" units={schools} execution={execution} />
        </Section>
      ) : null}
      {curators.length > 0 ? (
        <Section title="Кураторы" aside={curators.length}>
          <UnitTable kind="curator" units={curators} execution={execution} />
        </Section>
      ) : null}
    </>
  )
}
