import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed, typedAll } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { Select } from '@/components/ui/field'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { getAssignment } from '@/db/queries/assignment'
import { listDraftSections } from '@/db/queries/typical-measure'
import { may } from '@/lib/access/policy'
import { sectionHeading } from '@/lib/road-map/table'
import { addFromAssignmentAction } from '../../actions'

export const metadata = { title: 'Добавить пункты задания' }

export default async function AddFromAssignmentPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>
  searchParams: Promise<Query>
}) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const page = `/assignments/${id}/add`
  const actor = await requireActor(page)
  if (actor.municipalityId === null || !may(actor, 'road_map.edit')) notFound()
  const assignment = await orNotFound(getAssignment(actor, id))
  const sections = await listDraftSections(actor)
  const state = await openForm('assignment-add', one(query, 'kept'), actor.userId)
  const picked = typedAll(state, 'pick[]')
  const error = errorOf(state, 'pick')
  return (
    <div className="col">
      <PageHead
        title="Добавить пункты задания в карту"
        crumbs={[
          { label: 'Задания региона', href: '/assignments' },
          { label: assignment.title, href: `/assignments/${id}` },
        ]}
      />
      {sections.length === 0 || assignment.endedAt !== null ? (
        <Empty
          title={assignment.endedAt === null ? 'Добавлять некуда' : 'Задание отозвано'}
          action={
            <LinkButton kind="main" href="/road-maps">
              К дорожным картам
            </LinkButton>
          }
        >
          {assignment.endedAt === null
            ? 'Нет карты-черновика с разделом. Заведите карту или добавьте в неё раздел.'
            : 'Пункты отозванного задания в карты не добавляют.'}
        </Empty>
      ) : (
        <Form action={addFromAssignmentAction} page={page} state={state}>
          <input type="hidden" name="assignmentId" value={id} />
          <fieldset className={error ? 'field bad' : 'field'} id="f-pick">
            <legend>Мероприятия</legend>
            {error ? <p className="error-text">{error}</p> : null}
            {assignment.sections.flatMap((section, part) =>
              section.measures.map((measure, row) => {
                const place = `${part}.${row}`
                return (
                  <div className="choice" key={place}>
                    <input
                      type="checkbox"
                      id={`pick-${place}`}
                      name="pick[]"
                      value={place}
                      defaultChecked={picked.includes(place)}
                    />
                    <label htmlFor={`pick-${place}`}>
                      {[section.number, measure.number].filter(Boolean).join('.')} {measure.title}
                    </label>
                    {measure.term ? <p className="hint">{measure.term}</p> : null}
                  </div>
                )
              }),
            )}
          </fieldset>
          <Select
            name="sectionId"
            label="В какой раздел добавить"
            defaultValue={typed(state, 'sectionId', sections[0]?.id)}
            error={errorOf(state, 'sectionId')}
            options={sections.map((section) => ({
              value: section.id,
              label: `${section.programme}, ${section.year}: ${sectionHeading(section) || 'без раздела'}`,
            }))}
            required
          />
          <ActionBar>
            <SubmitButton kind="main">Добавить отмеченные</SubmitButton>
          </ActionBar>
        </Form>
      )}
    </div>
  )
}
