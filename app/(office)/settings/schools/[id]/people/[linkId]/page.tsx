import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { PeriodFields } from '@/app/_forms/period-fields'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { saveSchoolPersonAction } from '@/app/(office)/settings/schools/actions'
import { ActionBar } from '@/components/ui/action-bar'
import { Select } from '@/components/ui/field'
import { type Crumb, PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { SummaryList } from '@/components/ui/summary-list'
import { listColleagues } from '@/db/queries/person'
import { getSchool } from '@/db/queries/school'
import { may } from '@/lib/access/policy'
import { periodText } from '@/lib/person/labels'
import type { Period } from '@/lib/person/rules'
import { SCHOOL_RELATION_LABELS } from '@/lib/school/labels'
import { SCHOOL_RELATIONS } from '@/lib/school/rules'

export const metadata = { title: 'Закрепление за школой' }

type Props = { params: Promise<{ id: string; linkId: string }>; searchParams: Promise<{ kept?: string }> }

/** «…/new» links somebody to the school as its administration or staff. A curator's link is only shown: the coordinator makes it. */
export default async function SchoolPersonPage({ params, searchParams }: Props) {
  const { id, linkId } = await params
  const page = `/settings/schools/${id}/people/${linkId}`
  const actor = await requireActor(page)
  if (!may(actor, 'municipality.manage')) notFound()
  const school = await orNotFound(getSchool(actor, pageId(id)))
  const link = school.people.find((person) => person.id === linkId)
  if (!link && linkId !== 'new') notFound()
  const crumbs = [
    { label: 'Школы', href: '/settings/schools' },
    { label: school.shortName, href: `/settings/schools/${id}` },
  ]
  if (link?.relation === 'curator') return <CuratorsLink link={link} school={school.shortName} crumbs={crumbs} />
  const people = (await listColleagues(actor)).map((person) => ({
    value: person.id,
    label: person.title ? `${person.name}, ${person.title}` : person.name,
  }))
  const state = await openForm('school-person', (await searchParams).kept, actor.userId)
  return (
    <div className="col">
      <PageHead title={link ? link.name : 'Закрепить за школой'} sub={school.shortName} crumbs={crumbs} />
      <Form action={saveSchoolPersonAction} page={page} state={state}>
        <input type="hidden" name="schoolId" value={school.id} />
        <input type="hidden" name="id" value={link?.id ?? ''} />
        {link ? (
          <>
            <input type="hidden" name="userId" value={link.userId} />
            <input type="hidden" name="relation" value={link.relation} />
          </>
        ) : (
          <>
            <Select
              name="userId"
              label="Кто"
              hint="Администрации нужна роль «администрация школы»; того, кто в школе работает, роли не нужно"
              options={people}
              empty="Выберите"
              defaultValue={typed(state, 'userId')}
              error={errorOf(state, 'userId')}
              required
            />
            <Select
              name="relation"
              label="Кем приходится школе"
              hint="Куратора назначает координатор в разделе «Кураторы»"
              options={SCHOOL_RELATIONS.filter((value) => value !== 'curator').map((value) => ({
                value,
                label: SCHOOL_RELATION_LABELS[value],
              }))}
              empty="Выберите"
              defaultValue={typed(state, 'relation')}
              error={errorOf(state, 'relation')}
              required
            />
          </>
        )}
        <PeriodFields state={state} stored={link} />
        <ActionBar>
          <SubmitButton sending="Сохраняем…">{link ? 'Сохранить дни' : 'Закрепить за школой'}</SubmitButton>
        </ActionBar>
      </Form>
    </div>
  )
}

function CuratorsLink({ link, school, crumbs }: { link: Period & { name: string }; school: string; crumbs: Crumb[] }) {
  return (
    <div className="col">
      <PageHead title={link.name} sub={`Куратор: ${school}`} crumbs={crumbs} />
      <SummaryList rows={[{ label: 'Дни', value: periodText(link) }]} />
      <p className="soft">Кураторов назначает и освобождает координатор в разделе «Кураторы».</p>
    </div>
  )
}
