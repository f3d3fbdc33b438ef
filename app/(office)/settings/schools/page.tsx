import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, revisionOf, typed } from '@/app/_forms/form-state'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { editCuratorLimitAction } from '@/app/(office)/settings/actions'
import { DoneNotice } from '@/app/(office)/settings/done-notice'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { TextField } from '@/components/ui/field'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { Status } from '@/components/ui/status'
import { SubmitButton } from '@/components/ui/submit-button'
import { Table } from '@/components/ui/table'
import { getMunicipality } from '@/db/queries/municipality'
import { listSchools } from '@/db/queries/school'
import { may } from '@/lib/access/policy'
import { DEFAULT_SETTINGS } from '@/lib/municipality/settings'
import { periodText } from '@/lib/person/labels'

export const metadata = { title: 'Школы' }

type Props = { searchParams: Promise<{ kept?: string; done?: string }> }

export default async function SchoolsPage({ searchParams }: Props) {
  const actor = await requireActor('/settings/schools')
  if (!may(actor, 'municipality.manage')) notFound()
  const query = await searchParams
  const schools = await orNotFound(listSchools(actor))
  const { settings, revision } = await orNotFound(getMunicipality(actor))
  const state = await openForm('curator-limit', query.kept, actor.userId)
  return (
    <>
      <PageHead
        title="Школы"
        sub={`Всего: ${schools.length}`}
        crumbs={[{ label: 'Настройки', href: '/settings' }]}
        actions={
          <LinkButton kind="main" href="/settings/schools/new">
            Добавить школу
          </LinkButton>
        }
      />
      <DoneNotice done={query.done} />
      {schools.length === 0 ? (
        <Empty title="Школ пока нет">Добавьте школы: кураторов им назначит координатор.</Empty>
      ) : (
        <Table caption="Школы" linked head={['Школа', 'Кураторы и администрация', 'Дни']}>
          <tbody>
            {schools.map((school) => (
              <tr className="row" key={school.id}>
                <td className="title">
                  <a href={`/settings/schools/${school.id}`}>{school.shortName}</a>
                  <span className="under">{school.name}</span>
                </td>
                <td data-l="Кураторы и администрация">
                  {school.people
                    .filter((person) => person.isInForce)
                    .map((person) => person.name)
                    .join(', ') || '—'}
                </td>
                <td data-l="Дни">{school.isInForce ? periodText(school) : <Status>{periodText(school)}</Status>}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <Section title="Сколько школ у куратора" narrow>
        <Form action={editCuratorLimitAction} page="/settings/schools" state={state}>
          <input type="hidden" name="revision" value={revisionOf(state, revision)} />
          <TextField
            name="mostSchools"
            label="Не больше"
            hint="Если школ больше, координатор пишет причину"
            width="date"
            inputMode="numeric"
            defaultValue={typed(state, 'mostSchools', String(settings.mostSchools ?? DEFAULT_SETTINGS.mostSchools))}
            error={errorOf(state, 'mostSchools')}
            required
          />
          <ActionBar>
            <SubmitButton sending="Сохраняем…">Сохранить число школ</SubmitButton>
          </ActionBar>
        </Form>
      </Section>
    </>
  )
}
