import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { PeriodFields } from '@/app/_forms/period-fields'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { DoneNotice } from '@/app/(office)/settings/done-notice'
import { saveSchoolAction } from '@/app/(office)/settings/schools/actions'
import { ActionBar } from '@/components/ui/action-bar'
import { TextArea, TextField } from '@/components/ui/field'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SubmitButton } from '@/components/ui/submit-button'
import { Table } from '@/components/ui/table'
import { getSchool } from '@/db/queries/school'
import { may } from '@/lib/access/policy'
import { periodText } from '@/lib/person/labels'
import { SCHOOL_RELATION_LABELS } from '@/lib/school/labels'

export const metadata = { title: 'Школа' }

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ kept?: string; done?: string }> }

/** «…/new» adds a school. */
export default async function SchoolPage({ params, searchParams }: Props) {
  const { id } = await params
  const page = `/settings/schools/${id}`
  const actor = await requireActor(page)
  if (!may(actor, 'municipality.manage')) notFound()
  const query = await searchParams
  const school = id === 'new' ? undefined : await orNotFound(getSchool(actor, pageId(id)))
  const state = await openForm('school', query.kept, actor.userId)
  const field = (name: string, stored = '') => ({
    name,
    defaultValue: typed(state, name, stored),
    error: errorOf(state, name),
  })
  return (
    <>
      <PageHead
        title={school?.shortName ?? 'Новая школа'}
        crumbs={[
          { label: 'Настройки', href: '/settings' },
          { label: 'Школы', href: '/settings/schools' },
        ]}
      />
      <DoneNotice done={query.done} />
      {school ? (
        <Section title="Люди школы и кураторы" aside={<a href={`${page}/people/new`}>Закрепить сотрудника</a>}>
          {school.people.length === 0 ? (
            <p>За школой никто не закреплён.</p>
          ) : (
            <Table
              caption="Кто закреплён за школой"
              head={['Фамилия, имя, отчество', 'Кем приходится', 'Дни', { label: 'Действия', hidden: true }]}
            >
              <tbody>
                {school.people.map((person) => (
                  <tr className="row" key={person.id}>
                    <td className="title">{person.name}</td>
                    <td data-l="Кем приходится">{SCHOOL_RELATION_LABELS[person.relation]}</td>
                    <td data-l="Дни">
                      {periodText(person)}
                      {person.isInForce ? <span className="under">сейчас</span> : null}
                    </td>
                    <td className="tight right">
                      <a href={`${page}/people/${person.id}`}>
                        {person.relation === 'curator' ? 'Посмотреть' : 'Изменить дни'}
                        <span className="vh">: {person.name}</span>
                      </a>
                    </td>
                  </tr>
                ))}
              </tbody>
            </Table>
          )}
        </Section>
      ) : null}
      <Section title="Данные школы" narrow>
        <Form action={saveSchoolAction} page={page} state={state}>
          <input type="hidden" name="id" value={school?.id ?? ''} />
          <TextArea {...field('name', school?.name)} label="Полное название" rows={2} required />
          <TextField
            {...field('shortName', school?.shortName)}
            label="Краткое название"
            hint="Для списков и таблиц"
            required
          />
          <TextField {...field('site', school?.site)} label="Сайт" hint="https://…" inputMode="url" required={false} />
          <PeriodFields state={state} stored={school} />
          <ActionBar>
            <SubmitButton sending="Сохраняем…">{school ? 'Сохранить школу' : 'Добавить школу'}</SubmitButton>
          </ActionBar>
        </Form>
      </Section>
    </>
  )
}
