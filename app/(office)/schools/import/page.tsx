import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { ActionBar } from '@/components/ui/action-bar'
import { Empty } from '@/components/ui/empty'
import { DateField, FileField } from '@/components/ui/field'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { Steps } from '@/components/ui/steps'
import { SubmitButton } from '@/components/ui/submit-button'
import { listSchoolWork } from '@/db/queries/school-work'
import { may } from '@/lib/access/policy'
import { programmeTitle } from '@/lib/programme/current'
import { shortDate } from '@/lib/shared/dates'
import { previewQuestionnairesAction } from './actions'

export const metadata = { title: 'Анкеты школ из файла' }

export default async function ImportPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams
  const actor = await requireActor('/schools/import')
  if (!may(actor, 'risk_profile.edit')) notFound()
  const { programme, schools } = await orNotFound(listSchoolWork(actor, one(query, 'programme')))
  const crumbs = [{ label: 'Школы', href: programme ? `/schools?programme=${programme.id}` : '/schools' }]
  if (!programme)
    return (
      <div className="col">
        <PageHead title="Анкеты школ из файла" crumbs={crumbs} />
        <Empty title="Программы пока нет">Её заводит администратор или она появляется с первой дорожной картой.</Empty>
      </div>
    )
  const page = `/schools/import?programme=${programme.id}`
  const state = await openForm('questionnaire-file', one(query, 'kept'), actor.userId)
  return (
    <div className="col">
      <PageHead
        title="Анкеты школ из файла"
        crumbs={crumbs}
        sub={`${programmeTitle(programme)}. Школ: ${schools.length}`}
      />
      <Steps current={1} total={2} title="выбрать файл" />
      <Form action={previewQuestionnairesAction} page={page} state={state}>
        <input type="hidden" name="programmeId" value={programme.id} />
        <FileField
          name="file"
          label="Файл с результатами анкетирования"
          types="Excel (.xlsx) или CSV"
          maxSize="16 МБ"
          hint={
            state.errors.length > 0
              ? 'Если файл был выбран, выберите его ещё раз: браузер его не запоминает.'
              : 'Старый .xls сначала сохраните как .xlsx.'
          }
          accept=".xlsx,.csv,.txt"
          error={errorOf(state, 'file')}
          required
        />
        <DateField
          name="day"
          label="День анкетирования"
          hint="Для строк, где дата не указана. Например, 10.02.2026"
          defaultValue={typed(state, 'day', shortDate(actor.today))}
          error={errorOf(state, 'day')}
          required
        />
        <ActionBar note="Дальше вы увидите, что изменится и что не понято. До «Сохранить» ничего не сохраняется.">
          <SubmitButton sending="Читаем…">Показать, что получится</SubmitButton>
        </ActionBar>
      </Form>
      <Section title="Как составить файл" narrow>
        <ul className="list-disc space-y-2 pl-5">
          <li>
            Таблица: в первой колонке «Школа», дальше по колонке на фактор. В ячейке: высокая, средняя, низкая, не
            выявлен, не оценён, число от 0 до 100 или вместе: «высокая (72)». Колонка «Дата» — по желанию.
          </li>
          <li>Или список: колонки «Школа», «Фактор», «Значимость», «Значение», строка на каждый фактор школы.</li>
          <li>Пустая ячейка ничего не меняет. Тот же файл второй раз ничего не изменит.</li>
        </ul>
        <p className="mt-3">
          Готовые файлы с вашими школами: <a href={`/schools/export?programme=${programme.id}`}>таблица</a>,{' '}
          <a href={`/schools/export?programme=${programme.id}&form=list`}>список</a>.
        </p>
      </Section>
    </div>
  )
}
