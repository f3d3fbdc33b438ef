import { Form } from '@/app/_forms/form'
import { BLANK, errorOf, openForm, typed, typedAll } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/choice'
import { Empty } from '@/components/ui/empty'
import { DateField, Select } from '@/components/ui/field'
import { ErrorText } from '@/components/ui/field-frame'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { getCurator, listAssignmentChoices } from '@/db/queries/curator'
import { sayOpenWork } from '@/lib/curator/labels'
import { shortDate } from '@/lib/shared/dates'
import { counted } from '@/lib/shared/text'
import { chooseHandOverAction } from '../../actions'
import { CURATORS } from '../../crumbs'

export const metadata = { title: 'Передать школы' }

type Props = { params: Promise<{ userId: string }>; searchParams: Promise<Query> }

export default async function HandOverPage({ params, searchParams }: Props) {
  const id = pageId((await params).userId)
  const page = `/curators/${id}/hand-over`
  const actor = await requireActor(page)
  const query = await searchParams
  const { person, toHandOver } = await orNotFound(getCurator(actor, id))
  const choices = await orNotFound(listAssignmentChoices(actor))
  const state = await openForm('curator-hand-over', one(query, 'kept'), actor.userId)
  const asked = one(query, 'school')
  const ticked =
    state === BLANK ? (asked ? [asked] : toHandOver.map((school) => school.id)) : typedAll(state, 'schoolId[]')
  const successors = choices.curators.filter((curator) => curator.id !== id)
  const head = (
    <PageHead
      title="Передать школы другому куратору"
      sub={person.name}
      crumbs={[CURATORS, { label: person.name, href: `/curators/${id}` }]}
    />
  )
  if (toHandOver.length === 0 || successors.length === 0)
    return (
      <div className="col">
        {head}
        <Empty title={toHandOver.length === 0 ? 'Передавать нечего' : 'Передать некому'}>
          {toHandOver.length === 0
            ? 'У этого куратора нет ни школ, ни незаконченного.'
            : 'Другого человека с ролью куратора нет. Роль даёт администратор.'}
        </Empty>
      </div>
    )
  return (
    <div className="col">
      {head}
      <Form action={chooseHandOverAction} page={page} state={state}>
        <input type="hidden" name="fromUserId" value={id} />
        <fieldset className={errorOf(state, 'schoolId') ? 'field bad' : 'field'}>
          <legend>Школы</legend>
          {errorOf(state, 'schoolId') ? <ErrorText>{errorOf(state, 'schoolId')}</ErrorText> : null}
          {toHandOver.map((school, index) => (
            <Checkbox
              key={school.id}
              name="schoolId[]"
              id={index === 0 ? 'f-schoolId' : `f-schoolId-${index}`}
              value={school.id}
              label={school.name}
              hint={sayOpenWork(school) ? `Не закончено: ${sayOpenWork(school)}` : undefined}
              defaultChecked={ticked.includes(school.id)}
            />
          ))}
        </fieldset>
        <Select
          name="toUserId"
          label="Кому"
          empty="Выберите"
          options={successors.map(({ id: value, name, schools }) => ({
            value,
            label: `${name} — ${schools === 0 ? 'школ нет' : counted(schools, 'школа', 'школы', 'школ')}`,
          }))}
          defaultValue={typed(state, 'toUserId')}
          error={errorOf(state, 'toUserId')}
          required
        />
        <DateField
          name="day"
          label="С какого дня"
          hint="Первый день нового куратора; у прежнего последний день — накануне"
          defaultValue={typed(state, 'day', shortDate(actor.today))}
          error={errorOf(state, 'day')}
          required
        />
        <ActionBar note="Ещё ничего не меняется: на следующей странице видно, что перейдёт и что останется.">
          <SubmitButton sending="Проверяем…">Проверить</SubmitButton>
          <LinkButton href={`/curators/${id}`}>Отмена</LinkButton>
        </ActionBar>
      </Form>
    </div>
  )
}
