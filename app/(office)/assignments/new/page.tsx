import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { ActionBar } from '@/components/ui/action-bar'
import { TextField } from '@/components/ui/field'
import { PageHead } from '@/components/ui/page-head'
import { Steps } from '@/components/ui/steps'
import { SubmitButton } from '@/components/ui/submit-button'
import { may } from '@/lib/access/policy'
import { SourceFields } from '../../road-maps/import/source-fields'
import { previewAssignmentAction } from '../actions'

export const metadata = { title: 'Выдать задание' }

export default async function NewAssignmentPage({ searchParams }: { searchParams: Promise<Query> }) {
  const page = '/assignments/new'
  const actor = await requireActor(page)
  if (actor.municipalityId !== null || !may(actor, 'assignment.edit')) notFound()
  const query = await searchParams
  const state = await openForm('assignment-paste', one(query, 'kept') ?? one(query, 'paste'), actor.userId)
  return (
    <div className="col">
      <PageHead title="Выдать задание" crumbs={[{ label: 'Задания региона', href: '/assignments' }]} />
      <Steps current={1} total={2} title="выбрать файл или вставить таблицу" />
      <Form action={previewAssignmentAction} page={page} state={state}>
        <TextField
          name="programmeName"
          label="Название задания"
          hint="Например, Техническое задание муниципальным координаторам проекта «500+»"
          defaultValue={typed(state, 'programmeName')}
          error={errorOf(state, 'programmeName')}
          required
        />
        <TextField
          name="year"
          label="Год"
          width="short"
          inputMode="numeric"
          defaultValue={typed(state, 'year', actor.today.slice(0, 4))}
          error={errorOf(state, 'year')}
          required
        />
        <SourceFields state={state} label="Текст задания" />
        <ActionBar note="На следующем шаге вы увидите мероприятия. До «Выдать» муниципалитеты ничего не видят.">
          <SubmitButton kind="main" sending="Читаем…">
            Показать, что получится
          </SubmitButton>
        </ActionBar>
      </Form>
    </div>
  )
}
