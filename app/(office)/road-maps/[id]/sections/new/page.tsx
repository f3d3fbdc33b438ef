import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { count, one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { TextField } from '@/components/ui/field'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { getRoadMap } from '@/db/queries/road-map'
import { may } from '@/lib/access/policy'
import { isEditable } from '@/lib/road-map/rules'
import { mapAddress } from '../../address'
import { addSectionAction } from '../actions'

export const metadata = { title: 'Новый раздел' }

export default async function NewSectionPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>
  searchParams: Promise<Query>
}) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const asked = count(query, 'version')
  const page = `/road-maps/${id}/sections/new${asked === undefined ? '' : `?version=${asked}`}`
  const actor = await requireActor(page)
  const { version, sections } = await orNotFound(getRoadMap(actor, id, { version: asked }))
  const state = await openForm('section-new', one(query, 'kept'), actor.userId)
  if (!may(actor, 'road_map.edit') || (!isEditable(version.status) && state.errors.length === 0)) notFound()
  return (
    <div className="col">
      <PageHead
        title="Новый раздел"
        crumbs={[
          { label: 'Дорожные карты', href: '/road-maps' },
          { label: `${version.programme}, ${version.year}`, href: mapAddress(id, version.number) },
        ]}
      />
      <Form action={addSectionAction} page={page} state={state}>
        <input type="hidden" name="roadMapId" value={id} />
        <input type="hidden" name="version" value={version.number} />
        <input type="hidden" name="versionId" value={version.versionId} />
        <TextField
          name="number"
          label="Номер раздела"
          width="short"
          defaultValue={typed(state, 'number', String(sections.length + 1))}
          error={errorOf(state, 'number')}
          autoComplete="off"
        />
        <TextField
          name="title"
          label="Название раздела"
          defaultValue={typed(state, 'title')}
          error={errorOf(state, 'title')}
          autoComplete="off"
        />
        <ActionBar>
          <SubmitButton>Добавить раздел</SubmitButton>
          <LinkButton href={mapAddress(id, version.number)}>Отмена</LinkButton>
        </ActionBar>
      </Form>
    </div>
  )
}
