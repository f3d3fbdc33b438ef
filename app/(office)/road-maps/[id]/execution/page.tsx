import type { Metadata } from 'next'
import { count, one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { ChosenFilter, ExecutionFilter, executionAddress } from '@/components/road-map/execution-filter'
import { ExecutionTable } from '@/components/road-map/execution-table'
import { PartList } from '@/components/road-map/table'
import { ViewHead } from '@/components/road-map/view-head'
import { Empty } from '@/components/ui/empty'
import { Figures } from '@/components/ui/figures'
import { getExecution } from '@/db/queries/plan-views'
import { may } from '@/lib/access/policy'
import { STANDINGS } from '@/lib/execution/rules'
import type { ExecutionChoice, ExecutionView } from '@/lib/execution/view'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> }

export const metadata: Metadata = { title: 'Исполнение дорожной карты' }

function choiceOf(query: Query): ExecutionChoice {
  const state = STANDINGS.find((known) => known === one(query, 'state'))
  const text = (name: string) => one(query, name) || undefined
  return {
    state,
    role: text('role'),
    school: text('school'),
    curator: text('curator'),
    part: text('part'),
    page: count(query, 'page'),
  }
}

export default async function ExecutionPage({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const here = `/road-maps/${pageId(id)}/execution`
  const actor = await requireActor(here)
  const choice = choiceOf(query)
  const { head, today, seesAll, schools, curators, view } = await orNotFound(getExecution(actor, id, choice))
  const filter = { here, choice, roles: view.roles, schools, curators }
  return (
    <>
      <ViewHead
        head={head}
        title={`Исполнение карты ${head.year}`}
        current="execution"
        links={[
          { href: `/road-maps/${id}/acknowledgement`, label: 'Ознакомление' },
          ...(may(actor, 'plan.edit') ? [{ href: `/road-maps/${id}/schedules`, label: 'Графики' }] : []),
        ]}
      />
      <ExecutionFigures here={here} choice={choice} view={view} />
      <ExecutionFilter {...filter} />
      <ChosenFilter {...filter} />
      <p className="soft shown" role="status">
        Показано {view.shown} из {view.total}
        {seesAll ? '' : '. Состояния — только ваши и ваших школ'}
      </p>
      {view.part ? (
        <PartList
          sections={view.sections}
          current={view.part.id}
          href={(part) => executionAddress(here, { ...choice, part, page: undefined })}
          page={view.page}
          pages={view.pages}
        />
      ) : null}
      {view.shown === 0 ? (
        <Empty title="По этому отбору ничего нет" action={<a href={here}>Показать все мероприятия</a>}>
          Измените условия или снимите отбор.
        </Empty>
      ) : (
        <ExecutionTable lines={view.lines} sections={view.sections} here={here} today={today} />
      )}
    </>
  )
}

/** Counted under the same filter, so that each figure opens exactly its rows. */
function ExecutionFigures({ here, choice, view }: { here: string; choice: ExecutionChoice; view: ExecutionView }) {
  const { done, overdue, soon, before_approval, not_done } = view.figures
  const to = (state: ExecutionChoice['state']) =>
    executionAddress(here, { ...choice, state, part: undefined, page: undefined })
  const late = overdue > 0 ? ({ kind: 'late' } as const) : {}
  return (
    <Figures
      items={[
        { value: `${done} из ${view.fitting}`, label: 'исполнено', href: to('done') },
        { value: overdue, label: 'просрочено', href: to('overdue'), ...late },
        { value: soon, label: 'срок на этой неделе', href: to('soon') },
        ...(not_done > 0
          ? [{ value: not_done, label: 'не исполнено', href: to('not_done'), kind: 'late' as const }]
          : []),
        ...(before_approval > 0
          ? [{ value: before_approval, label: 'срок до утверждения, не отмечено', href: to('before_approval') }]
          : []),
      ]}
    />
  )
}
