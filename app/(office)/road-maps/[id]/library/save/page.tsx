import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { Select, TextArea } from '@/components/ui/field'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { getMeasure } from '@/db/queries/road-map'
import { may } from '@/lib/access/policy'
import { factorName, RISK_FACTORS } from '@/lib/programme/factors'
import { saveTypicalAction } from '../actions'

export const metadata = { title: 'Сохранить как типовое' }

/** The words of a measure as the start of a typical one; what is of this year only is taken out by the person. */
export default async function SaveTypicalPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>
  searchParams: Promise<Query>
}) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const measureId = one(query, 'measure') ?? ''
  const page = `/road-maps/${id}/library/save?measure=${encodeURIComponent(measureId)}`
  const actor = await requireActor(page)
  if (!may(actor, 'road_map.edit')) notFound()
  const measure = await orNotFound(getMeasure(actor, id, measureId))
  const state = await openForm('library-save', one(query, 'kept'), actor.userId)
  const area = (name: 'title' | 'term' | 'executors' | 'tasks' | 'indicator', label: string, hint?: string) => (
    <TextArea
      name={name}
      label={label}
      hint={hint}
      defaultValue={typed(state, name, measure[name])}
      error={errorOf(state, name)}
      rows={name === 'term' || name === 'executors' ? 2 : 3}
      required={name === 'title'}
    />
  )
  return (
    <div className="col">
      <PageHead
        title="Сохранить как типовое"
        crumbs={[
          { label: `${measure.programme}, ${measure.year}`, href: `/road-maps/${id}` },
          { label: 'Типовые мероприятия', href: `/road-maps/${id}/library` },
        ]}
        sub="Мероприятие появится в библиотеке вашего муниципалитета. Эта карта не изменится."
      />
      <Form action={saveTypicalAction} page={page} state={state}>
        <input type="hidden" name="roadMapId" value={id} />
        <Select
          name="factor"
          label="На какой фактор риска отвечает"
          defaultValue={typed(state, 'factor')}
          error={errorOf(state, 'factor')}
          empty={factorName(null)}
          options={RISK_FACTORS.map(({ number }) => ({ value: String(number), label: factorName(number) }))}
        />
        {area('title', 'Мероприятие')}
        {area('term', 'Срок', 'Лучше без года: «до 25 мая», «сентябрь-ноябрь»')}
        {area('executors', 'Исполнители')}
        {area('tasks', 'Задачи')}
        {area('indicator', 'Показатель', 'Такой, который можно посчитать: «100% ОУ представили анализ»')}
        <ActionBar>
          <SubmitButton kind="main">Сохранить как типовое</SubmitButton>
          <LinkButton href={`/road-maps/${id}/measures/${measureId}`}>К мероприятию</LinkButton>
        </ActionBar>
      </Form>
    </div>
  )
}
