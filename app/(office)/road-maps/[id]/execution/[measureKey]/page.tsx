import { Form } from '@/app/_forms/form'
import { errorOf, isTicked, openForm, typed, typedAll } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { CellsTable, cellHref } from '@/components/execution/cells-table'
import { History } from '@/components/execution/history'
import { Requests } from '@/components/execution/requests'
import { StandingMark, saidState } from '@/components/execution/standing'
import { StatementFields } from '@/components/execution/statement-fields'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { Card, CardList } from '@/components/ui/card-list'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SubmitButton } from '@/components/ui/submit-button'
import { Table } from '@/components/ui/table'
import { HISTORY_LINES } from '@/db/measure-history'
import { listComments } from '@/db/queries/comment'
import { getMeasureExecution, type MeasureExecution } from '@/db/queries/execution'
import { getIndicatorFigure } from '@/db/queries/indicator'
import { EXECUTION_STATE_LABELS } from '@/lib/execution/labels'
import { placeOf } from '@/lib/road-map/row-place'
import { sectionHeading } from '@/lib/road-map/table'
import { longDate } from '@/lib/shared/dates'
import { markAction } from './actions'
import { MeasureComments } from './comments'
import { DoneNotice, MeasureFacts, ScheduleHint } from './head'

export const metadata = { title: 'Исполнение мероприятия' }

type Props = { params: Promise<{ id: string; measureKey: string }>; searchParams: Promise<Query> }

export default async function MeasureExecutionPage({ params, searchParams }: Props) {
  const [{ id, measureKey }, query] = await Promise.all([params, searchParams])
  const here = `/road-maps/${pageId(id)}/execution/${pageId(measureKey)}`
  const actor = await requireActor(here)
  const found = await orNotFound(getMeasureExecution(actor, id, measureKey, one(query, 'point')))
  const comments = await orNotFound(listComments(actor, id, measureKey))
  const figure = await orNotFound(getIndicatorFigure(actor, id, measureKey))
  const kept = one(query, 'kept')
  const commentState = await openForm('comment-add', kept, actor.userId)
  const { row, map } = found
  const page = found.point ? `${here}?point=${encodeURIComponent(found.point)}` : here
  // Those who do it see their own first; the coordinator's overview begins with everybody.
  const own = found.isWhole ? [] : found.own
  return (
    <>
      <PageHead
        title={`Мероприятие ${placeOf(row)}`}
        crumbs={[
          { label: 'Дорожные карты', href: '/road-maps' },
          { label: `${map.programme}, ${map.year}`, href: `/road-maps/${id}` },
          { label: 'Исполнение', href: `/road-maps/${id}/execution` },
        ]}
        sub={sectionHeading({ number: row.sectionNumber, title: row.sectionTitle })}
      />
      <DoneNotice done={one(query, 'done')} />
      <div className="mb-8">
        <MeasureFacts actor={actor} found={found} figure={figure} />
      </div>
      <ScheduleHint actor={actor} found={found} />
      {own.length > 0 ? <OwnCells found={found} here={here} /> : null}
      {found.points.length > 1 && found.point ? <Points found={found} here={here} /> : null}
      {found.isWhole || found.cells.length > own.length ? (
        <Executors found={found} here={here} page={page} state={await openForm('execution-mark', kept, actor.userId)} />
      ) : null}
      {found.points.length === 0 ? <p className="soft">По этому мероприятию от вас ничего не требуется.</p> : null}
      {found.requests.length > 0 ? (
        <Section title="Переносы срока" narrow>
          <Requests requests={found.requests} here={here} zone={actor.zone} />
        </Section>
      ) : null}
      {found.leftovers.length > 0 ? <Leftovers found={found} /> : null}
      <MeasureComments
        found={comments}
        roadMapId={id}
        measureKey={measureKey}
        page={page}
        state={commentState}
        zone={actor.zone}
      />
      <Section title="История" narrow>
        <History lines={found.history} zone={actor.zone} most={HISTORY_LINES} />
      </Section>
    </>
  )
}

type Part = { found: MeasureExecution; here: string }

function OwnCells({ found, here }: Part) {
  const isOpen = (state: string) => state === 'not_started' || state === 'in_progress'
  // Of fifty weeks the button is for the one that is asked now, not for January's.
  const first =
    found.own.find((cell) => cell.standing === 'overdue' || cell.standing === 'soon') ??
    found.own.find((cell) => isOpen(cell.state)) ??
    found.own[0]
  return (
    <>
      <CardList title="Ваши отметки" count={found.own.length} id="own">
        {found.own.map((cell) => (
          <Card
            key={`${cell.point.key} ${cell.executor.id}`}
            href={cellHref(here, cell)}
            title={`${cell.point.label}: ${cell.executor.name}`}
            sub={[cell.due ? `срок ${longDate(cell.due)}` : '', saidState(cell), cell.execution?.note ?? '']
              .filter(Boolean)
              .join(' · ')}
            status={<StandingMark standing={cell.standing} />}
          />
        ))}
      </CardList>
      {first ? (
        <ActionBar>
          <LinkButton kind="main" href={cellHref(here, first)}>
            {isOpen(first.state) ? 'Отметить исполнение' : 'Изменить отметку'}
          </LinkButton>
          <LinkButton href={cellHref(here, first).replace('/report?', '/term?')}>Попросить перенести срок</LinkButton>
        </ActionBar>
      ) : null}
    </>
  )
}

function Points({ found, here }: Part) {
  return (
    <Section title="Контрольные точки" id="points">
      <Table caption="Контрольные точки" head={['Когда', 'Срок', 'Состояние', 'Исполнено']} linked>
        <tbody>
          {found.points.map((point) => (
            <tr className="row" key={point.key}>
              <td className="title">
                <a
                  href={`${here}?point=${encodeURIComponent(point.key)}#executors`}
                  aria-current={point.key === found.point ? 'true' : undefined}
                >
                  {point.key === found.point ? <b>{point.label}</b> : point.label}
                </a>
              </td>
              <td className="date" data-l="Срок">
                {point.due ? longDate(point.due) : 'без даты'}
              </td>
              <td className="state" data-l="Состояние">
                <StandingMark standing={point.worst} />
              </td>
              <td data-l="Исполнено">
                {point.counts.done ?? 0} из {point.total}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  )
}

function Executors({ found, here, page, state }: Part & { page: string; state: Awaited<ReturnType<typeof openForm>> }) {
  const point = found.points.find((one) => one.key === found.point)
  const mayAll = found.cells.every((cell) => cell.mayReport)
  const ticks = point !== undefined && found.cells.length > 1 && mayAll
  const done = found.cells.filter((cell) => cell.state === 'done').length
  const title = point && found.points.length > 1 ? `Исполнители: ${point.label}` : 'Исполнители'
  const table = (
    <CellsTable
      cells={found.cells}
      here={here}
      ticks={ticks}
      ticked={typedAll(state, 'executors[]')}
      caption="Исполнители и их отметки"
      withPoints={point === undefined}
    />
  )
  return (
    <Section title={title} id="executors" aside={`${done} из ${found.cells.length} исполнено`}>
      {point && mayAll ? (
        <p className="no-print">
          <a href={`${here}/${encodeURIComponent(point.key)}/term`}>Перенести срок для всех</a>
        </p>
      ) : null}
      {ticks && point ? (
        <Form action={markAction} page={page} state={state}>
          <input type="hidden" name="roadMapId" value={found.map.roadMapId} />
          <input type="hidden" name="measureKey" value={found.row.key} />
          <input type="hidden" name="point" value={point.key} />
          {table}
          <div className="col no-print mt-8">
            <h3>Отметить выбранных одинаково</h3>
            <StatementFields
              value={{
                state: typed(state, 'state'),
                doneOn: typed(state, 'doneOn'),
                note: typed(state, 'note'),
                isBeforeApproval: isTicked(state, 'isBeforeApproval'),
              }}
              errors={{
                state: errorOf(state, 'state'),
                doneOn: errorOf(state, 'doneOn'),
                note: errorOf(state, 'note'),
                isBeforeApproval: errorOf(state, 'isBeforeApproval'),
              }}
              approvedOn={found.approvedOn}
            />
            <ActionBar>
              <SubmitButton sending="Сохраняем…">Отметить выбранных</SubmitButton>
            </ActionBar>
          </div>
        </Form>
      ) : (
        table
      )}
    </Section>
  )
}

/** What was said of points or executors that the plan no longer has: kept, shown, counted nowhere. */
function Leftovers({ found }: { found: MeasureExecution }) {
  return (
    <Section title="Прежние отметки" narrow>
      <p className="soft">Этих контрольных точек или исполнителей в плане больше нет; отметки сохранены.</p>
      <ul className="links">
        {found.leftovers.map((one) => (
          <li key={one.id}>
            {one.executorName}: {EXECUTION_STATE_LABELS[one.state].toLowerCase()}{' '}
            <span className="soft">{[one.note, one.savedBy].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
