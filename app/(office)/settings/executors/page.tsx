import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { BLANK, type FormState, openForm, typed } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { DoneNotice } from '@/app/(office)/settings/done-notice'
import { addSynonymAction } from '@/app/(office)/settings/executors/actions'
import { executorCrumbs } from '@/app/(office)/settings/executors/crumbs'
import { LinkButton } from '@/components/ui/button'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SubmitButton } from '@/components/ui/submit-button'
import { Table } from '@/components/ui/table'
import {
  listExecutorRoles,
  listUnknownExecutors,
  type RoleLine,
  type UnknownExecutor,
} from '@/db/queries/executor-role'
import { may } from '@/lib/access/policy'
import { FAN_OUT_LABELS } from '@/lib/executor/labels'
import { counted } from '@/lib/shared/text'

export const metadata = { title: 'Исполнители' }

/** More are shown when these have been answered. */
const MOST_UNKNOWN = 20

export default async function ExecutorsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const page = '/settings/executors'
  const actor = await requireActor(page)
  if (!may(actor, 'plan.edit')) notFound()
  const query = await searchParams
  const roles = await orNotFound(listExecutorRoles(actor))
  const unknown = await orNotFound(listUnknownExecutors(actor))
  const state = await openForm('executor-synonym', one(query, 'kept'), actor.userId)
  return (
    <>
      <PageHead
        title="Исполнители"
        sub="По этим названиям программа узнаёт исполнителей в дорожной карте. Падеж, число и регистр значения не имеют."
        crumbs={executorCrumbs(actor, false)}
        actions={
          <LinkButton kind="main" href={`${page}/new`}>
            Добавить исполнителя
          </LinkButton>
        }
      />
      <DoneNotice done={one(query, 'done')} />
      {unknown.length > 0 ? (
        <Section title="Неизвестные исполнители" aside={unknown.length}>
          <p className="soft">
            Так написано в действующих картах и черновиках, а кто это, программа не знает. Выберите из списка; если
            такого исполнителя нет, сначала добавьте его.
          </p>
          <Table caption="Неизвестные исполнители" head={['Как написано', 'Кто это']}>
            <tbody>
              {unknown.slice(0, MOST_UNKNOWN).map((line) => (
                <UnknownRow key={line.text} line={line} roles={roles} page={page} state={state} />
              ))}
            </tbody>
          </Table>
          {unknown.length > MOST_UNKNOWN ? (
            <p className="soft">
              Показано {MOST_UNKNOWN} из {unknown.length}: сначала те, что встречаются чаще.
            </p>
          ) : null}
        </Section>
      ) : null}
      <Section title="Справочник">
        <Table
          caption="Справочник исполнителей"
          linked
          head={['Исполнитель', 'Кому идёт мероприятие', 'Другие названия']}
        >
          <tbody>
            {roles.map((role) => (
              <tr className="row" key={role.code}>
                <td className="title">
                  <a href={`${page}/${role.code}`}>{role.name}</a>
                  {role.isBuiltIn ? null : <span className="under">свой</span>}
                </td>
                <td data-l="Кому идёт">{FAN_OUT_LABELS[role.fanOut]}</td>
                <td data-l="Другие названия">{[...role.own, ...role.builtIn].join(', ') || '—'}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      </Section>
    </>
  )
}

function UnknownRow({
  line,
  roles,
  page,
  state,
}: {
  line: UnknownExecutor
  roles: RoleLine[]
  page: string
  state: FormState
}) {
  // One form of many on the page: a refusal is shown at the one that was pressed.
  const own = typed(state, 'synonym') === line.text ? state : BLANK
  return (
    <tr className="row">
      <td className="title">
        <span className="break-words">{line.text.slice(0, 300)}</span>
        <span className="under">
          <a href={`/road-maps/${line.roadMapId}/measures/${line.measureId}/reading#executors`}>
            {counted(line.measures, 'мероприятие', 'мероприятия', 'мероприятий')}
          </a>
        </span>
        {line.doubt ? <span className="under">{line.doubt}</span> : null}
      </td>
      <td data-l="Кто это">
        {line.text.length > 200 ? (
          'Слишком длинно для названия: исправьте чтение в мероприятии.'
        ) : (
          <Form action={addSynonymAction} page={page} state={own}>
            <input type="hidden" name="synonym" value={line.text} />
            <div className="flex flex-wrap gap-2">
              <select
                className="input w-40"
                name="code"
                aria-label={`Кто это: ${line.text}`}
                defaultValue={typed(own, 'code')}
              >
                <option value="">Выберите</option>
                {roles.map((role) => (
                  <option key={role.code} value={role.code}>
                    {role.name}
                  </option>
                ))}
              </select>
              <SubmitButton kind="plain" sending="Запоминаем…">
                Это он
              </SubmitButton>
            </div>
          </Form>
        )}
      </td>
    </tr>
  )
}
