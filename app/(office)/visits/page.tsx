import type { Query } from '@/app/_forms/query'
import { one } from '@/app/_forms/query'
import { KeepPage, keptFor } from '@/app/_offline/keep-page'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { QueueNotice } from '@/components/offline/queue-notice'
import { ProgrammeChoice } from '@/components/programme/programme-choice'
import { Button, LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { Select } from '@/components/ui/field'
import { Figures } from '@/components/ui/figures'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Pagination } from '@/components/ui/pagination'
import { Section } from '@/components/ui/section'
import { Table } from '@/components/ui/table'
import { PlanAndFactTable } from '@/components/visit/plan-and-fact'
import { VisitStandingMark } from '@/components/visit/standing'
import { listVisits, VISITS_PAGE } from '@/db/queries/visit'
import { programmeTitle } from '@/lib/programme/current'
import { shortDate, weekday } from '@/lib/shared/dates'
import { counted } from '@/lib/shared/text'
import { VISIT_FILTER_LABELS, VISIT_FORM_LABELS, VISIT_KIND_LABELS } from '@/lib/visit/labels'
import { FIGURE_FILTERS, VISIT_FILTERS } from '@/lib/visit/schedule'
import { type VisitFilters, visitFiltersSchema } from '@/lib/visit/schema'
import { visitsAddress } from './address'

export const metadata = { title: 'Посещения' }

type Found = Awaited<ReturnType<typeof listVisits>>

export default async function VisitsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams
  const actor = await requireActor('/visits')
  const filters = visitFiltersSchema.parse(query)
  const found = await orNotFound(listVisits(actor, filters))
  const { programme, bySchool, byCurator } = found
  const sum = (of: keyof typeof FIGURE_FILTERS | 'held') => bySchool.reduce((total, group) => total + group[of], 0)
  const added = one(query, 'added')
  const user = await keptFor()
  const own = { ...(filters.programme ? { programme: filters.programme } : {}) }
  return (
    <>
      <PageHead
        title="Посещения"
        sub={programme ? programmeTitle(programme) : undefined}
        actions={
          <>
            <LinkButton href="/recommendations">Рекомендации</LinkButton>
            {found.mayPlan ? <LinkButton href="/visits/import">Из таблицы</LinkButton> : null}
            {found.mayPlan ? (
              <LinkButton kind="main" href={`/visits/new${filters.programme ? `?programme=${filters.programme}` : ''}`}>
                Новое посещение
              </LinkButton>
            ) : null}
          </>
        }
      />
      <KeepPage name="Посещения" />
      {user ? <QueueNotice user={user} /> : null}
      <ProgrammeChoice page="/visits" chosen={programme} programmes={found.programmes} />
      {added !== undefined ? (
        <Notice tone="green" live>
          Внесено в график: {Number(added) || 0}. Уже было: {Number(one(query, 'known')) || 0}.
        </Notice>
      ) : null}
      {found.all === 0 ? (
        <Empty
          title="Посещений пока нет"
          action={
            found.mayPlan ? (
              <LinkButton kind="main" href="/visits/new">
                Внести в график
              </LinkButton>
            ) : null
          }
        >
          {found.mayPlan
            ? 'Внесите дни вручную, повторением или таблицей: школа, дата, вид, куратор.'
            : 'Здесь появятся посещения вашей школы, когда куратор или координатор внесёт их в график.'}
        </Empty>
      ) : (
        <>
          <Figures
            items={[
              {
                value: `${sum('held')} из ${sum('due')}`,
                label: 'посещено по графику',
                href: visitsAddress({ ...own, state: FIGURE_FILTERS.due }),
              },
              {
                value: sum('missed'),
                label: 'не состоялось',
                href: visitsAddress({ ...own, state: FIGURE_FILTERS.missed }),
                kind: sum('missed') > 0 ? 'late' : undefined,
              },
              {
                value: sum('planned'),
                label: 'в графике всего',
                href: visitsAddress({ ...own, state: FIGURE_FILTERS.planned }),
              },
            ]}
          />
          <p className="soft">
            «Посещено по графику» — посещения, день которых наступил: перенесённые считаются по новому дню, отменённые
            не считаются, отказ школы считается как несостоявшееся. 100&nbsp;% — когда состоялись все.
          </p>
          <Section
            title="Посещения"
            aside={found.total === found.all ? undefined : <a href={visitsAddress(own)}>Снять отбор</a>}
          >
            <Filter found={found} filters={filters} />
            {found.rows.length === 0 ? (
              <Empty title="По этому отбору ничего нет">Измените условия или снимите отбор.</Empty>
            ) : (
              <>
                <p className="soft" role="status">
                  Показано {found.rows.length} из {found.total}
                  {found.total === found.all ? '' : ` (всего ${found.all})`}.
                </p>
                <VisitsTable rows={found.rows} />
              </>
            )}
            {found.total > VISITS_PAGE ? (
              <Pagination
                page={filters.page}
                size={VISITS_PAGE}
                total={found.total}
                href={(page) => visitsAddress({ ...filters, page })}
              />
            ) : null}
          </Section>
          {bySchool.length > 1 ? (
            <Section title="План и факт по школам">
              <PlanAndFactTable
                caption="План и факт по школам"
                head="Школа"
                groups={bySchool}
                href={(school, state) => visitsAddress({ ...own, school, ...(state ? { state } : {}) })}
              />
            </Section>
          ) : null}
          {byCurator.length > 1 ? (
            <Section title="План и факт по кураторам">
              <PlanAndFactTable
                caption="План и факт по кураторам"
                head="Куратор"
                groups={byCurator}
                href={(curator, state) => visitsAddress({ ...own, curator, ...(state ? { state } : {}) })}
              />
            </Section>
          ) : null}
        </>
      )}
    </>
  )
}

function Filter({ found, filters }: { found: Found; filters: VisitFilters }) {
  const options = (groups: Found['bySchool']) => groups.map(({ id, name }) => ({ value: id, label: name }))
  return (
    <form className="filter" action="/visits">
      {filters.programme ? <input type="hidden" name="programme" value={filters.programme} /> : null}
      {found.bySchool.length > 1 ? (
        <Select
          name="school"
          label="Школа"
          empty="все"
          options={options(found.bySchool)}
          defaultValue={filters.school ?? ''}
        />
      ) : null}
      {found.byCurator.length > 1 ? (
        <Select
          name="curator"
          label="Куратор"
          empty="все"
          options={options(found.byCurator)}
          defaultValue={filters.curator ?? ''}
        />
      ) : null}
      <Select
        name="state"
        label="Состояние"
        empty="любое"
        options={VISIT_FILTERS.map((value) => ({ value, label: VISIT_FILTER_LABELS[value] }))}
        defaultValue={filters.state ?? ''}
      />
      <div className="field">
        <Button>Показать</Button>
      </div>
    </form>
  )
}

function VisitsTable({ rows }: { rows: Found['rows'] }) {
  return (
    <Table
      caption="График посещений"
      head={['Школа', 'По графику', 'Состоялось', 'Вид', 'Куратор', 'Состояние']}
      linked
    >
      <tbody>
        {rows.map((row) => (
          <tr className="row" key={row.id}>
            <td className="title">
              <a href={`/visits/${row.id}`}>{row.school}</a>
              {row.open > 0 ? (
                <span className="under">
                  {counted(row.open, 'открытая рекомендация', 'открытые рекомендации', 'открытых рекомендаций')}
                </span>
              ) : null}
            </td>
            <td className="date" data-l="По графику">
              {row.plannedOn ? `${shortDate(row.plannedOn)}, ${weekday(row.plannedOn)}` : 'вне графика'}
              {row.moves > 0 ? <span className="under">перенесено</span> : null}
            </td>
            <td className="date" data-l="Состоялось">
              {row.state === 'held' && row.heldOn ? shortDate(row.heldOn) : '—'}
            </td>
            <td data-l="Вид">
              {VISIT_KIND_LABELS[row.kind]}, {VISIT_FORM_LABELS[row.form]}
            </td>
            <td data-l="Куратор">{row.curator}</td>
            <td className="state" data-l="Состояние">
              <VisitStandingMark standing={row.standing} />
              {row.reason ? <span className="under">{row.reason}</span> : null}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
