import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { openForm, typed } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { EditionDiff } from '@/components/road-map/edition-diff'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { RadioGroup } from '@/components/ui/choice'
import { Empty } from '@/components/ui/empty'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SubmitButton } from '@/components/ui/submit-button'
import { getRebase } from '@/db/queries/amendment'
import { MEASURE_FIELD_LABELS } from '@/lib/road-map/labels'
import { mapAddress } from '../../address'
import { rebaseAction } from '../actions'

export const metadata = { title: 'Перенести на действующую редакцию' }

type Conflict = Awaited<ReturnType<typeof getRebase>>['conflicts'][number]

export default async function RebasePage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>
  searchParams: Promise<Query>
}) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const orderId = one(query, 'order') ?? ''
  const page = `/road-maps/${id}/amendments/rebase?order=${encodeURIComponent(orderId)}`
  const actor = await requireActor(page)
  if (!/^[0-9a-f-]{36}$/.test(orderId)) notFound()
  const plan = await orNotFound(getRebase(actor, orderId))
  const state = await openForm('amendment-rebase', one(query, 'kept'), actor.userId)
  const map = mapAddress(id, plan.version)
  return (
    <>
      <PageHead
        title="Перенести на действующую редакцию"
        crumbs={[
          { label: 'Дорожные карты', href: '/road-maps' },
          { label: `${plan.programme}, ${plan.year}`, href: map },
          { label: 'Изменения', href: `/road-maps/${id}/amendments` },
        ]}
        sub={`Проект: редакция ${plan.version}, сделан из редакции ${plan.base ?? '—'}${plan.current ? `; действует редакция ${plan.current}` : ''}`}
      />
      {plan.current === null ? (
        <Empty title="Переносить не нужно" action={<LinkButton href={map}>К карте</LinkButton>}>
          Проект сделан из действующей редакции, или действующей редакции у карты нет.
        </Empty>
      ) : (
        <Form action={rebaseAction} page={page} state={state}>
          <input type="hidden" name="orderId" value={orderId} />
          <input type="hidden" name="state" value={plan.state} />
          {plan.conflicts.length === 0 ? (
            <Notice tone="green">
              Совпадений нет: вы и другой акт изменили разное. Ваши правки останутся, изменения из действующей редакции
              добавятся.
            </Notice>
          ) : (
            <Section title="Изменено и у вас, и в действующей редакции" aside={plan.conflicts.length} narrow>
              <p>Выберите текст. Другой останется в журнале, а удалённая строка — в «Удалённом».</p>
              {plan.conflicts.map((conflict) => (
                <RadioGroup
                  key={conflict.id}
                  name={`pick.${conflict.id}`}
                  id={`f-pick-${conflict.id}`}
                  label={titleOf(conflict)}
                  required
                  defaultValue={typed(state, `pick.${conflict.id}`, 'mine')}
                  options={[
                    { value: 'mine', label: sideOf('У вас', conflict.mine) },
                    { value: 'theirs', label: sideOf('В действующей редакции', conflict.theirs) },
                  ]}
                />
              ))}
            </Section>
          )}
          <ActionBar>
            <SubmitButton>Перенести изменения</SubmitButton>
            <LinkButton href={map}>Отмена</LinkButton>
          </ActionBar>
        </Form>
      )}
      {plan.current !== null && plan.taken.length > 0 ? (
        <Section title={`Что изменилось в редакции ${plan.current}`}>
          <EditionDiff columns={plan.columns} sections={plan.taken} caption="Изменения действующей редакции" />
        </Section>
      ) : null}
    </>
  )
}

const titleOf = ({ kind, field, header, place }: Conflict): string =>
  kind === 'heading'
    ? 'Заголовок раздела'
    : kind === 'row'
      ? `Строка ${place}`
      : `${place}: ${field === null || field === 'extra' ? header : MEASURE_FIELD_LABELS[field]}`

const sideOf = (side: string, text: string | null) => (
  <span className="whitespace-pre-line">
    <b>{side}:</b> {text === null ? 'строка удалена' : text || 'пусто'}
  </span>
)
