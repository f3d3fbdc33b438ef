import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { DateField, Select } from '@/components/ui/field'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { listAssignmentChoices } from '@/db/queries/curator'
import { shortDate } from '@/lib/shared/dates'
import { counted } from '@/lib/shared/text'
import { chooseAssignmentAction } from '../actions'
import { CURATORS } from '../crumbs'

export const metadata = { title: 'Назначить куратора' }

export default async function AssignCuratorPage({ searchParams }: { searchParams: Promise<Query> }) {
  const page = '/curators/assign'
  const actor = await requireActor(page)
  const query = await searchParams
  const { schools, curators, mostSchools } = await orNotFound(listAssignmentChoices(actor))
  const state = await openForm('curator-choose', one(query, 'kept'), actor.userId)
  const field = (name: string, stored = '') => ({
    name,
    defaultValue: typed(state, name, one(query, name) ?? stored),
    error: errorOf(state, name),
  })
  const head = <PageHead title="Назначить куратора" crumbs={[CURATORS]} />
  if (schools.length === 0 || curators.length === 0)
    return (
      <div className="col">
        {head}
        <Empty title={schools.length === 0 ? 'Школ пока нет' : 'Кураторов пока нет'}>
          {schools.length === 0
            ? 'Школы добавляет администратор: «Настройки → Школы».'
            : 'Роль куратора людям даёт администратор: «Пользователи».'}
        </Empty>
      </div>
    )
  return (
    <div className="col">
      {head}
      <Form action={chooseAssignmentAction} page={page} state={state}>
        <Select
          {...field('schoolId')}
          label="Школа"
          empty="Выберите"
          options={schools.map(({ id, name }) => ({ value: id, label: name }))}
          required
        />
        <Select
          {...field('userId')}
          label="Куратор"
          hint={`Люди с ролью куратора. По правилу у одного не больше ${counted(mostSchools, 'школы', 'школ', 'школ')}`}
          empty="Выберите"
          options={curators.map(({ id, name, schools: has }) => ({
            value: id,
            label: `${name} — ${has === 0 ? 'школ нет' : counted(has, 'школа', 'школы', 'школ')}`,
          }))}
          required
        />
        <DateField {...field('validFrom', shortDate(actor.today))} label="Первый день" required />
        <DateField
          {...field('validTo')}
          label="Последний день"
          hint="Этот день ещё входит. Пусто: пока назначение не завершат"
          required={false}
        />
        <ActionBar note="Ещё ничего не сохраняется: на следующей странице видно, что мешает и о чём надо знать.">
          <SubmitButton sending="Проверяем…">Проверить</SubmitButton>
          <LinkButton href="/curators">Отмена</LinkButton>
        </ActionBar>
      </Form>
    </div>
  )
}
